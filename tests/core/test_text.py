"""Text as anybody sends it, made fit for a page, a file and a database."""

import pytest

from runrate.core.text import clean, listed


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("one\r\ntwo\nthree", "one\ntwo\nthree"),
        ("nul\0 bell\x07 tab\t escape\x1b", "nul bell tab escape"),
        ("del\x7f next line\x85", "del next line"),
        ("half\ud800 a letter", "half a letter"),
        ("turned\u202e round", "turned round"),
        ("none\ufffe\uffff", "none"),
        ("Größe, 大きさ, 👍", "Größe, 大きさ, 👍"),
    ],
)
def test_letters_and_line_breaks_stay_and_what_is_no_letter_goes(sent: str, kept: str) -> None:
    assert clean(sent) == kept


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_reads_as_people_say_it(names: list[str], said: str) -> None:
    assert listed(names) == said
