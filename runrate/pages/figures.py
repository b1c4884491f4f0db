"""Figures in running text: an article names what it means, the cost model says how much that is.

`{{ article-small.total_monthly | dollars }}` is a number of a worked example, written as an amount of money.
`{{ support-desk(review_rate=0.05).cost_per_unit | price }}` is the same example with one input changed.
`article-small(value_per_unit=8).pays.1.to` is where its first run of paying volumes ends.
`article-large.gain.q10.from1` is what one level up from level 1 on question 10 is worth to that example.
Terms are joined by + - * / and calculated from left to right. So no figure in an article is typed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from assessment.domain import questionnaire, savings
from calculator.domain.cost_lines import LINES, Estimate
from calculator.domain.costs import estimate
from calculator.domain.presets import PRESETS
from calculator.domain.workload import Workload
from runrate.core import numbers

_PLACEHOLDER = re.compile(r"\{\{\s*(?P<expression>[^{}|]+?)\s*\|\s*(?P<style>[a-z]+)\s*\}\}")
_TERM = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)$|(?P<preset>[a-z]+(?:-[a-z]+)*)(?:\((?P<changes>[^()]*)\))?\.(?P<path>[a-z_.0-9]+)$"
)
_JOINED = re.compile(r"\s+([-+*/])\s+")


class FigureError(ValueError):
    """A placeholder names something that the cost model does not know."""


def _exact(value: Fraction) -> str:
    """An amount with all its decimals, four at most, for a sum that the reader is shown step by step."""
    for places in range(2, 5):
        if numbers.exactly_half_up(value, places) == value:
            return numbers.money(value, places=places)
    raise FigureError(f"{value} has more than four decimals")


STYLES: Mapping[str, Callable[[Fraction], str]] = {
    "money": numbers.money,
    "dollars": lambda value: numbers.money(value, places=0),
    "price": numbers.price,
    "exact": _exact,
    "percent": numbers.percent,
    "whole": lambda value: numbers.percent(value, places=0),
    "count": numbers.count,
    "times": lambda value: numbers.count(value, places=1),
}


def fill(text: str) -> str:
    """`text` with every placeholder calculated. Raises FigureError for one that cannot be."""
    return _PLACEHOLDER.sub(lambda found: _figure(found["expression"], found["style"]), text)


def _figure(expression: str, style: str) -> str:
    if style not in STYLES:
        raise FigureError(f"{style} is not a way to write a number")
    return STYLES[style](evaluate(expression))


def evaluate(expression: str) -> Fraction:
    """The exact value of a placeholder's expression."""
    first, *rest = _JOINED.split(expression.strip())
    value = _term(first)
    for sign, term in zip(rest[::2], rest[1::2], strict=True):
        other = _term(term)
        match sign:
            case "+":
                value += other
            case "-":
                value -= other
            case "*":
                value *= other
            case _:
                value /= other
    return value


def _term(term: str) -> Fraction:
    found = _TERM.match(term)
    if found is None:
        raise FigureError(f"cannot read {term!r}")
    if found["number"]:
        return Fraction(found["number"])
    workload = _example(found["preset"], found["changes"] or "")
    value = _look_up(workload, found["path"])
    if value is None:
        raise FigureError(f"{term} is not known")
    return Fraction(value)


def _look_up(workload: Workload, path: str) -> Fraction | Decimal | int | None:
    """`lines.KEY`, `shares.KEY`, `gain.QUESTION.fromLEVEL`, an output or an input of the cost model.

    `pays.1.from` and `pays.1.to` are the first and last volume of the first run at which it pays.
    """
    costed = _costed(workload)
    kind, _, key = path.partition(".")
    if kind in {"lines", "shares"} and key in LINES:
        line = costed.line(key)
        return line.monthly if kind == "lines" else line.share
    if kind == "gain":
        return _gain(costed, key)
    if kind == "pays":
        return _paying(costed, key)
    if path == "break_even_units":
        return costed.break_even_units
    for source in (costed, workload):
        if path in source.__dataclass_fields__:
            value: Fraction | Decimal | int | None = getattr(source, path)
            return value
    raise FigureError(f"neither an input nor an output is called {path}")


def _paying(costed: Estimate, bound: str) -> int | None:
    """A bound of one run of paying volumes; None where there is no such run, or no end of it."""
    number, _, side = bound.partition(".")
    if not number.isdecimal() or side not in {"from", "to"}:
        raise FigureError(f"no bound {bound}")
    runs = (costed.paying.runs if costed.paying else None) or ()
    run = dict(enumerate(runs, 1)).get(int(number))
    return None if run is None else run.first if side == "from" else run.last


def _gain(costed: Estimate, step: str) -> Fraction:
    """What one level up on a question is worth per month, by the planning table alone: on each whole line."""
    question, _, level = step.partition(".from")
    table = savings.table(questionnaire.current())
    if question not in table.base or level not in {"0", "1", "2", "3"}:
        raise FigureError(f"no step {step}")
    left = {line: table.ratio(question, line, int(level), int(level) + 1) for line in table.lines(question)}
    return sum((costed.line(line).monthly * (1 - share) for line, share in left.items()), Fraction(0))


@cache
def _costed(workload: Workload) -> Estimate:
    return estimate(workload)


@cache
def _example(key: str, changes: str) -> Workload:
    """A worked example with inputs replaced, as in "review_rate=0.05, retry_rate=0.1"."""
    for preset in PRESETS:
        if preset.key == key:
            pairs = (change.partition("=") for change in changes.split(",") if change.strip())
            inputs: dict[str, Any] = {name.strip(): Decimal(value.strip()) for name, _, value in pairs}
            return replace(preset.workload, **inputs)
    raise FigureError(f"no worked example is called {key}")
