"""A file gives no more than the pages of the role that takes it, and each reading is in the staff log."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from openpyxl import load_workbook

from assessment.domain.scoring import NotApplicable
from assessment.models import Export, Submission
from assessment.services import submissions
from assessment.staff import export_job
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.audit.models import AuditEntry
from runrate.management.roles import ROLES
from tests.assessment.sheets import sheet
from tests.assessment.submitted import submitted
from tests.signing_in import SignedIn

EXPORT = "/admin/assessment/submission/export/"
LIST = "/admin/assessment/submission/"
MARKED = {
    "workload": "Marked workload",
    "team": "Marked team",
    "note": "Marked note",
    "reason": "marked reason",
    "address": "alice@example.com",
    "minute": "13:37",
}
"""Words that stand in one place of one submission each."""
KINDS = ("csv", "jsonl", "research", "xlsx")


@pytest.fixture
def marked(alice: User) -> Submission:
    made = submissions.record(
        sheet=sheet(2, {"q1": MARKED["note"]}, q7=NotApplicable(MARKED["reason"])),
        owner=alice,
        context={"workload_name": MARKED["workload"], "team_name": MARKED["team"], "industry": "banking"},
    )
    made.finished_at = datetime(2026, 3, 2, 13, 37, tzinfo=UTC)
    made.save(update_fields=["finished_at"])
    return made


def all_pages(client: Client, submission: Submission) -> str:
    """Every page of the administration that the role is shown a way to, and the submission's own."""
    todo, seen = ["/admin/", f"{LIST}{submission.pk}/change/"], {}
    while todo:
        address = todo.pop()
        if address in seen:
            continue
        answer = client.get(address, follow=True)
        seen[address] = answer.content.decode() if answer.status_code == 200 else ""
        links = re.findall(r'href="(/admin/[a-z/]*)"', seen[address])
        todo += [link for link in links if "logout" not in link and "jsi18n" not in link]
    return " ".join(seen.values())


def files(client: Client) -> Iterator[tuple[str, str]]:
    """Each kind of file as text."""
    for kind in KINDS:
        answer = client.post(EXPORT, {"kind": kind})
        if kind != "xlsx":
            yield kind, b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
            continue
        export = Export.objects.latest("asked_at")
        export_job.write_workbook.call(str(export.pk))
        book = b"".join(client.get(f"{EXPORT}{export.pk}/workbook/").streaming_content)  # type: ignore[attr-defined]
        rows = load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True)  # type: ignore[union-attr]
        yield kind, "\n".join(str(row) for row in rows)


def may_export(role: str) -> bool:
    return "assessment.add_export" in ROLES[role]


@pytest.mark.parametrize("role", [role for role in ROLES if may_export(role)])
def test_what_a_file_holds_a_page_of_the_same_role_shows(
    signed_in: SignedIn, marked: Submission, role: str
) -> None:
    client = signed_in(role)
    words = {**MARKED, "number": str(marked.pk)}
    shown = all_pages(client, marked)

    beyond = {
        (kind, name)
        for kind, text in files(client)
        for name, word in words.items()
        if word in text and word not in shown
    }

    assert beyond == set()


def test_the_check_before_would_see_it(signed_in: SignedIn, marked: Submission) -> None:
    """With the right to read, files and pages hold every marked word; without it the pages hold none."""
    administrator, analyst = signed_in("Administrator"), signed_in("Analyst")
    csv = dict(files(administrator))["csv"]

    assert [name for name, word in MARKED.items() if word not in csv] == ["reason"]  # no file but JSON has it
    assert [name for name, word in MARKED.items() if word not in all_pages(administrator, marked)] == []
    assert [name for name, word in MARKED.items() if word in all_pages(analyst, marked)] == []


def test_an_analyst_learns_no_address_by_searching_for_it(signed_in: SignedIn, marked: Submission) -> None:
    analyst = signed_in("Analyst")
    submitted("Other")

    found = [
        analyst.get(f"{EXPORT}?q={word}").context["counted"] for word in ("alice@example.com", "nobody@x.org")
    ]

    assert found == [2, 2]


def test_a_right_that_was_taken_away_meanwhile_fills_no_workbook(
    signed_in: SignedIn, marked: Submission
) -> None:
    signed_in("Administrator").post(EXPORT, {"kind": "xlsx"})
    export = Export.objects.get()
    export.owner.groups.clear()

    export_job.write_workbook.call(str(export.pk))

    export.refresh_from_db()
    with export.file.open() as file:
        names = [cell.value for cell in load_workbook(file).active[1]]  # type: ignore[index]
    assert "owner" not in names
    assert "stage" in names


@pytest.mark.parametrize("role", [role for role in ROLES if "assessment.view_submission" in ROLES[role]])
def test_reading_a_submission_is_in_the_staff_log(signed_in: SignedIn, marked: Submission, role: str) -> None:
    client = signed_in(role)

    client.get(f"{LIST}{marked.pk}/change/")

    logged = AuditEntry.objects.get(did="read")
    assert (logged.by_name, logged.kind, logged.subject_id) == (
        f"{role.lower()}@example.com",
        "assessment.submission",
        str(marked.pk),
    )


def test_what_was_refused_was_not_read(signed_in: SignedIn, marked: Submission) -> None:
    signed_in("Analyst").get(f"{LIST}{marked.pk}/change/")

    assert not AuditEntry.objects.filter(did="read").exists()


def test_reading_scenarios_and_accounts_is_logged_and_a_price_is_not(
    signed_in: SignedIn, alice: User
) -> None:
    administrator = signed_in("Administrator")
    scenario = Scenario.objects.create(owner=alice, name="Desk")

    administrator.get(f"/admin/calculator/scenario/{scenario.pk}/change/")
    administrator.get(f"/admin/accounts/user/{alice.pk}/change/")
    administrator.get("/admin/calculator/pricerow/add/")

    kinds = AuditEntry.objects.filter(did="read").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["calculator.scenario", "accounts.user"]


@pytest.mark.parametrize(
    ("address", "hidden"),
    [
        ("/admin/accounts/user/", "password__startswith=argon2"),
        ("/admin/accounts/user/", "emailaddress__verified=1"),
        ("/admin/calculator/scenario/", "share_token__startswith=a"),
        ("/admin/calculator/scenario/", "owner__email__startswith=a"),
        ("/admin/calculator/scenario/", "owner__password__startswith=a"),
        ("/admin/reports/report/", "source__contains=a"),
        ("/admin/reports/report/", "content__icontains=a"),
        ("/admin/reports/report/", "owner__email__startswith=a"),
        ("/admin/assessment/submission/", "owner__email__startswith=a"),
        ("/admin/assessment/submission/", "links__secret_hash__startswith=a"),
        ("/admin/assessment/teamround/", "seats__secret_hash__startswith=a"),
        ("/admin/assessment/teamround/", "ratings__answers__q1=1"),
        ("/admin/assessment/export/", "file__startswith=a"),
        ("/admin/usersessions/usersession/", "session_key__startswith=a"),
        ("/admin/mfa/authenticator/", "data__secret__startswith=a"),
    ],
)
def test_a_list_is_filtered_by_no_hidden_column(staff_client: Client, address: str, hidden: str) -> None:
    assert staff_client.get(f"{address}?{hidden}").status_code == 400


@pytest.mark.parametrize(
    "asked",
    [
        "accounts/user/?is_staff__exact=1",
        "accounts/user/?groups__id__exact=1",
        "accounts/user/?q=alice",
        "reports/report/?state__exact=failed",
        "reports/report/?created_at__gte=2026-01-01+00:00:00%2B00:00",
        "calculator/pricerow/?origin__exact=staff",
        "usersessions/usersession/?q=alice",
        "account/emailaddress/?verified__exact=1",
    ],
)
def test_a_list_is_filtered_by_its_own_filters(staff_client: Client, asked: str) -> None:
    assert staff_client.get(f"/admin/{asked}").status_code == 200


def test_no_role_but_those_that_see_accounts_completes_an_address(signed_in: SignedIn) -> None:
    asked = "/admin/autocomplete/?app_label=calculator&model_name=scenario&field_name=owner&term=a"

    assert {role: signed_in(role).get(asked).status_code for role in ROLES if role != "Administrator"} == {
        "Reviewer": 403,
        "Analyst": 403,
        "Editor": 403,
    }
