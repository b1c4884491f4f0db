"""No two labels of a list look alike."""

from hypothesis import given
from hypothesis import strategies as st

from runrate.core.telling_apart.names import distinct


def test_only_labels_that_look_alike_get_their_day() -> None:
    """W30."""
    days = ["1 November 2026", "2 November 2026", "3 November 2026"]

    assert distinct(["Claims", "Desk", "claims "], days) == [
        "Claims (1 November 2026)",
        "Desk",
        "claims  (3 November 2026)",
    ]


def test_the_same_day_is_told_apart_by_the_time_and_then_by_a_number() -> None:
    labels, days = ["Desk"] * 3, ["1 November 2026"] * 3

    assert distinct(labels, days, ["09:00", "09:00", "10:00"]) == [
        "Desk (09:00) (1)",
        "Desk (09:00) (2)",
        "Desk (10:00)",
    ]


@given(st.lists(st.tuples(st.text("ab ", max_size=3), st.text("12", max_size=2)), max_size=8))
def test_however_names_are_chosen_there_are_as_many_labels_as_rows(rows: list[tuple[str, str]]) -> None:
    found = distinct([label for label, _day in rows], [day for _label, day in rows])

    assert len({" ".join(label.casefold().split()) for label in found}) == len(rows)
