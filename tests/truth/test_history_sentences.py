"""What pages about several attempts say of them: which are compared, whether they can be, how far apart.

Drawn of attempts on the same workload, on others and on none, with answers and without any.
"""

from fractions import Fraction
from typing import Any, Final, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import history_words
from assessment.services import submissions
from assessment.web.history_page import ComparePage, HistoryPage
from runrate.accounts.models import User
from tests.assessment.sheets import sheet
from tests.truth.messages import messages_of
from tests.truth.recording import Said, recorded

UP, DOWN, SAME = "Up {by} points since {day}", "Down {by} points since {day}", "The same score as on {day}"
EITHER: Final = "Between {down} points down and {up} points up since {day}"
CHOSEN: Final = (
    "Score from 0 to 100 of the {number} attempts on {workload} with version {version} of the questions. "
    "Attempts on other workloads, without a workload name or with another version are not in it."
)
NONE_CHOSEN: Final = (
    "No trend is drawn: no two of your finished attempts name the same workload and have the same version of "
    "the questions."
)
NEITHER: Final = (
    "Neither attempt names its workload, so a difference may be one between two workloads and no change of "
    "one."
)
ONE: Final = (
    "Only one attempt names its workload, {workload}, so a difference may be one between two workloads and "
    "no change of one."
)
TWO: Final = (
    "The attempts are about two workloads, {before} and {after}: a difference is no change of either."
)
BOTH: Final = "Both attempts are about {workload}."
names = st.sampled_from(["", "", "Claims", "claims ", "Desk"])
type Level = int | Literal["dk"]
levels: st.SearchStrategy[Level] = st.sampled_from([0, 2, 2, 3, "dk"])
POINTS: Final[dict[Level, int]] = {0: 0, 2: 50, 3: 75, "dk": 0}


def test_each_message_about_attempts_has_a_condition() -> None:
    said = {message for message, _line in messages_of(history_words.__name__)}

    assert said == {UP, DOWN, SAME, EITHER, CHOSEN, NONE_CHOSEN, NEITHER, ONE, TWO, BOTH}


def _ends(level: Level) -> tuple[int, int]:
    """The lowest and the highest score of a sheet of such answers."""
    return POINTS[level], 100 if level == "dk" else POINTS[level]


def _shown(level: Level) -> str:
    low, high = _ends(level)
    return f"{low}.0" if low == high else f"{low}.0 to {high}.0"


def folded(name: str) -> str:
    return name.strip().lower()


def compared(attempts: list[tuple[str, Level]]) -> list[tuple[str, Level]]:
    """Oldest first: all on the workload of the newest attempt that another one shares, by its name."""
    for name, _level in reversed(attempts):
        found = [each for each in attempts if folded(name) and folded(each[0]) == folded(name)]
        if len(found) > 1:
            return found
    return []


def spoken(book: list[Said]) -> dict[str, Said]:
    return {said.message: said for said in book if said.module == history_words.__name__}


@pytest.mark.django_db
@settings(max_examples=max(12, settings().max_examples // 16))
@given(st.lists(st.tuples(names, levels), min_size=2, max_size=4))
def test_what_is_said_of_attempts_is_so(drawn: list[tuple[str, Level]]) -> None:
    User.objects.all().delete()
    owner = User.objects.create(email="reader@example.com")
    rows = [
        submissions.record(sheet=sheet(level), owner=owner, context={"workload_name": name})
        for name, level in drawn
    ]
    by_hand = compared(drawn)

    with recorded() as book:
        shown: dict[str, Any] = HistoryPage(owner, type(rows[0]).objects.filter(owner=owner)).context()
    said = spoken(book)

    if not by_hand:
        assert (set(said), shown["trend"]) == ({NONE_CHOSEN}, None)
    else:
        (first, most), (last, best) = (_ends(level) for _name, level in (by_hand[0], by_hand[-1]))
        least, highest = last - most, best - first
        moved = UP if highest > 0 else DOWN if least < 0 else SAME
        moved = EITHER if least < 0 < highest else moved
        assert set(said) == {CHOSEN, moved}
        told = [str(said[moved].words[name]) for name in ("by", "down", "up") if name in said[moved].words]
        ends = [shown for each in told for shown in each.split(" to ")]
        assert sorted(map(Fraction, ends)) == sorted({abs(least), abs(highest)} if told else [])
        assert [point.value for point in shown["trend"].points] == [_shown(level) for _name, level in by_hand]
        assert said[CHOSEN].words["number"] == len(by_hand) == len(shown["trend"].points)
        assert folded(str(said[CHOSEN].words["workload"])) == folded(by_hand[0][0])
    # No two rows of the list look alike.
    listed = [(when, name) for when, _attempt, name, *_rest in shown["attempts"]]
    assert len(set(listed)) == len(rows)

    with recorded() as book:
        page: dict[str, Any] = ComparePage(rows[0], rows[1], {}).context()
    one, other = (folded(name) for name, _level in drawn[:2])
    about = BOTH if one == other != "" else TWO if one and other else ONE if one or other else NEITHER
    assert set(spoken(book)) == {about}
    assert page["one_workload"] is (about == BOTH)
    assert len(set(page["days"])) == 2
