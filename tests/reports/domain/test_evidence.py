"""What evidence asks for: only what is there is kept, and what is not is asked for."""

import pytest

from assessment.domain.answer_sheet import Sheet
from runrate.reports.domain.evidence import claims, is_all_there, later_task, left_at_the_top, quick_task
from tests.assessment.sheets import KEYS
from tests.reports.readers import sheet

BACKED = dict.fromkeys(KEYS, "seen in the October report")


@pytest.mark.parametrize(
    ("answered", "claimed", "there"),
    [
        (sheet(4), 15, False),
        (sheet(4, evidence=BACKED), 15, True),
        (sheet(3, evidence=BACKED, q1=2), 14, True),
        (sheet(3, evidence={"q1": "seen in the October report"}), 15, False),
        (sheet(2), 0, False),
        (sheet("dk"), 0, False),
    ],
)
def test_evidence_is_all_there_where_there_is_some_and_no_claim_lacks_it(
    answered: Sheet, claimed: int, there: bool
) -> None:
    assert (len(claims(answered)), is_all_there(answered)) == (claimed, there)


@pytest.mark.parametrize("task", [left_at_the_top, later_task])
def test_only_what_is_there_is_kept_fresh(task: object) -> None:
    assert callable(task)

    told = [task(answered) for answered in (sheet(4, evidence=BACKED), sheet(4), sheet(2))]

    assert ["fresh" in said for said in told] == [True, False, False]


def test_what_is_not_there_is_asked_for_first() -> None:
    assert [quick_task(answered) for answered in (sheet(4, evidence=BACKED), sheet(4))] == [
        "Check that each note and each link still shows what it is there for.",
        "Add a link, or four words on what shows it, to each answer of level 3 or 4 that has neither.",
    ]
