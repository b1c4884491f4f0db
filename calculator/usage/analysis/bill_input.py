"""A bill as a program sends it: the command line's sums, the part of them that is meant, and its units."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from calculator.domain.typed_numbers.usual_rates import doubts_of_rates
from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, parse_workload
from calculator.prices.usage_sources import source_name
from calculator.usage.analysis.agreement import NO_PRICE, Doubt, agreement, days_of, other_days
from calculator.usage.analysis.bill import (
    Choice,
    NoRateError,
    UsageLine,
    chosen,
    in_dollars,
    no_such_part,
    usage_lines,
)
from calculator.usage.analysis.checks import Check, checks_of_lines
from calculator.usage.analysis.derive import derive
from calculator.usage.analysis.derived import Derived, of_spans, of_the_export
from calculator.usage.analysis.input_numbers import MOST_ATTEMPTS
from calculator.usage.analysis.pairing import COSTS, are_a_pair, doubts_on, paired, paired_in
from calculator.usage.analysis.ranges import Cover, cover, ends_of, within
from calculator.usage.cells import RefusedError
from calculator.usage.reading import Options, Reading
from calculator.usage.summary import as_json
from calculator.usage.summary_input import read_summary
from runrate.core.decimals import plain
from runrate.core.translation import gettext as _

ALL = Options(by=None)


@dataclass(frozen=True, slots=True)
class PriceList:
    """What is known of models: the name on the list by the one in an export, prices, inputs with them in."""

    names: Callable[[Iterable[str]], Mapping[str, str]]
    prices: Callable[[Iterable[str]], Mapping[str, Mapping[str, Fraction]]]
    priced: Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True)
class Bill:
    """One file's sums, or those of the usage and the cost of one vendor; and what of it is meant."""

    reading: Reading
    summary: Mapping[str, Any]
    lines: tuple[UsageLine, ...]
    choice: Choice | None
    units: Fraction | None = None
    rates: Mapping[str, Fraction] | None = None
    rates_on: str = ""
    """The day that the rates are of, where it was sent."""
    attempts: Fraction | None = None
    seats: Fraction | None = None
    listed: PriceList | None = None
    used: tuple[UsageLine, ...] = ()
    """Lines of what was used with the slices that can be chosen; a cost's lines rarely know the same."""
    disagree: tuple[str, ...] = ()
    """What has to be said where usage and cost do not agree, or do not know the same of the slice."""
    gaps: tuple[str, ...] = ()
    """By how much prices are off that are from both, where one has what the other has not."""
    doubts: tuple[Doubt, ...] = ()
    """In what usage and cost do not agree."""
    costs: Mapping[str, Any] | None = None
    """The sums of the file of costs, where there is one."""
    usable: bool = True
    """Whether at most 1% of the money and tokens of either file was refused: of another nothing follows."""

    @cached_property
    def derived(self) -> Derived | None:
        """The inputs of a workload; None without a month or units, and of what is not usable.

        Raises WorkloadErrors.
        """
        if self.choice is None or self.units is None or not self.usable:
            return None
        try:
            found = derive(
                self.lines,
                self.choice,
                self.units,
                rates=self.rates,
                prices=self.listed.prices({line.model for line in self.lines}) if self.listed else None,
                attempts=self.attempts,
                seats=self.seats,
                not_told=self.reading.not_told,
            )
            said = (*self.disagree, *self.gaps, *self.of_days, *self.rates_said)
            more = of_the_export(self.summary["notes"])
            return replace(found, notes=(*said, *more, *found.notes))
        except NoRateError as error:
            raise _no_rate(error) from error

    @property
    def checks(self) -> list[Check]:
        """Tokens at list prices against money, model by model, as the pages have them."""
        return checks_of_lines(self.lines, self.listed.prices, self.rates) if self.listed else []

    @property
    def covers(self) -> dict[str, Cover]:
        """By month which days the file has, where it has not all of them."""
        found = {month: _cover(self.summary, month) for month in self.summary["months"]}
        return {month: each for month, each in found.items() if each is not None}

    @property
    def of_days(self) -> tuple[str, ...]:
        """What has to be said of a file that has not the whole month."""
        return () if self.choice is None else tuple(_part_of(self.summary, self.choice))

    @property
    def refusal(self) -> dict[str, str]:
        """Why nothing can be set against it, by which of its files; nothing of one that can."""
        if not self.usable:
            return {"usage": self.unusable}
        days = other_days(self.doubts)
        return {"cost": f"{days.in_words()} {_(NO_PRICE)}"} if days else {}

    @property
    def rates_said(self) -> tuple[str, ...]:
        """At which of the rates that were sent money became dollars, and what is asked about them."""
        said = _("One {currency} is taken as ${rate}, the rate that was sent, without its day.")
        if self.rates_on:
            said = _("One {currency} is taken as ${rate}, the rate that was sent for {day}.")
        held = {line.currency for line in self.lines if line.billed and line.dollars is None}
        found = {name: rate for name, rate in sorted((self.rates or {}).items()) if name in held}
        told = (said.format(currency=n, rate=plain(rate), day=self.rates_on) for n, rate in found.items())
        return (*told, *doubts_of_rates(found))

    @property
    def unusable(self) -> str:
        """Why nothing follows from a file of which too much was refused."""
        if self.summary["money"]:
            return _(
                "More than 1% of the money, the tokens or the rows in this file was refused: what is missing "
                "would change the result."
            )
        return _(
            "More than 1% of the tokens or the rows in this file was refused: what is missing would change "
            "the result."
        )

    def workload(self, estimated: Mapping[str, Any] | None = None) -> Workload | None:
        """The workload of the derived inputs, beside an estimate with its own for what the bill cannot say.

        Raises WorkloadErrors where they make none.
        """
        if self.derived is None:
            return None
        inputs = self.derived.with_models() if estimated is None else self.derived.beside(estimated)
        return parse_workload(inputs if self.listed is None else self.listed.priced(inputs))

    def chosen(self) -> list[UsageLine]:
        """The lines that are meant, in dollars. Raises WorkloadErrors."""
        if self.choice is None:
            return []
        try:
            return list(in_dollars(chosen(self.lines, self.choice), self.rates or {}))
        except NoRateError as error:
            raise _no_rate(error) from error


def _no_rate(error: NoRateError) -> WorkloadErrors:
    """A program sends the rate alone: its day is the program's to keep."""
    said = _("Enter how many dollars one {currency} is.")
    return WorkloadErrors({"rates": [said.format(currency=error.currency)]})


def bill_of(data: Mapping[str, Any], listed: PriceList | None = None) -> Bill:
    """A bill whose shape has been checked already. Raises WorkloadErrors by the names of its fields."""
    reading, summary = _read(data["usage"], "usage")
    raw = [line for name in ("usage", "cost") if data.get(name) for line in data[name]["lines"]]
    names = listed.names({line["model_raw"] for line in raw if line.get("model_raw")}) if listed else {}
    used = lines = _lines(summary, names)
    disagree: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    usable = reading.usable
    costs, paid = None, list[UsageLine]()
    if data.get("cost") is not None:
        cost, costs = _read(data["cost"], "cost")
        usable = usable and cost.usable
        if cost.format not in COSTS or not are_a_pair(reading.format, cost.format):
            said = _("These are not the usage and the cost of one vendor: {one}, {other}.")
            raise WorkloadErrors({"cost": [said.format(one=reading.format, other=cost.format)]})
        paid = [replace(line, place=len(used) + line.place) for line in _lines(costs, names)]
        slice_ = data.get("slice") or {}
        words = {"usage": source_name(reading.format), "cost": source_name(cost.format)}
        words["part"] = ", ".join(slice_.values())
        found = agreement(used, paid, (days_of(summary), days_of(costs)))
        doubts, disagree = found.doubts, tuple(each.in_words() for each in found.doubts)
        if other_days(doubts):
            disagree += (_(NO_PRICE),)
        else:
            lines = _put_together(used, paid, slice_)
            meant = [each for each in found.gaps if data.get("month") in {None, "", each.month}]
            gaps = tuple(each.in_words() for each in meant)
            disagree += tuple(
                _(each).format(**words) for each in (doubts_on(used, paid, slice_) if slice_ else ())
            )
    number = {name: _exact(data.get(name)) for name in ("units", "attempts", "seats")}
    if number["attempts"] is not None and number["attempts"] > MOST_ATTEMPTS:
        raise WorkloadErrors({"attempts": [_("At most {n}: a first attempt and two retries.").format(n=3)]})
    of_no_slice = [replace(line, slice={}) for line in paid]  # slices that can be chosen are the usage's
    if errors := no_such_part([*used, *of_no_slice], **_part(data, names)):
        raise WorkloadErrors(errors)
    return Bill(
        reading,
        summary,
        tuple(lines),
        _choice(data, lines, names),
        listed=listed,
        used=tuple(used),
        disagree=disagree,
        gaps=gaps,
        doubts=doubts,
        costs=costs,
        usable=usable,
        rates_on=data.get("rates_on") or "",
        rates={name: Fraction(str(rate)) for name, rate in (data.get("rates") or {}).items()},
        **number,
    )


def _lines(summary: Mapping[str, Any], names: Mapping[str, str]) -> list[UsageLine]:
    """Lines by the names that the list has for their models, where it has one."""
    return usage_lines(
        {**line, "model": line.get("model") or names.get(line.get("model_raw") or "")}
        for line in summary["lines"]
    )


def _cover(summary: Mapping[str, Any], month: str) -> Cover | None:
    """None where the whole month is there, or no day is told."""
    spans = [date.fromisoformat(each["day"]) for each in summary["days"] if each["day"][:7] == month]
    period = [(min(spans), max(spans))] if spans else within(days_of(summary), ends_of(month))
    return cover(period, month, spans)


def _part_of(summary: Mapping[str, Any], choice: Choice) -> Iterator[str]:
    """What has to be said of a file that has not the whole month."""
    if (found := _cover(summary, choice.month)) is not None:
        words = {"first": found.first.isoformat(), "last": found.last.isoformat()}
        said = _("The usage has {days} of {of} days of the month, {first} to {last}: nothing is scaled up.")
        yield said.format(days=found.days, of=found.of, **words)
        if found.rows:
            yield _("{n} of these days have rows with tokens.").format(n=found.rows)
    yield from of_spans(summary["notes"])


def _put_together(
    usage: list[UsageLine], costs: list[UsageLine], slice_: Mapping[str, str]
) -> list[UsageLine]:
    """Two views of one month as the pages have them."""
    if not slice_:
        used, left = paired(usage, costs)
        return [*used, *left]
    found, _agree = paired_in(usage, costs, slice_)
    return [replace(line, slice=slice_) for line in found]


def _read(data: Mapping[str, Any], name: str) -> tuple[Reading, dict[str, Any]]:
    try:
        reading = read_summary(data, ALL)
    except RefusedError as error:
        field = f"{name}.{error.column}" if error.column else name
        raise WorkloadErrors({field: [error.reason]}) from error
    return reading, as_json(reading)


def _part(data: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """What was named of a bill; a model may be named as the file does or as the list does."""
    models = None if data.get("models") is None else [names.get(each) or each for each in data["models"]]
    return {"month": data.get("month"), "slice": data.get("slice") or {}, "models": models}


def _choice(data: Mapping[str, Any], lines: list[UsageLine], names: Mapping[str, str]) -> Choice | None:
    """Which lines are meant; None where there are several months and none was named."""
    months = sorted({line.month for line in lines})
    month = data.get("month") or (months[0] if len(months) == 1 else None)
    if month is None and (months or not data.get("slice")):
        return None
    choice = Choice(**_part(data, names) | {"month": month or ""})
    if not any(choice.holds(line) for line in lines):
        said = _("The file has no lines of this month, slice and models.")
        raise WorkloadErrors({"slice" if choice.slice else "month": [said]})
    return choice


def _exact(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))
