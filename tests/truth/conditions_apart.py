"""When each sentence that sets two workloads against each other is true."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor
from typing import Final, NamedTuple

from calculator.domain.labels import label
from tests.truth.conditions_costs import Words
from tests.truth.reader import ENTERED, OPTIONAL, Costs, Reader, number_in, shows, shows_share

type OfPair = Callable[["Pair", Words], bool]
FEW: Final = 3
WITHOUT_DEFAULT: Final = {
    "review_rate",
    "review_minutes",
    "reviewer_hourly_cost",
    "input_tokens",
    "output_tokens",
    "input_price",
    "output_price",
    "value_per_unit",
    "human_cost_per_unit",
    "reviews_per_reviewer",
    "reviewer_monthly_cost",
    "infrastructure_step_units",
    "infrastructure_step_monthly",
    "capacity_units_per_instance",
    "capacity_tokens_per_second",
    "routed_input_price",
    "routed_output_price",
}
"""Inputs that are something else when left out than when entered as zero."""


class Pair(NamedTuple):
    """Two readers' workloads, the first of which the second is set against."""

    first: Costs
    second: Costs
    models: tuple[str, str] = ("", "")

    @property
    def complete(self) -> bool:
        return self.first.complete and self.second.complete

    @property
    def alike(self) -> bool:
        """Whether both lack the same lines."""
        return set(self.first.missing) == set(self.second.missing)

    @property
    def common(self) -> tuple[Fraction, Fraction]:
        """What both come to in the lines that stand in both."""
        rows = [side.by_name for side in (self.first, self.second)]
        shared = set(rows[0]) & set(rows[1])
        one, other = (sum((row[name] for name in shared), Fraction(0)) for row in rows)
        return one, other

    @classmethod
    def of(cls, reader: Reader) -> "Pair":
        return cls(reader.costs, reader.other, reader.models)

    def named(self, name: object) -> Costs:
        return self.second if name == "Line" else self.first

    @property
    def nets(self) -> tuple[Fraction, Fraction]:
        assert self.first.net is not None
        assert self.second.net is not None
        return self.first.net, self.second.net

    @property
    def differing(self) -> set[str]:
        names = {name for side in (self.first, self.second) for name in flat(side.inputs)}
        return {name for name in names if in_force(name, self.first) != in_force(name, self.second)}


def flat(inputs: Mapping[str, object]) -> dict[str, object]:
    own = inputs.get("other_lines", [])
    assert isinstance(own, list)
    lines = {
        f"other_lines.{n}.{part}": value for n, line in enumerate(own, 1) for part, value in line.items()
    }
    return {**{name: value for name, value in inputs.items() if name != "other_lines"}, **lines}


def in_force(name: str, side: Costs) -> object:
    """What is calculated with; nothing where the line of an input was not entered."""
    line = next((key for key, names in ENTERED.items() if name in names), "")
    if name == "review_catch_rate":
        line = "errors"
    if line and line not in OPTIONAL - {"errors"} and line not in side.entered:
        return None
    given = flat(side.inputs).get(name)
    if "." in name or name == "unit_name":
        return None if given is None else str(given)
    if given is None and name in WITHOUT_DEFAULT:
        return None
    return side.value(name)


def _rounded(text: object, amount: Fraction) -> bool:
    """Whole dollars from a thousand up, else the digits of a price."""
    return shows(text, amount)


def _subtracted(text: object, one: Fraction, other: Fraction, places: int = 2) -> bool:
    """What a reader finds who subtracts both as printed; exact from $1,000 up, and where they look alike."""
    if abs(other - one) >= 1000 and places == 2:
        return shows(text, abs(other - one))
    shown = [
        floor(abs(each) * 10**places + Fraction(1, 2)) * (1 if each > 0 else -1) for each in (one, other)
    ]
    return shows(text, Fraction(abs(shown[1] - shown[0]), 10**places) or abs(other - one))


def _by(sign: int) -> OfPair:
    def holds(p: Pair, w: Words) -> bool:
        by = p.second.total - p.first.total
        if not _can_be(p):
            return False
        if by * sign <= 0 or not p.alike or not _subtracted(w["amount"], p.first.total, p.second.total):
            return False
        ratio = p.second.total / p.first.total if p.first.total else Fraction(0)
        if not Fraction(1, 10) <= ratio <= 10 or abs(ratio - 1) < Fraction(5, 10_000):
            return not w["share"]
        return shows_share(str(w["share"]).strip(" ()+−"), abs(ratio - 1))

    return holds


def _common(sign: int) -> OfPair:
    def holds(p: Pair, w: Words) -> bool:
        one, other = p.common
        same_sign = (other > one) - (other < one) == sign
        return not p.alike and same_sign and (not sign or _subtracted(w["amount"], one, other))

    return holds


def _unit(sign: int) -> OfPair:
    def holds(p: Pair, w: Words) -> bool:
        one, other = p.first.accepted, p.second.accepted
        if one is None or other is None or not _reached(p) or not shows(w["other"], other):
            return False
        if not sign:
            return one == other
        return (
            w["one"] != w["other"]
            and (other - one) * sign > 0
            and shows(w["one"], one)
            and _subtracted(
                w["amount"], one, other, max(number_in(str(w[name]))[1] for name in ("one", "other"))
            )
        )

    return holds


def _can_be(p: Pair) -> bool:
    return not p.first.out_of_reach and not p.second.out_of_reach


def _reached(p: Pair) -> bool:
    return p.alike and _can_be(p)


def _nets(p: Pair, w: Words) -> bool:
    more, less = p.named(w["ahead"]).net, p.named(w["behind"]).net
    return (
        _reached(p)
        and more is not None
        and less is not None
        and more > less
        and w["more"] != w["less"]
        and shows(w["amount"], abs(number_in(str(w["more"]))[0] - number_in(str(w["less"]))[0]))
        and _rounded(w["more"], more)
        and _rounded(w["less"], less)
    )


def _number(least: int, most: int) -> OfPair:
    def holds(p: Pair, w: Words) -> bool:
        number = len(p.differing) + (p.models[0] != p.models[1])
        return least <= number <= most and int(str(w["number"])) == number

    return holds


def _one_input(p: Pair, w: Words) -> bool:
    return [label(name).inside for name in p.differing] == [w["name"]] and w["one"] != w["other"]


def _largest_in_several(p: Pair, w: Words) -> bool:
    """No line differs more than these, and each as much, as told."""
    rows = p.first.by_name, p.second.by_name
    by = sorted(
        (abs(rows[1][name] - amount) for name, amount in rows[0].items() if name in rows[1]), reverse=True
    )
    named = str(w["lines"]).replace("tools and guardrails", "tools").replace(" and ", ", ").split(", ")
    return len(named) > 1 and all(_rounded(w["amount"], each) for each in by[: len(named)])


def _largest(sign: int) -> OfPair:
    def holds(p: Pair, w: Words) -> bool:
        if not _can_be(p):
            return False
        rows = p.first.by_name, p.second.by_name
        by = [rows[1][name] - amount for name, amount in rows[0].items() if name in rows[1]]
        largest = max(abs(each) for each in by)
        if sum(abs(each) == largest for each in by) > 1:
            return False
        return _rounded(w["amount"], largest) and any(abs(each) == largest and each * sign > 0 for each in by)

    return holds


APART: Final[Mapping[str, OfPair]] = {
    "As far as entered: {sentence}": lambda p, _w: not p.complete,
    "“{other}” costs as much per month as “{one}”: {total}.": lambda p, w: (
        _reached(p) and p.first.total == p.second.total and _rounded(w["total"], p.first.total)
    ),
    "“{other}” costs {amount} per month more than “{one}”{share}.": _by(1),
    "“{other}” costs {amount} per month less than “{one}”{share}.": _by(-1),
    "Wrong results (errors that pass) are counted for “{name}” alone: for “{other}” none were entered.": (
        lambda p, w: "errors" in p.named(w["name"]).entered and "errors" not in p.named(w["other"]).entered
    ),
    "In the lines entered in both ({lines}), “{other}” costs as much per month as “{one}”.": _common(0),
    "In the lines entered in both ({lines}), “{other}” costs {amount} per month more than “{one}”.": (
        _common(1)
    ),
    "In the lines entered in both ({lines}), “{other}” costs {amount} per month less than “{one}”.": (
        _common(-1)
    ),
    "Their totals are not compared: one lacks lines that the other has.": lambda p, _w: not p.alike,
    "Their totals are not compared: the reviews of “{name}” are only half entered.": lambda p, _w: (
        p.first.half_reviewed is not p.second.half_reviewed
    ),
    "“{one}” and “{other}” have no line with a cost in common: their totals are not compared.": (
        lambda p, _w: not p.alike and p.common == (0, 0)
    ),
    "“{one}” counts {units}, “{other}” {others}: what one of them costs is not compared.": lambda p, _w: (
        p.first.inputs.get("unit_name") != p.second.inputs.get("unit_name")
    ),
    "An accepted {unit} costs {amount} more: {other} instead of {one}.": _unit(1),
    "An accepted {unit} costs {amount} less: {other} instead of {one}.": _unit(-1),
    "An accepted {unit} costs {other} in both.": _unit(0),
    "Neither costs nor what they bring are compared: as entered, {names} cannot work.": lambda p, w: (
        [side.out_of_reach for side in p[:2]] == [name in str(w["names"]) for name in ("“Desk”", "“Line”")]
    ),
    "“{name}”: {sentence}": lambda p, w: p.named(w["name"]).out_of_reach,
    "No {unit} of “{name}” is accepted, so there is nothing to set its cost against.": lambda p, w: (
        not p.named(w["name"]).hand.accepted() and p.named(w["name"]).units > 0 and _can_be(p)
    ),
    "Which of them brings more is not known: {names} has no value per accepted unit.": lambda p, w: (
        [side.net is None for side in p[:2]] == [name in str(w["names"]) for name in ("“Desk”", "“Line”")]
    ),
    "Which of them brings more is not known: neither has a value per accepted unit.": lambda p, _w: (
        p.first.net is None and p.second.net is None
    ),
    "Both net {net} per month.": lambda p, w: (
        _reached(p) and p.nets[0] == p.nets[1] and _rounded(w["net"], p.nets[0])
    ),
    "“{ahead}” nets {amount} per month more than “{behind}”: {more} against {less}.": _nets,
    "“{one}” runs on {model}, “{other}” on {other_model}.": lambda p, w: (
        (w["model"], w["other_model"]) == p.models
    ),
    "Their inputs are the same.": lambda p, _w: not p.differing and p.models[0] == p.models[1],
    "One input differs, {name}: {other} instead of {one}.": _one_input,
    "{number} inputs differ: {names}.": _number(1, FEW),
    "{number} inputs differ.": _number(FEW + 1, 10_000),
    "They differ most in the lines {lines}, in each by {amount} per month.": _largest_in_several,
    "The largest difference is in the line {line}: {amount} per month more in “{other}”.": _largest(1),
    "The largest difference is in the line {line}: {amount} per month less in “{other}”.": _largest(-1),
}
