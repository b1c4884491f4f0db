"""Four walks from a person's press to the answer, as `docs/structure.md` lists them: each reads in order."""

import re
from pathlib import Path

import pytest
from django.test import Client

from assessment.models import Submission
from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from runrate.reports.models import Report
from runrate.reports.tasks import make_report
from tests.assessment.walking import at, begin
from tests.reports.conftest import scenario, submission
from tests.walks import Walk, walk

__all__ = ["scenario", "submission"]

pytestmark = pytest.mark.django_db
STRUCTURE = Path(__file__).resolve().parents[1] / "docs" / "structure.md"


def section(title: str) -> str:
    """What the documentation says of a walk."""
    return STRUCTURE.read_text("utf-8").partition(f"### {title}\n")[2].partition("\n#")[0]


def listed(title: str) -> list[str]:
    """The modules that it lists."""
    paths = re.findall(r"^\d+\. `([^`]+)`", section(title), re.MULTILINE)
    return [path.removesuffix(".py").rstrip("/").replace("/", ".") for path in paths]


@pytest.fixture
def answer(client: Client) -> Walk:
    submission = begin(client)
    client.post(at("question", submission, 1), {"q1": "2"}, follow=True)

    def act() -> None:
        page = client.post(at("question", submission, 2), {"q2": "3"}, follow=True)
        assert page.redirect_chain == [(f"{at('question', submission, 3)}?saved=2", 302)]

    return walk(act)


@pytest.fixture
def estimate(client: Client) -> Walk:
    inputs = BY_KEY["article-small"].workload.as_json()
    client.post("/calculator/", inputs)

    def act() -> None:
        changed = {**inputs, "units_per_day": "55"}
        assert client.post("/calculator/", changed).status_code == 200

    return walk(act)


@pytest.fixture
def report(alice_client: Client, submission: Submission, scenario: Scenario) -> Walk:
    def act() -> None:
        alice_client.post("/reports/new/", {"submission": submission.pk, "scenario": scenario.pk})
        made = Report.objects.get()
        make_report.call(str(made.pk))
        assert alice_client.get(f"/reports/{made.pk}/download/").status_code == 200

    return walk(act)


@pytest.fixture
def review(staff_client: Client, submission: Submission) -> Walk:
    page = f"/admin/assessment/submission/{submission.pk}/"
    staff_client.get(f"{page}change/")

    def act() -> None:
        decided = staff_client.post(f"{page}decide/", {"decision": "waiting", "seen": "0"}, follow=True)
        assert decided.redirect_chain == [(f"{page}change/", 302)]

    return walk(act)


WALKS = {
    # The most steps, and the module that calls one after another.
    "answer": ("An answer", 12, "assessment.web.take_views"),
    "estimate": ("A scenario's estimate", 10, "calculator.web.calculator_views"),
    "report": ("A report", 18, "runrate.reports.web.views"),
    "review": ("A review", 8, "assessment.staff.submission_admin"),
}
WALKED: dict[str, Walk] = {}
FROM_MEMORY = 3
"""Modules that are not entered where tests before have drawn or read already what they would."""


def walked(name: str, request: pytest.FixtureRequest) -> Walk:
    """Each walk is walked once; following it is slow."""
    if name not in WALKED:
        WALKED[name] = request.getfixturevalue(name)
    return WALKED[name]


@pytest.mark.parametrize("name", WALKS)
def test_the_documentation_lists_the_modules_of_a_walk_in_order(
    name: str, request: pytest.FixtureRequest
) -> None:
    title, most, _caller = WALKS[name]

    found = walked(name, request).steps

    assert found == listed(title)
    assert len(found) <= most


COUNTED = re.compile(
    r"^Counted without folding: (\d+) modules with each one of a domain by itself, (\d+) with everything\.$",
    re.MULTILINE,
)


@pytest.mark.parametrize("name", WALKS)
def test_the_documentation_says_how_many_modules_stand_behind_the_steps(
    name: str, request: pytest.FixtureRequest
) -> None:
    unfolded, everything = map(int, COUNTED.findall(section(WALKS[name][0]))[0])

    found = walked(name, request)

    assert unfolded - FROM_MEMORY <= len(found.unfolded) <= unfolded
    assert everything - FROM_MEMORY <= len(found.modules) <= everything


@pytest.mark.parametrize("name", WALKS)
def test_no_step_of_a_walk_leads_back_to_one_before(name: str, request: pytest.FixtureRequest) -> None:
    found = walked(name, request)

    assert found.led_back(WALKS[name][2]) == []


def test_a_walk_that_goes_back_and_forth_is_noticed() -> None:
    found = Walk(
        ["views", "forms", "page"], {"views": {"forms", "page"}, "forms": {"page"}, "page": {"forms"}}
    )

    assert set(found.led_back("views")) == {"forms", "page"}
