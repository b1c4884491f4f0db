"""What counts as evidence is said where it is written; results of before keep the rule they had."""

import pytest
from django.test import Client

from assessment.models import Submission
from assessment.services import submissions
from runrate.accounts.models import User
from runrate.reports.domain.brought_in.unsigned import from_a_file
from runrate.reports.domain.compose import compose
from runrate.reports.domain.input_reading import parse_source
from runrate.reports.domain.inputs import Source
from runrate.reports.services.gathering import assessed_from
from tests.assessment.reviewing import page_of
from tests.assessment.sheets import KEYS, sheet
from tests.assessment.walking import at, begin
from tests.markup import squeezed
from tests.reports.readers import DAY

pytestmark = pytest.mark.django_db

SHORT = "This note does not count as evidence yet: write at least four words, or a link."
LEFT = "The note on question 4 does not count as evidence: it needs at least four words or a link."


def shown_short(page: str) -> bool:
    """Whether the sentence beside the box is to be seen."""
    before = page.split(SHORT, maxsplit=1)[0].rpartition("<p ")[2]
    return "hidden" not in before


@pytest.mark.parametrize(
    ("level", "note", "short"),
    [
        ("3", "x", True),
        ("4", "todo", True),
        ("3", "our cost sheet of October", False),
        ("4", "https://example.com/sheet", False),
        ("2", "x", False),
        ("dk", "ask Anna", False),
        ("3", "", False),
    ],
)
def test_a_note_that_does_not_count_is_kept_and_said_to_beside_its_box(
    client: Client, level: str, note: str, short: bool
) -> None:
    """W12."""
    submission = begin(client)

    next_page = client.post(at("question", submission, 4), {"q4": level, "q4-note": note}, follow=True).text
    question, everything = (
        client.get(at(name, submission, *n)).text for name, *n in (("question", 4), ("all",))
    )

    assert Submission.objects.get().evidence == ({"q4": note} if note else {})
    assert (LEFT in next_page) == short
    assert shown_short(squeezed(question)) == short
    assert squeezed(everything).count(SHORT) == 15
    assert (
        "does not count as evidence: it needs at least four words or a link"
        in client.get(at("review", submission)).text
    ) == short


def test_a_box_for_a_note_stands_beside_every_answer(client: Client) -> None:
    submission = begin(client)

    client.post(
        at("all", submission),
        dict.fromkeys(KEYS, "dk") | {f"{key}-note": f"ask Anna {key}" for key in KEYS},
    )

    assert Submission.objects.get().evidence == {key: f"ask Anna {key}" for key in KEYS}


def of_before(owner: User) -> Submission:
    """A row as the release before froze it: any note counted, and no ties were named."""
    done = submissions.record(sheet=sheet(4, evidence={"q1": "sheet"}), owner=owner)
    result = {name: value for name, value in (done.result or {}).items() if name != "weakest_dimensions"}
    Submission.objects.filter(pk=done.pk).update(
        result=result | {"evidenced_score": "53.3"}, evidenced_score="53.3"
    )
    return Submission.objects.get(pk=done.pk)


def test_a_result_of_before_opens_unchanged_on_its_page_and_in_a_report(
    alice: User, alice_client: Client, reviewer: Client
) -> None:
    old = of_before(alice)
    new = submissions.record(sheet=sheet(4, evidence={"q1": "sheet"}), owner=alice)

    for submission, evidenced, said in ((old, "53.3", False), (new, "50.0", True)):
        content = compose(Source(DAY, assessed_from(submission)))
        assert content.maturity is not None
        assert f"<dd>{evidenced}</dd>" in squeezed(alice_client.get(submission.get_absolute_url()).text)
        assert content.maturity.evidenced == evidenced
        assert ("Does not count as evidence." in reviewer.get(page_of(submission)).text) == said


def test_the_rule_of_before_rides_in_the_data_of_a_report_and_is_not_taken_from_a_file(alice: User) -> None:
    source = Source(DAY, assessed_from(of_before(alice)))

    back = parse_source(source.as_json())
    imported = from_a_file(back, DAY)

    assert back == source
    assert imported.assessed is not None
    assert compose(imported).maturity.evidenced == "50.0"  # type: ignore[union-attr]


def test_a_new_result_says_nothing_of_it_in_its_report(alice: User) -> None:
    done = submissions.record(sheet=sheet(4), owner=alice)

    assert "any_note_counts" not in str(Source(DAY, assessed_from(done)).as_json())
