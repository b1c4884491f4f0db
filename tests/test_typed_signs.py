"""What a person types comes out as typed, also where it holds a sign that a template engine might use."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils.html import escape

from assessment.domain.answer_sheet import parse_sheet
from assessment.services import submissions
from assessment.services.submissions import Entry
from calculator.domain.presets import PRESETS
from calculator.models import Scenario
from runrate.accounts.models import User
from tests.assessment.sheets import KEYS
from tests.assessment.walking import at

pytestmark = pytest.mark.django_db
SIGNS = [
    "\ufffcx\ufffc",
    "\ufffccsrf_token\ufffc",
    "\ufffcresult-total\ufffc",
    "{{ csrf_token }}",
    "{% now 'Y' %}",
    "%(name)s",
    "{0}",
    "<b>&amp;",
]
SMALL = PRESETS[0].workload.as_json()


@pytest.mark.parametrize("typed", SIGNS)
def test_the_name_of_a_scenario_and_the_message_about_it(alice_client: Client, typed: str) -> None:
    sent = {"scenario": urlencode(SMALL), "name": f"A {typed} B"}

    after = alice_client.post("/calculator/save/", sent, follow=True)

    scenario = Scenario.objects.get()
    assert scenario.name == f"A {typed} B"
    assert after.status_code == 200
    assert escape(f"“A {typed} B” is saved") in after.content.decode()
    for address in (f"/scenarios/{scenario.pk}/", "/scenarios/", "/scenarios/portfolio/"):
        assert escape(scenario.name) in alice_client.get(address).content.decode()


@pytest.mark.parametrize("typed", SIGNS)
def test_what_is_counted_and_the_workload(client: Client, typed: str) -> None:
    page = client.get("/calculator/", {**SMALL, "unit_name": f"a{typed}b", "workload_name": typed})

    assert page.status_code == 200
    assert escape(f"a{typed}b") in page.content.decode()
    assert escape(typed) in page.content.decode()


@pytest.mark.parametrize("typed", SIGNS)
def test_notes_reasons_and_names_of_an_assessment(alice: User, alice_client: Client, typed: str) -> None:
    answers: dict[str, object] = dict.fromkeys(KEYS, 3) | {"q10": {"na": f"reason {typed}"}}
    sheet = parse_sheet({"version": "1", "answers": answers, "evidence": {"q2": f"note {typed}"}})
    names = {"workload_name": f"work {typed}", "team_name": f"team {typed}"}
    submission = submissions.record(sheet=sheet, owner=alice, context=names)

    page = alice_client.get(at("result", submission)).content.decode()

    for text in (f"reason {typed}", f"note {typed}", *names.values()):
        assert escape(text) in page


@pytest.mark.parametrize("typed", SIGNS)
def test_a_note_on_the_page_of_its_question(alice: User, alice_client: Client, typed: str) -> None:
    submission = submissions.start(owner=alice)
    submissions.save_entries(submission=submission, entries={"q1": Entry(3, f"note {typed}", None)})

    for address in (at("question", submission, 1), at("all", submission), at("review", submission)):
        assert escape(f"note {typed}") in alice_client.get(address).content.decode()
