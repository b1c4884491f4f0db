"""The administration writes days as the other pages do, and says of which clock an hour is."""

from datetime import UTC, date, datetime

from django.contrib.admin.utils import display_for_value

WHEN = datetime(2026, 11, 24, 15, 4, tzinfo=UTC)


def test_a_day_and_an_hour_are_written_as_elsewhere() -> None:
    assert display_for_value(date(2026, 11, 24), "-") == "24 November 2026"
    assert display_for_value(WHEN, "-") == "24 November 2026, 15:04 UTC"
