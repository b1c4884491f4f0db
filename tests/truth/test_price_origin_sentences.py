"""What is said of how a price is known is true of the days and the list that it was copied with."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from calculator.prices.provenance import in_words
from tests.truth.messages import messages_of
from tests.truth.recording import recorded

TODAY: Final = date(2026, 11, 29)
type Copy = dict[str, Any]


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _day(copied: Copy, name: str) -> date | None:
    return date.fromisoformat(copied[name]) if copied[name] else None


def _known(copied: Copy) -> date | None:
    """The day on which the price was looked at last."""
    return _day(copied, "checked_on") or (None if _by_staff(copied) else _day(copied, "listed_on"))


def _by_staff(copied: Copy) -> bool:
    return copied["origin"] == "staff" and not copied["listed_in"]


def _age(copied: Copy) -> int:
    day = _known(copied) or _day(copied, "listed_on")
    assert day is not None
    return (TODAY - day).days


CONDITIONS: Final[Mapping[str, Callable[[Copy, Mapping[str, Any]], bool]]] = {
    "set by this site's staff": lambda c, _w: _by_staff(c) and not c["set_on"],
    "set by this site's staff on %(day)s": lambda c, w: (
        _by_staff(c) and w["day"] == _said(date.fromisoformat(c["set_on"]))
    ),
    "listed in %(list)s, date unknown": lambda c, w: (
        w["list"] == c["listed_in"] != "" and not c["checked_on"] and not c["listed_on"]
    ),
    "date of the last check unknown": lambda c, _w: not (c["checked_on"] or c["listed_on"] or c["listed_in"]),
    "checked %(day)s": lambda c, w: w["day"] == _said(date.fromisoformat(c["checked_on"])) and _age(c) <= 90,
    "last checked %(day)s": lambda c, w: (
        w["day"] == _said(date.fromisoformat(c["checked_on"])) and _age(c) > 90
    ),
    "listed in %(list)s of %(day)s": lambda c, w: (
        not c["checked_on"]
        and w["list"] == c["listed_in"]
        and w["day"] == _said(date.fromisoformat(c["listed_on"]))
    ),
    "listed on %(day)s": lambda c, w: (
        not c["checked_on"] and not c["listed_in"] and w["day"] == _said(date.fromisoformat(c["listed_on"]))
    ),
    "%(said)s, over 90 days ago": lambda c, _w: 90 < _age(c) <= 180,
    "%(said)s, over 180 days ago": lambda c, _w: _age(c) > 180,
    "%(model)s, %(checked)s (%(source)s), copied %(copied)s": lambda c, w: (
        not c["priced_on"]
        and w["model"] == c["model"]
        and w["source"] == "example.com"
        and w["copied"] == "1 October 2026"
    ),
    "%(model)s, asked for %(day)s, %(checked)s (%(source)s), copied %(copied)s": lambda c, w: (
        w["model"] == c["model"]
        and w["source"] == "example.com"
        and w["copied"] == "1 October 2026"
        and w["day"] == _said(date.fromisoformat(c["priced_on"]))
    ),
}
NAMES: Final = {
    "our default",
    "entered",
    "on an unknown date",
    "price list",
    "example: %(title)s",
    "%(source)s (%(day)s)",
}
"""Of where an input is from, which `tests/calculator/prices/test_provenance.py` holds."""
days = st.sampled_from([None, *(TODAY - timedelta(days=ago) for ago in (1, 89, 90, 91, 180, 181, 400))])


def test_each_message_about_how_a_price_is_known_has_a_condition_or_is_a_name() -> None:
    modules = ("calculator.prices.how_known", "calculator.prices.provenance")

    assert {text for module in modules for text, _line in messages_of(module)} == {*CONDITIONS, *NAMES}


@given(days, days, days, st.sampled_from(["", "genai-prices"]), st.sampled_from(["staff", "list"]), days)
def test_each_sentence_about_how_a_price_is_known_is_true(
    checked: date | None,
    listed: date | None,
    when: date | None,
    list_name: str,
    origin: str,
    chosen: date | None,
) -> None:
    if origin == "staff" and not list_name:
        listed = None  # a price of staff's own stands on no list
    copied: Copy = {
        "row": 1, "model": "openai/o3", "source_url": "https://www.example.com/prices",
        "copied_on": "2026-10-01", "listed_in": list_name, "origin": origin,
        "checked_on": checked and checked.isoformat(), "listed_on": listed and listed.isoformat(),
        "set_on": when and when.isoformat(), "priced_on": chosen and chosen.isoformat(),
    }  # fmt: skip

    with recorded() as book:
        shown = in_words("price:1", copied, TODAY)

    spoken = [each for each in book if each.message in CONDITIONS and each.text in shown]
    assert [each.text for each in spoken if not CONDITIONS[each.message](copied, each.words)] == []
    assert spoken != []
