"""What people type: what a field asks for, what it cannot take, and what breaks programs."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.journeys.page import Field

# One letter or syllable of each of fourteen scripts, to be repeated up to a field's limit.
SCRIPTS = {
    "Latin": "é", "Greek": "Ω", "Cyrillic": "Ж", "Hebrew": "ש", "Arabic": "ض", "Devanagari": "क्षि",
    "Bengali": "ক্ত", "Tamil": "நி", "Thai": "กี่", "Georgian": "ქ", "Armenian": "Ֆ", "Hangul": "한",
    "Japanese": "あ", "Chinese": "中",
}  # fmt: skip
SPREADSHEET = ("0.333333333333333", "0.142857142857143", "0.666666666666667", "0.857142857142857")
NUMBERS = (
    "0.5", "1", "0", "3", "0.25", "12", "100", "2200.5", "1,000", "$5", "8%", "1000000000", *SPREADSHEET,
    "-1", "", "1e9", "1e100000000", "9" * 5000, "0." + "3" * 5000, "NaN", "Infinity", "1/3", "½", "１２",
    "1\0", "999999999999999.999999999999999", "0.000000000000001", "abc", "=1+1", " 7 ", "1.5e-7", "0x10",
    "-0",
)  # fmt: skip
_HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
NAMES = (
    "Claims desk", "second thoughts", "x", "  spaces around  ", "", "Desk “quoted” & <b>bold</b>",
    "emoji 🧾👩🏽‍💻",
    "nul\0inside", f"a {_HOLE}x{_HOLE} hole", f"{_HOLE}csrf_token{_HOLE}", "half \ud800 a pair",
    "\N{RIGHT-TO-LEFT OVERRIDE}thgir ot tfel",
    "שלום, world", '=HYPERLINK("http://x";"y")', "＝1+1", "\ufeff+1",
    "@SUM(A1)", "</textarea><script>alert(1)</script>", "{{ 7|add:7 }}{% url %}", "%s %(name)s {0}",
    "a/b\\c:d*?", "one\ntwo\n\nthree", "../../etc/passwd", "' OR 1=1 --", "A" * 119 + "é", "12", "None",
    "\u200b", "a\u0301" * 30,
)  # fmt: skip
MAILS = (
    "",
    "nobody",
    "a@b",
    "x@example.com\nBcc: y@example.com",
    "ж@example.com",
    "a" * 300 + "@example.com",
)
DAYS = ("2026-11-01", "", "2026-02-30", "0001-01-01", "9999-12-31", "yesterday", "01/02/2026")
CODES = ("", "WRONG1", "000000", "é" * 6)


@dataclass(frozen=True)
class Value:
    """A text and how it is said to somebody who should type it again."""

    text: str
    said: str


def typed(field: Field, number: int, mark: str) -> Value:
    """The value of this number for this field; texts carry the mark of who typed them where it fits."""
    if field.numeric:
        return _plain(NUMBERS, number)
    if field.kind == "email":
        return _plain(MAILS, number)
    if field.kind == "date":
        return _plain(DAYS, number)
    if field.code:
        return _plain(CODES, number)
    if number % 3 == 2:
        return at_the_limit(field, number // 3, mark)
    text = NAMES[(number - number // 3) % len(NAMES)]
    return marked(text, field.longest, mark) if text.strip() else Value(text, repr(text))


def marked(text: str, longest: int | None, mark: str) -> Value:
    whole = f"{text} {mark}"
    fits = longest is None or len(whole) <= longest
    return Value(whole, shown(whole)) if fits else Value(text[:longest], shown(text[:longest]))


def at_the_limit(field: Field, number: int, mark: str) -> Value:
    """A name as long as the field allows, in one of the scripts, in words or in one piece."""
    script, letter = list(SCRIPTS.items())[number % len(SCRIPTS)]
    longest, words = field.longest or 300, number // len(SCRIPTS) % 2
    text = mark + (f" {letter * 5}" * longest if words else letter * longest)
    # Cut between characters, not inside what one key types.
    return Value(
        text[:longest], f"{mark}, then {script} {letter!r} up to {longest} characters{' in words' * words}"
    )


def long_fraction(number: int) -> Value:
    """A third or a seventh as a spreadsheet writes it; every number field takes it."""
    return _plain(SPREADSHEET[:2], number)


def broken(content: bytes, number: int) -> tuple[bytes, str]:
    """A file of one's own, as it was or spoiled in one of several ways."""
    ways: Sequence[tuple[str, bytes]] = (
        ("as it was", content),
        ("with a byte order mark", b"\xef\xbb\xbf" + content),
        ("cut in the middle", content[: len(content) // 2]),
        ("with its first number at 5,000 digits", re.sub(rb"(?<=[: \"])\d+", b"9" * 5000, content, count=1)),
        (
            "with its numbers at 1e100000000",
            re.sub(rb"(?<=[: \"])\d+(?:\.\d+)?(?=[,}\"\n])", b"1e100000000", content),
        ),
        ("with its first number at 1e400", re.sub(rb"(?<=[: \"])\d+", b"1e400", content, count=1)),
        ("with NUL in its text", content.replace(b"a", b"\\u0000", 1)),
        ("with half a pair in its text", content.replace(b"a", b"\\ud800", 1)),
        ("with another filter", content.replace(b"/FlateDecode", b"/Nope", 1)),
        ("with a filter that is a number", content.replace(b"/FlateDecode", b"5", 1)),
        ("with JBIG2 in place of its filter", content.replace(b"/FlateDecode", b"/JBIG2Decode")),
        ("nested 10,000 deep", b"[" * 10_000),
        ("empty", b""),
        ("as UTF-16", content.decode(errors="replace").encode("utf-16")),
    )
    said, spoiled = ways[number % len(ways)]
    return spoiled, said


def pasted(number: int) -> Value:
    """What is pasted where a file's text is asked for."""
    texts = (
        json.dumps({"units_per_month": "1000", "input_tokens": "5000", "output_tokens": "10"}),
        json.dumps({"version": "1", "answers": {"q1": 2}}),
        '{"input_tokens": ' + "9" * 5000 + "}",
        '{"input_tokens": 1e400}',
        '{"input_tokens": "1e100000000"}',
        "[" * 5000,
        '{"a": "\\u0000"}',
        '{"a": "\\ud800"}',
    )
    return _plain(texts, number)


def shown(text: str) -> str:
    """A text for the list of actions; what is long is said by its beginning and its length."""
    return repr(text) if len(text) <= 90 else f"{text[:40]!r}… ({len(text)} characters)"


def _plain(texts: Sequence[str], number: int) -> Value:
    text = texts[number % len(texts)]
    return Value(text, shown(text))
