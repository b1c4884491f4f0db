"""Staff mark a price as checked today: with its source at hand, in the log, and only one that has begun."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from calculator.models import Origin, PriceRow, Status
from calculator.prices.importer import mark_checked
from runrate.audit.models import AuditEntry
from tests.calculator.stored import price_row
from tests.signing_in import SignedIn

pytestmark = pytest.mark.django_db
LIST = "/admin/calculator/pricerow/"
TOMORROW = str(timezone.now().date() + timedelta(days=1))


@pytest.fixture
def row() -> PriceRow:
    return price_row("openai", "o3", 2, 8, None, checked_on=None, listed_in="a list 1")


def checked(row: PriceRow) -> date | None:
    row.refresh_from_db()
    return row.checked_on


def button(row: PriceRow) -> str:
    return f"{LIST}{row.pk}/checked/"


def test_chosen_rows_are_marked_with_today_and_the_log_says_by_whom(
    staff_client: Client, row: PriceRow
) -> None:
    other = price_row("openai", "o4", 2, 8, None, checked_on=None, listed_in="a list 1")

    answer = staff_client.post(LIST, {"action": "mark_checked", "_selected_action": [row.pk]}, follow=True)

    [entry] = AuditEntry.objects.all()
    assert (checked(row), checked(other)) == (timezone.now().date(), None)
    assert "1 price is marked as checked today." in answer.content.decode()
    assert (entry.by_name, entry.did, entry.subject_id) == ("staff@example.com", "changed", str(row.pk))
    assert entry.detail == "Changed checked on."
    assert LogEntry.objects.get().object_id == str(row.pk)


def test_a_bundled_row_is_marked_on_its_own_page_beside_its_source(
    staff_client: Client, row: PriceRow
) -> None:
    page = staff_client.get(f"{LIST}{row.pk}/change/").content.decode()
    answer = staff_client.post(button(row))

    assert f'action="{button(row)}"' in page
    assert '<a href="https://example.com/prices" target="_blank" rel="external noopener noreferrer">' in page
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}{row.pk}/change/")
    assert checked(row) == timezone.now().date()
    assert AuditEntry.objects.get().did == "changed"


def test_the_list_leads_to_each_source(staff_client: Client, row: PriceRow) -> None:
    html = staff_client.get(LIST).content.decode()

    link = '<a href="https://example.com/prices" target="_blank" rel="external noopener noreferrer">'
    assert f"{link}example.com</a>" in html


@pytest.mark.parametrize("role", ["Editor", "Administrator"])
def test_who_keeps_prices_may_mark_them(signed_in: SignedIn, row: PriceRow, role: str) -> None:
    assert signed_in(role).post(button(row)).status_code == 302
    assert checked(row) == timezone.now().date()


def test_nobody_else_marks_anything(
    client: Client, alice_client: Client, signed_in: SignedIn, row: PriceRow
) -> None:
    reader = signed_in("Reviewer")

    answers = [each.post(button(row)).status_code for each in (client, alice_client, reader)]
    reader.post(LIST, {"action": "mark_checked", "_selected_action": [row.pk]})

    assert answers == [302, 302, 403]
    assert checked(row) is None
    assert not AuditEntry.objects.filter(kind="calculator.pricerow").exists()


def test_looking_writes_nothing_and_a_mark_is_never_a_link(staff_client: Client, row: PriceRow) -> None:
    opened = [
        staff_client.get(address).status_code for address in (LIST, f"{LIST}{row.pk}/change/", button(row))
    ]

    assert opened == [200, 200, 405]
    assert checked(row) is None
    assert not LogEntry.objects.exists()


def test_a_price_to_come_and_a_closed_one_are_never_marked(staff_client: Client, row: PriceRow) -> None:
    announced = price_row("openai", "o5", 2, 8, TOMORROW, checked_on=None)
    closed = price_row("openai", "o6", 2, 8, None, checked_on=None, status=Status.CLOSED)
    chosen = [announced.pk, closed.pk, row.pk]

    answer = staff_client.post(LIST, {"action": "mark_checked", "_selected_action": chosen}, follow=True)
    for each in (announced, closed):
        staff_client.post(button(each))
        assert f'action="{button(each)}"' not in staff_client.get(f"{LIST}{each.pk}/change/").content.decode()

    assert [checked(each) for each in (announced, closed, row)] == [None, None, timezone.now().date()]
    assert "2 closed or not in force yet: left as they are." in answer.content.decode()
    assert AuditEntry.objects.count() == 1


def test_a_row_is_marked_on_the_day_it_begins_and_not_before() -> None:
    row = price_row("openai", "o3", 2, 8, "2026-12-01", checked_on=None)
    rows = PriceRow.objects.all()

    before = mark_checked(rows=rows, today=date(2026, 11, 30))
    on_the_day = mark_checked(rows=rows, today=date(2026, 12, 1))

    assert (before, on_the_day, checked(row)) == ([], [row], date(2026, 12, 1))


@pytest.mark.parametrize(
    ("start", "checked_on", "refused"),
    [
        ("", TOMORROW, "A check cannot be dated in the future."),
        (
            "2026-11-20",
            "2026-11-19",
            "The price begins later: leave this empty until somebody has checked it then.",
        ),
        ("2026-11-20", "2026-11-20", ""),
        (TOMORROW, "", ""),
    ],
)
def test_staff_type_no_check_of_a_day_to_come_or_before_the_price(
    staff_client: Client, start: str, checked_on: str, refused: str
) -> None:
    """N2."""
    form = {
        "provider": "openai",
        "model": "o3",
        "display_name": "o3",
        "input_price": "1.5",
        "output_price": "8",
        "status": "in_force",
        "effective_from": start,
        "checked_on": checked_on,
    }

    answer = staff_client.post(f"{LIST}add/", form)

    assert refused in answer.content.decode()
    assert PriceRow.objects.filter(origin=Origin.STAFF).count() == (0 if refused else 1)
