"""How ratings become one, and where a team disagrees."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.questionnaire import load
from assessment.domain.scoring import NotApplicable, Sheet, parse_sheet, score
from assessment.domain.team_combine import Counts, Spread, combine, spread, stored
from tests.assessment.sheets import KEYS, sheet, sheets

INSTRUMENT = load("1")


@pytest.mark.parametrize(
    ("ratings", "found", "width", "talk"),
    [
        ([1, 3, 4], Spread(3, 1, 4), 3, True),
        ([2, 2, None], Spread(2, 2, 2), 0, False),
        ([0, None, None], Spread(0, 0, 0), 0, False),
        ([1, 2, 3, 4], Spread(2, 1, 4), 3, True),
        ([2, 3], Spread(2, 2, 3), 1, False),
        ([4, 2], Spread(2, 2, 4), 2, True),
    ],
)
def test_the_lower_median_and_the_spread_of_those_who_answered(
    ratings: list[int | None], found: Spread, width: int, talk: bool
) -> None:
    assert spread(ratings) == found
    assert (found.width, found.talk) == (width, talk)


def test_nobody_who_answered_is_no_zero() -> None:
    assert spread([None, None]) is None


@pytest.mark.parametrize("raters", [0, 1, 2])
def test_nothing_is_combined_below_three(raters: int) -> None:
    assert combine([sheet(4)] * raters, INSTRUMENT) is None


def combined_answer(key: str, *ratings: Sheet) -> object:
    found = combine(ratings, INSTRUMENT)
    assert found is not None
    return found.sheet.answers[key]


def test_each_question_takes_its_lower_median() -> None:
    assert combined_answer("q1", sheet(q1=1), sheet(q1=3), sheet(q1=4)) == 3
    assert combined_answer("q1", sheet(q1=1), sheet(q1=2), sheet(q1=3), sheet(q1=4)) == 2


def test_more_who_do_not_know_than_give_a_level_make_it_unknown() -> None:
    assert combined_answer("q1", sheet(q1="dk"), sheet(q1="dk"), sheet(q1=4)) == "dk"
    assert combined_answer("q1", sheet(q1="dk"), sheet(q1=4), sheet(q1=4)) == 4
    two = [sheet(q1="dk"), sheet(q1="dk"), sheet(q1=1), sheet(q1=4)]
    assert combined_answer("q1", *two) == 1


def test_more_than_half_who_see_no_use_make_it_not_applicable() -> None:
    out = NotApplicable("nobody reviews")

    assert combined_answer("q10", sheet(q10=out), sheet(q10=out), sheet(q10=4)) == NotApplicable(
        "Most raters say so"
    )
    five = [sheet(q10=out), sheet(q10=out), sheet(q10=out), sheet(q10=2), sheet(q10=4)]
    assert combined_answer("q10", *five) == NotApplicable("3 of 5 raters say so")
    assert combined_answer("q10", sheet(q10=out), sheet(q10=2), sheet(q10=4)) == 2
    assert combined_answer("q10", sheet(q10=out), sheet(q10=out), sheet(q10=3), sheet(q10=4)) == 3


@given(st.lists(sheets(), min_size=3, max_size=7))
def test_the_combined_sheet_is_always_a_valid_one_with_a_score(ratings: list[Sheet]) -> None:
    found = combine(ratings, INSTRUMENT)

    assert found is not None
    assert parse_sheet(found.sheet.as_json()) == found.sheet
    assert score(found.sheet).status == "scored"


def test_far_apart_or_known_to_some_only_is_worth_talking_about() -> None:
    apart = [sheet(q1=1, q2=1, q3="dk"), sheet(q1=3, q2=2), sheet(q1=4, q2=2)]

    few, five = combine(apart, INSTRUMENT), combine([*apart, sheet(q1=3), sheet(q1=3)], INSTRUMENT)

    assert few is not None
    assert five is not None
    assert [each.question.key for each in few.to_talk_about] == ["q1"]  # that one does not know is not told
    assert [each.question.key for each in five.to_talk_about] == ["q1", "q3"]


def test_a_note_is_counted_for_the_team_and_its_text_is_left_out() -> None:
    mine = sheet(3, evidence={"q1": "secret link", "q2": "low claim"}, q2=0)

    few, five = (combine([mine, *[sheet(3)] * more], INSTRUMENT) for more in (2, 4))

    assert few is not None
    assert five is not None
    assert few.sheet.evidence == {"q1": "Noted by raters."}
    assert five.sheet.evidence == {"q1": "Noted by 1 of 5 raters."}


@pytest.mark.parametrize(("raters", "told"), [(3, False), (4, False), (5, True)])
def test_how_many_gave_which_level_is_told_from_five_raters_on(raters: int, told: bool) -> None:
    found = combine([sheet(4), sheet("dk"), sheet(0), *[sheet(4)] * (raters - 3)], INSTRUMENT)

    assert found is not None
    counts = Counts((1, 0, 0, 0, raters - 2), 1, 0) if told else None
    assert {each.counts for each in found.agreements} == {counts}
    assert [each.question.key for each in found.agreements] == list(KEYS)


def test_the_range_of_two_who_gave_a_level_is_told_to_nobody() -> None:
    found = combine([sheet(q1=0), sheet(q1=4), sheet(q1="dk")], INSTRUMENT)

    assert found is not None
    assert (found.agreements[0].spread, found.agreements[1].spread) == (None, Spread(2, 2, 2))


@given(st.lists(sheets(), min_size=3, max_size=7))
def test_what_is_stored_of_a_round_reads_as_it_was(ratings: list[Sheet]) -> None:
    found = combine(ratings, INSTRUMENT)
    assert found is not None

    again = stored(json.loads(json.dumps(found.as_json())), INSTRUMENT)

    assert again is not None
    assert (again.raters, again.agreements) == (found.raters, found.agreements)
    assert again.sheet.answers == found.sheet.answers


def test_nothing_is_read_from_a_round_of_two() -> None:
    assert stored({"raters": 2}, INSTRUMENT) is None
