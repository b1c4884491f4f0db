"""Text as anybody sends it, made fit for a page, a file and a database."""

import pytest

from runrate.core.text import clean, cut, listed, one_name, width


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("one\r\ntwo\nthree", "one\ntwo\nthree"),
        ("nul\0 bell\x07 tab\t escape\x1b", "nul bell tab escape"),
        ("del\x7f next line\x85", "del next line"),
        ("half\ud800 a letter", "half a letter"),
        ("turned\u202e round", "turned round"),
        ("set\u2067 apart\u2069", "set apart"),
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


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("ticket", 6, "ticket"),
        ("tickets", 6, "ticke…"),
        ("one two three", 5, "one…"),
        ("客服工单", 8, "客服工单"),
        ("客服工单", 7, "客服工…"),
        ("e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"),
        ("\ufdfa\ufdfa", 10, "\ufdfa…"),
        ("", 0, ""),
    ],
)
def test_text_is_cut_where_its_letters_no_longer_fit(text: str, most: int, kept: str) -> None:
    assert cut(text, most) == kept
    assert width(kept) <= most


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Night\n desk\u2028two", "Night desk two"),
        ("a\u2066b\u2069c\u200bd", "abcd"),
        ("\u200b", ""),
        ("\u3164\u2800", ""),
        (" \u200c\u200d ", ""),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Größe, 大きさ, 👍", "Größe, 大きさ, 👍"),
    ],
)
def test_a_name_is_one_line_of_what_is_seen(sent: str, kept: str) -> None:
    assert one_name(sent) == kept
