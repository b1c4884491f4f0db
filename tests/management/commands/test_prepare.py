"""`manage.py prepare`: prices and roles are there afterwards, however often it is run."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from calculator.models import PriceRow
from runrate.management.roles import ROLES


@pytest.mark.django_db
def test_a_site_is_ready_after_it_and_a_second_run_changes_nothing() -> None:
    said = StringIO()
    call_command("prepare", verbosity=0, stdout=said)
    prices = set(PriceRow.objects.values_list("pk", flat=True))

    call_command("prepare", verbosity=0, stdout=StringIO())

    assert said.getvalue().splitlines()[-1] == "Ready."
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    assert prices != set()
    assert set(PriceRow.objects.values_list("pk", flat=True)) == prices
