"""Where rows stood before: as a page tells, else the likest of them, and no two the same."""

import pytest

from calculator.domain.prices.moved_rows import places_before

THREE = {f"steps.{number}.{name}": text for number, (name, text) in enumerate(
    [("input_tokens", "10"), ("input_tokens", "20"), ("input_tokens", "30")], start=1
)}  # fmt: skip
ALIKE = {"steps.1.input_tokens": "10", "steps.2.input_tokens": "10"}


@pytest.mark.parametrize(
    ("now", "before", "told", "found"),
    [
        # The first was removed: each of the others is known by what stands in it.
        ({"steps.1.input_tokens": "20", "steps.2.input_tokens": "30"}, THREE, {},
         {"steps.1.": "steps.2.", "steps.2.": "steps.3."}),
        ({"steps.1.input_tokens": "10"}, ALIKE, {}, {"steps.1.": "steps.1."}),
        ({"steps.1.input_tokens": "10"}, ALIKE, {"steps": ["2"]}, {"steps.1.": "steps.2."}),
        ({"steps.1.input_tokens": "10", "steps.2.input_tokens": "5"}, ALIKE, {"steps": ["2", "new"]},
         {"steps.1.": "steps.2."}),
        # Told of other rows than there are: nobody is believed.
        ({"steps.1.input_tokens": "10"}, ALIKE, {"steps": ["2", "1"]}, {"steps.1.": "steps.1."}),
        # What a unit had becomes its first step's.
        (THREE, {"input_tokens": "10"}, {}, {"steps.1.": ""}),
        ({"steps.1.input_tokens": "7"}, {"input_tokens": "10"}, {"steps": ["0"]}, {"steps.1.": ""}),
        # Changed in its place it is the same row still, and another's row is none of its own.
        ({"steps.1.input_tokens": "99"}, {"steps.1.input_tokens": "10"}, {}, {"steps.1.": "steps.1."}),
        ({"steps.2.input_tokens": "99"}, {"steps.1.input_tokens": "10"}, {}, {}),
        ({"other_lines.1.monthly": "7"}, {"other_lines.1.monthly": "5", "other_lines.2.monthly": "7"}, {},
         {"other_lines.1.": "other_lines.2."}),
        ({}, THREE, {}, {}),
    ],
)  # fmt: skip
def test_each_row_is_the_one_that_it_was(
    now: dict[str, str], before: dict[str, str], told: dict[str, list[str]], found: dict[str, str]
) -> None:
    assert places_before(now, before, told) == found
