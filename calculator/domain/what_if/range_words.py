"""A range in sentences: where the month may end up, what a little more would start, what was varied."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import Final

from calculator.domain.break_even.search import StepCost
from calculator.domain.break_even.volumes import step_costs
from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import numbers
from calculator.domain.formulas.bounds import least
from calculator.domain.labels import inside_in, label, name_of_group, worded
from calculator.domain.units import plural_of
from calculator.domain.what_if.quantiles import Percentiles
from calculator.domain.what_if.ranges import Range
from calculator.domain.what_if.uncertainty import STEP, Guess, is_fact, moves_with
from calculator.domain.workload import Workload
from runrate.core.numbers import about, count, headline_money, percent, price, rough_prices
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext

NEARLY_FULL: Final = Fraction(19, 20)
"""From which share of its blocks on a step is said to be about to start another."""
_BY_CALLS: Final = frozenset({"input_tokens", "output_tokens"})
"""What is told of a day by its calls."""


def beyond_sentence(found: Range) -> str:
    """How many months ask more of the instances than they sustain; nothing where none does."""
    if not found.beyond:
        return ""
    words = {"number": count(found.beyond), "draws": count(found.draws)}
    if not found.can_be_done:
        return _("In all of {draws} simulated months the instances cannot do the work.").format(**words)
    return _(
        "In {number} of {draws} simulated months the instances cannot do the work: no cost and no gain is "
        "counted of these."
    ).format(**words)


def _of_the_others(sentence: str, found: Range) -> str:
    """Marked where some months cannot be done: what stands in it is of the others."""
    if not found.beyond:
        return sentence
    return _("Of the months that the instances can do: {sentence}").format(sentence=sentence)


def month_sentence(found: Range, *, complete: bool, open_ended: bool = False) -> str:
    """Where the total of a month ends up; one figure where every draw prints the same.

    Nothing where no month can be done.
    """
    if not found.can_be_done:
        return ""
    said = _of_the_month(found.total, complete=complete, open_ended=open_ended)
    return _of_the_others(said, found)


def _of_the_month(drawn: Percentiles, *, complete: bool, open_ended: bool) -> str:
    ends = tuple(_three(drawn))
    if len(set(map(headline_money, ends))) == 1:
        total, lowest, highest = (
            least(headline_money(each), complete=complete, open_ended=open_ended)
            for each in (ends[1], *_all(drawn))
        )
        if lowest == highest:
            return _("The month costs {total} in every case.").format(total=total)
        return _(
            "The month costs {total} in 8 of 10 cases or more; of all cases the lowest is {lowest}, the "
            "highest {highest}."
        ).format(total=total, lowest=lowest, highest=highest)
    low, middle, high = rough_prices(ends)
    said = (
        _("In 8 of 10 cases the month costs between about {low} and {high}; the median is {middle}.")
        if complete
        else _(
            "As far as entered, the month costs between about {low} and {high} in 8 of 10 cases; the median "
            "is {middle}."
        )
    )
    return said.format(low=low, middle=middle, high=high)


def accepted_sentence(found: Range, unit: str, *, complete: bool, open_ended: bool = False) -> str:
    """What an accepted unit costs; nothing where a draw has none."""
    if found.accepted is None:
        return ""
    said = _of_a_unit(found.accepted, unit, complete=complete, open_ended=open_ended)
    return _of_the_others(said, found)


def _of_a_unit(drawn: Percentiles, unit: str, *, complete: bool, open_ended: bool) -> str:
    ends = tuple(_three(drawn))
    if len(set(map(price, ends))) == 1:
        cost, lowest, highest = (
            least(price(each), complete=complete, open_ended=open_ended) for each in (ends[1], *_all(drawn))
        )
        if lowest == highest:
            return _("An accepted {unit} costs {cost} in every case.").format(unit=unit, cost=cost)
        return _(
            "An accepted {unit} costs {cost} in 8 of 10 cases or more; of all cases the lowest is {lowest}, "
            "the highest {highest}."
        ).format(unit=unit, cost=cost, lowest=lowest, highest=highest)
    low, middle, high = rough_prices(ends)
    said = (
        _("An accepted {unit} costs about {low} to {high} in 8 of 10 cases; the median is {middle}.")
        if complete
        else _(
            "As far as entered, an accepted {unit} costs between about {low} and {high} in 8 of 10 cases; "
            "the median is {middle}."
        )
    )
    return said.format(unit=unit, low=low, middle=middle, high=high)


def full_sentences(workload: Workload, estimate: Estimate) -> tuple[str, ...]:
    """Steps that today's volume nearly fills: a little more, and another block is paid for."""
    values, today = numbers(workload), estimate.units_per_month
    if not today:
        return ()
    names = {line.key: line.name for line in estimate.lines if line.own_name}
    return tuple(
        _full(step, today, workload.unit_name, names)
        for step in step_costs(values)
        if today >= NEARLY_FULL * step.every * step.blocks(today)
    )


def _full(step: StepCost, today: Fraction, unit: str, names: Mapping[str, str]) -> str:
    blocks = step.blocks(today)
    words = {
        "n": count(blocks),
        "units": plural_of(unit),
        "room": _room(step.every * blocks),
        "cost": headline_money(step.cost),
        "name": names.get(step.line, step.line),
    }
    if step.line == "human_review":
        said = ngettext(
            "{n} reviewer is enough for {room} {units} per month; more need another, at {cost} per month.",
            "{n} reviewers are enough for {room} {units} per month; more need another, at {cost} per month.",
            blocks,
        )
    elif step.line == "capacity":
        said = ngettext(
            "{n} instance is enough for {room} {units} per month; more need another, at {cost} per month.",
            "{n} instances are enough for {room} {units} per month; more need another, at {cost} per month.",
            blocks,
        )
    elif step.line == "infrastructure":
        said = _("Infrastructure is enough for {room} {units} per month; more cost another {cost} per month.")
    else:
        said = _("“{name}” is enough for {room} {units} per month; more cost another {cost} per month.")
    return said.format(**words)


def _room(units: Fraction) -> str:
    """Rounded down: the next whole unit above it starts another block."""
    places = 0 if units >= 1 else 4
    return count(Fraction(floor(units * 10**places), 10**places), places=places)


def varied_sentence(workload: Workload, guesses: Sequence[Guess], *, assumed: bool) -> str:
    """Which inputs were varied and how far, related ones together; those typed with their ends."""
    if not guesses:
        return _("Every input entered is a price, a contract, a salary or a date, so nothing is varied.")
    if not assumed:
        return _("Varied: {ranges}. Every other input stays as it is.").format(
            ranges=listed(_ends(workload, guess) for guess in guesses)
        )
    groups: dict[str, list[str]] = {}
    for guess in guesses:
        groups.setdefault(moves_with(guess.field).group, []).append(guess.field)
    named = [_in_order(workload, fields) for fields in groups.values()]
    together = [listed(names) for names in named if len(names) > 1]
    alone = [names[0] for names in named if len(names) == 1]
    sentences = [
        _("We assume that what is not known yet may turn out up to {share} lower or higher: {names}.").format(
            share=percent(STEP, places=0), names="; ".join([*together, *alone])
        )
    ]
    if together:
        sentences.append(_("Inputs named together move together."))
    if cut := _in_order(workload, (g.field for g in guesses if g.high == 1 < g.base * (1 + STEP))):
        sentences.append(_("No share is varied beyond 100%: {names}.").format(names=listed(cut)))
    return " ".join(sentences)


def varied_sentences(
    workload: Workload, guesses: Sequence[Guess], measured: Iterable[str], *, assumed: bool
) -> tuple[str, ...]:
    """The same where a bill measured some inputs: those with days, those without, those that are ours."""
    known, drawn = list(measured) if assumed else [], {guess.field for guess in guesses}
    days = [guess for guess in guesses if guess.field in known]
    rest = [guess for guess in guesses if guess not in days]
    found = [_of_days(workload, days)] if days else []
    for of_steps, said in (
        (False, _("Measured without days that say how far it varies, and so not varied: {names}.")),
        (True, _("Measured by model, while days are not told by model, and so not varied: {names}.")),
    ):
        still = [each for each in known if each not in drawn and each.startswith("steps.") is of_steps]
        if held := _in_order(workload, still):
            found.append(said.format(names=listed(held)))
    if rest or not found:
        found.append(varied_sentence(workload, rest, assumed=assumed))
    return tuple(found)


def _of_days(workload: Workload, days: Sequence[Guess]) -> str:
    """Days are no months, and no file counts units by day: tokens of a unit are told by calls."""
    ranges = [_ends(workload, guess) for guess in days]
    said = [
        _("Measured from day to day: {ranges}.").format(ranges=listed(ranges)),
        _("These are ranges of single days: the mean of a month usually varies less."),
    ]
    if any(guess.field.rpartition(".")[2] in _BY_CALLS for guess in days):
        said.append(
            _("A day's tokens per unit are its tokens per call, at the calls per unit of the whole month.")
        )
    return " ".join(said)


def known_sentence(workload: Workload) -> str:
    """Which entered inputs are facts and were not varied; nothing where there are none."""
    values = numbers(workload).items()
    names = _in_order(
        workload, (name for name, value in values if value and workload.given(name) and is_fact(name))
    )
    if not names:
        return ""
    return _("Taken as known, from price lists, contracts, payroll and the calendar: {names}.").format(
        names=listed(names)
    )


def _in_order(workload: Workload, fields: Iterable[str]) -> list[str]:
    """What inputs are called in a sentence: those of steps without the step's number, and of lines of one's
    own, which are about different things, which lines they are."""
    own: dict[str, list[str]] = {}
    for field in fields:
        group, _dot, rest = field.partition(".")
        lines = own.setdefault(label(field).inside, [])
        if group == "other_lines":
            number = int(rest.partition(".")[0])
            again = "" if name_of_group(workload, field) else f" ({number})"
            lines.append(f"“{workload.other_lines[number - 1].name}”{again}")
    return [
        _("{name} of {lines}").format(name=name, lines=listed(lines)) if lines else name
        for name, lines in own.items()
    ]


def _ends(workload: Workload, guess: Guess) -> str:
    """`human review rate from 5% to 20%`."""
    return _("{input} from {low} to {high}").format(
        input=inside_in(workload, guess.field),
        low=worded(guess.field, guess.low),
        high=worded(guess.field, guess.high),
    )


def _three(found: Percentiles) -> Iterator[Fraction]:
    yield from (Fraction(each) for each in (found.p10, found.p50, found.p90))


def hides_its_ends(found: Percentiles) -> bool:
    """Whether 8 of 10 draws are one figure while some of the others are not: no row of a table shows it."""
    return found.p10 == found.p90 and found.lowest != found.highest


def _all(found: Percentiles) -> tuple[Fraction, Fraction]:
    """The lowest and the highest of all draws: only where they agree does every case."""
    return Fraction(found.lowest), Fraction(found.highest)


def three_points(found: Percentiles) -> tuple[str, str, str]:
    """Low, middle and high of the draws, to one place."""
    ends = (found.p10, found.p50, found.p90)
    low, middle, high = map(about, rough_prices([Fraction(each) for each in ends]))
    return low, middle, high
