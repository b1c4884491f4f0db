"""Words that the report's sentences need in every chapter: days, small letters, and names for one page.

On the board page long names end earlier and endless digits are rounded, nothing else. How large the page is
set, and how short its names must be for that, is tried where it is printed (rendering/pdf.py).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from runrate.core.numbers import as_power
from runrate.core.text import cut, listed, width
from runrate.core.translation import gettext

NAME_WIDTHS = (60, 40, 24, 16)
LONGEST_FIGURE = 19
"""Letters of a big figure that is rounded: it has a quarter of the line."""
SHORTENED_FROM = 3
"""So many numbers of steps in a row are said by their first and last."""
_MANY_DIGITS = re.compile(r"(?P<whole>\d{1,3}(?:\D\d{3}){5,})(?:[.,]\d{1,2}(?!\d))?")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(day: date) -> str:
    """`24 November 2026`."""
    return gettext("{day} {month} {year}").format(
        day=day.day, month=gettext(MONTH_NAMES[day.month - 1]), year=day.year
    )


def uncapital(text: str) -> str:
    """A sentence or a role as it stands inside another sentence."""
    return text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """A part of a sentence where it begins one."""
    return text[:1].upper() + text[1:]


def in_a_row(numbers: Sequence[int]) -> str:
    """`1, 2 and 5`; three and more that follow each other by their ends: `1 to 4 and 9`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said: list[str] = []
    for run in runs:
        if len(run) >= SHORTENED_FROM:
            said.append(gettext("{low} to {high}").format(low=run[0], high=run[-1]))
        else:
            said += map(str, run)
    return listed(said)


def month_and_year(day: date) -> str:
    """`March 2027`: as exact as a plan of weeks is."""
    return gettext("{month} {year}").format(month=gettext(MONTH_NAMES[day.month - 1]), year=day.year)


def with_shorter_names(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The same report, with digits that nobody reads rounded, and then with names that end ever earlier.

    The parts behind the board page and the attachment say all of it in full.
    """

    def changed(change: Callable[[str], str]) -> dict[str, Any]:
        parts = {name: _each_text(content[name], change) for name in ("summary", "subjects", "cover")}
        charts = content["charts"]
        if bars := charts.get("cost_lines"):
            parts["charts"] = {**charts, "cost_lines": _each_text(bars, change)}
        return {**content, **parts}

    content = with_short_figures(content)
    yield content
    content = changed(_few_digits)
    yield content
    names = _names(content)
    for most in NAME_WIDTHS:
        yield changed(lambda text, most=most: _names_cut(text, names, most))  # type: ignore[misc]


def with_short_figures(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same report with big figures that have a place in a line each."""
    if not content.get("summary"):
        return content
    figures = [
        {**each, "value": _few_digits(each["value"])} if width(each["value"]) > LONGEST_FIGURE else each
        for each in content["summary"]["figures"]
    ]
    return {**content, "summary": {**content["summary"], "figures": figures}}


def _names(content: Mapping[str, Any]) -> set[str]:
    """What people have named themselves: workload and team, the cover's lines, cost lines and the unit."""
    cost = content.get("cost") or {}
    return {
        *content["subjects"],
        *(line["words"] for line in content["cover"]),
        *(row["name"] for row in cost.get("rows", ())),
        cost.get("unit", ""),
    }


def _few_digits(text: str) -> str:
    return _MANY_DIGITS.sub(_rounded, text)


def _names_cut(text: str, names: set[str], most: int) -> str:
    """Longest first: one name may be part of another."""
    for name in sorted(names, key=lambda each: (-len(each), each)):
        if (shorter := cut(name, most)) != name:
            text = text.replace(name, shorter)
    return text


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    """The same data with each text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _each_text(each, change) for key, each in value.items()}
    return [_each_text(each, change) for each in value] if isinstance(value, list | tuple) else value


def _rounded(found: re.Match[str]) -> str:
    """`1.69 × 10⁵²` for fifty digits, in one piece."""
    digits, power = as_power(Decimal(re.sub(r"\D", "", found["whole"])))
    return f"{digits}{power}"
