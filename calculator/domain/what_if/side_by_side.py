"""What two workloads side by side come to, in sentences: which costs more, which brings more, and why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.domain.cost_lines import Estimate, Line
from calculator.domain.formulas.bounds import is_least
from calculator.domain.units import plural_of
from calculator.domain.verdict import verdict
from calculator.domain.what_if.inputs_apart import inputs_sentence
from calculator.domain.workload import Workload
from runrate.core.numbers import headline_money, percent
from runrate.core.telling_apart.figures import prices_and_difference, sums_and_difference, sums_difference
from runrate.core.text import listed
from runrate.core.translation import gettext as _

TELLING: Final = 10
"""Between a tenth and ten times a percentage tells something; beyond that the sums do."""

LEAST_TOLD: Final = Fraction(5, 10_000)
"""A share that is printed as 0.0% tells nothing."""

type LineKey = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Side:
    """One workload of a comparison; `models` are those it is priced by, empty where prices were typed."""

    name: str
    workload: Workload
    estimate: Estimate
    models: str = ""


def finding(first: Side, second: Side) -> tuple[str, ...]:
    """How the second differs from the first: the month, an accepted unit, the net, the inputs."""
    return tuple(_sentences(first, second))


def comparable(first: Estimate, second: Estimate) -> bool:
    """Whether their sums are of the same things: both lack the same lines, and no price holds too little.

    Reviews that are half entered in both are lacking in both.
    """
    if first is second:
        return True
    if first.tokens_too_low or second.tokens_too_low:
        return False
    return same_lines(first, second) and first.review_too_low == second.review_too_low


def same_lines(first: Estimate, second: Estimate) -> bool:
    """Whether both lack the same lines."""
    return {line.key for line in first.missing} == {line.key for line in second.missing}


def keyed_lines(found: Estimate) -> dict[LineKey, Line]:
    """Our lines by their key, those of one's own by name; the second of a name is another line."""
    seen: Counter[str] = Counter()
    by_key: dict[LineKey, Line] = {}
    for line in found.listed:
        seen[line.own_name] += 1
        key = ("", line.own_name, seen[line.own_name]) if line.own_name else (line.key, "", 0)
        by_key[key] = line
    return by_key


def common_lines(found: Sequence[Estimate]) -> tuple[tuple[Line, ...], ...]:
    """The lines that stand in each of them with an amount, in one order; what nobody entered is no zero.

    Tokens of which only a part is counted are in none, nor are reviews that are half entered. Each has one
    name: where fees are in the tokens of one side, they are in the line of all.
    """
    sides = [
        {key: line for key, line in keyed_lines(each).items() if line.entered and not is_least(line, each)}
        for each in found
    ]
    shared = [key for key in sides[0] if all(key in side for side in sides)]
    fees = {key for side in sides for key, line in side.items() if line.with_fees}
    return tuple(tuple(side[key]._replace(with_fees=key in fees) for key in shared) for side in sides)


def common_total(first: Estimate, second: Estimate) -> tuple[Fraction, Fraction, tuple[str, ...]]:
    """What the lines that stand in both come to in each, and the names of those that cost something."""
    pairs = common_lines((first, second))
    names = dict.fromkeys(line.name.lower() for lines in pairs for line in lines if line.monthly)
    one, other = (sum((line.monthly for line in lines), Fraction(0)) for lines in pairs)
    return one, other, tuple(names)


def _sentences(first: Side, second: Side) -> Iterator[str]:
    if never := [side for side in (first, second) if side.estimate.out_of_reach]:
        # What cannot be is set against nothing.
        said = _("Neither costs nor what they bring are compared: as entered, {names} cannot work.")
        yield said.format(names=listed(f"“{side.name}”" for side in never))
        for side in never:
            for why in verdict(side.workload, side.estimate):
                yield _("“{name}”: {sentence}").format(name=side.name, sentence=why)
        yield from _causes(first, second)
        return
    yield from _amounts(first, second)
    yield from _causes(first, second)
    yield from _where_most(first, second)


def _amounts(first: Side, second: Side) -> Iterator[str]:
    """What sets their month, an accepted unit and their net apart."""
    may = comparable(first.estimate, second.estimate)
    if may:
        total = _as_far(_total(first, second), first, second)
        yield " ".join(filter(None, (total, _errors_of_one(first, second))))
    else:
        yield _not_compared(first, second)
    if first.workload.unit_name == second.workload.unit_name:
        if may and (unit := _accepted_unit(first, second)):
            yield _as_far(unit, first, second)
    else:
        yield _("“{one}” counts {units}, “{other}” {others}: what one of them costs is not compared.").format(
            one=first.name,
            other=second.name,
            units=plural_of(first.workload.unit_name),
            others=plural_of(second.workload.unit_name),
        )
    for side in (first, second):
        if side.estimate.units_per_month and side.estimate.cost_per_accepted_unit is None:
            said = _("No {unit} of “{name}” is accepted, so there is nothing to set its cost against.")
            yield said.format(unit=side.workload.unit_name, name=side.name)
    if may:
        yield from _net(first, second)


def _as_far(sentence: str, first: Side, second: Side) -> str:
    """Marked where a line of either is not entered: it could turn the difference round."""
    if first.estimate.complete and second.estimate.complete:
        return sentence
    return _("As far as entered: {sentence}").format(sentence=sentence)


def _total(first: Side, second: Side) -> str:
    one, other = first.estimate.total_monthly, second.estimate.total_monthly
    if one == other:
        return _("“{other}” costs as much per month as “{one}”: {total}.").format(
            one=first.name, other=second.name, total=headline_money(one)
        )
    said = (
        _("“{other}” costs {amount} per month more than “{one}”{share}.")
        if other > one
        else _("“{other}” costs {amount} per month less than “{one}”{share}.")
    )
    part = (other - one) / one if one else Fraction(0)
    told = abs(part) >= LEAST_TOLD and Fraction(1, TELLING) <= 1 + part <= TELLING
    share = f" ({signed(part, percent(part))})" if told else ""
    return said.format(one=first.name, other=second.name, amount=sums_difference(one, other), share=share)


def _errors_of_one(first: Side, second: Side) -> str:
    """Errors are no line that is missing: their cost is in the sums of one side and in none of the other."""
    counted = [side.name for side in (first, second) if side.estimate.line("errors").entered]
    if len(counted) != 1:
        return ""
    (one,) = counted
    return _(
        "Wrong results (errors that pass) are counted for “{name}” alone: for “{other}” none were entered."
    ).format(name=one, other=second.name if one == first.name else first.name)


def _not_compared(first: Side, second: Side) -> str:
    """Of models that are paid for more than is counted nobody knows which costs more."""
    sides = (first, second)
    if low := [f"“{side.name}”" for side in sides if side.estimate.tokens_too_low]:
        return _("Their totals are not compared: more is paid for {names} than is counted here.").format(
            names=listed(low)
        )
    half = [side.name for side in sides if side.estimate.review_too_low]
    if len(half) == 1:
        return _("Their totals are not compared: the reviews of “{name}” are only half entered.").format(
            name=half[0]
        )
    return _common(first, second)


def _common(first: Side, second: Side) -> str:
    """Where one lacks a line that the other has, their totals are sums of different things."""
    one, other, names = common_total(first.estimate, second.estimate)
    words = {
        "one": first.name,
        "other": second.name,
        "amount": sums_difference(one, other),
        "lines": listed(names),
    }
    if not names:
        return _(
            "“{one}” and “{other}” have no line with a cost in common: their totals are not compared."
        ).format(**words)
    if one == other:
        said = _("In the lines entered in both ({lines}), “{other}” costs as much per month as “{one}”.")
    elif other > one:
        said = _(
            "In the lines entered in both ({lines}), “{other}” costs {amount} per month more than “{one}”."
        )
    else:
        said = _(
            "In the lines entered in both ({lines}), “{other}” costs {amount} per month less than “{one}”."
        )
    rest = _("Their totals are not compared: one lacks lines that the other has.")
    return f"{said.format(**words)} {rest}"


def _accepted_unit(first: Side, second: Side) -> str:
    one, other = (side.estimate.attainable_cost_per_accepted_unit for side in (first, second))
    if one is None or other is None:
        return ""
    words = dict(zip(("one", "other", "amount"), prices_and_difference(one, other), strict=True))
    words["unit"] = first.workload.unit_name
    if one == other:
        return _("An accepted {unit} costs {other} in both.").format(**words)
    said = (
        _("An accepted {unit} costs {amount} more: {other} instead of {one}.")
        if other > one
        else _("An accepted {unit} costs {amount} less: {other} instead of {one}.")
    )
    return said.format(**words)


def _net(first: Side, second: Side) -> Iterator[str]:
    one, other = first.estimate.net_monthly, second.estimate.net_monthly
    if one is None or other is None:
        without = [f"“{side.name}”" for side in (first, second) if side.estimate.net_monthly is None]
        yield (
            _("Which of them brings more is not known: {names} has no value per accepted unit.").format(
                names=without[0]
            )
            if len(without) == 1
            else _("Which of them brings more is not known: neither has a value per accepted unit.")
        )
        return
    if one == other:
        yield _as_far(_("Both net {net} per month.").format(net=headline_money(one)), first, second)
        return
    ahead, behind = (second, first) if other > one else (first, second)
    more, less, amount = sums_and_difference(max(one, other), min(one, other))
    yield _as_far(
        _("“{ahead}” nets {amount} per month more than “{behind}”: {more} against {less}.").format(
            ahead=ahead.name,
            behind=behind.name,
            amount=amount,
            more=more,
            less=less,
        ),
        first,
        second,
    )


def _causes(first: Side, second: Side) -> Iterator[str]:
    if first.models and second.models and first.models != second.models:
        yield _("“{one}” runs on {model}, “{other}” on {other_model}.").format(
            one=first.name, other=second.name, model=first.models, other_model=second.models
        )
    yield inputs_sentence(first.workload, second.workload, models_differ=first.models != second.models)


def _where_most(first: Side, second: Side) -> Iterator[str]:
    """In which line they differ most; of several that differ as much, all."""
    largest = _largest_lines(first.estimate, second.estimate)
    if len(largest) > 1:
        yield _("They differ most in the lines {lines}, in each by {amount} per month.").format(
            lines=listed(name.lower() for name, _by, _amount in largest), amount=largest[0][2]
        )
    elif largest:
        name, by, amount = largest[0]
        said = (
            _("The largest difference is in the line {line}: {amount} per month more in “{other}”.")
            if by > 0
            else _("The largest difference is in the line {line}: {amount} per month less in “{other}”.")
        )
        yield said.format(line=name.lower(), amount=amount, other=second.name)


def _largest_lines(first: Estimate, second: Estimate) -> list[tuple[str, Fraction, str]]:
    """Of several lines that differ those that differ most; what one of them lacks is no difference."""
    pairs = [
        (one.name, other.monthly - one.monthly, sums_difference(one.monthly, other.monthly))
        for one, other in zip(*common_lines((first, second)), strict=True)
        if one.monthly != other.monthly
    ]
    most = max(pairs, key=lambda pair: abs(pair[1]), default=("", Fraction(0), ""))[2]
    return [pair for pair in pairs if pair[2] == most] if len(pairs) > 1 else []


def signed(number: Fraction, words: str) -> str:
    """A difference with its sign: `+$12.00`, `−3.0%`."""
    return f"+{words}" if number > 0 else words
