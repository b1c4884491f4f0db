"""The box for the day of a rate."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from runrate.core.number_input.days import DayOfRateField


def test_a_day_is_taken_once_it_has_begun_somewhere() -> None:
    begun = (timezone.now() + timedelta(hours=13, minutes=50)).date()

    assert DayOfRateField().clean(begun.isoformat()) == begun
    with pytest.raises(ValidationError, match="No rate is known of a day in the future"):
        DayOfRateField().clean((begun + timedelta(days=2)).isoformat())


def test_an_empty_box_is_no_day_in_the_future() -> None:
    assert DayOfRateField(required=False).clean("") is None
