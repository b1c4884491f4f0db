"""What somebody chose of a bill: source, month, slice, models, units, rates; and what follows from it."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calculator.domain.labels import worded
from calculator.domain.typed_numbers.usual_rates import doubts_of_rates
from calculator.domain.workload_input import read_decimal
from calculator.models import ModelAlias, UsageUpload
from calculator.prices.usage_sources import month_name, source_name
from calculator.uploads.bills import Bill
from calculator.uploads.cover import cover_of, days_held, held_in_words, periods_in_words, said_of_days
from calculator.uploads.model_names import list_prices
from calculator.uploads.pairs import Pair
from calculator.usage.analysis.agreement import NO_PRICE
from calculator.usage.analysis.bill import DOLLARS, Choice, UsageLine
from calculator.usage.analysis.derive import derive
from calculator.usage.analysis.derived import Derived, of_the_export
from calculator.usage.analysis.input_numbers import UnmeasuredError, billed_calls
from calculator.usage.analysis.ranges import Range, ranges
from calculator.usage.formats.own_columns import NAME as OWN_COLUMNS

TYPED: Final = "typed"
SEEN: Final = "seen"
CALLS: Final = "calls"
WHOLE: Final = "whole"
SCALED: Final = "scaled"
MARK: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """As an upload's row keeps it. `units_by` says whether units were typed or something counted is one."""

    source: str
    month: str
    slice: Mapping[str, str] = field(default_factory=dict)
    models: Sequence[str] = field(default_factory=list)
    units: str = ""
    units_by: str = TYPED
    rates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    together: Mapping[str, bool] = field(default_factory=dict)
    """Which usage and cost exports belong together though they do not agree, by `Pair.key`."""

    partners: Mapping[str, str] = field(default_factory=dict)
    """By source the upload that holds the other view of it, where several do: see `pairs.told_of`."""

    parts: str = ""
    """What was said of exports in one archive that know the same lines of the same days."""

    joined: Sequence[str] = field(default_factory=list)
    """The other uploads that this one is read as one with: see `joined.joined_with`."""

    days: str = ""
    """Whether the days of a file that has not the whole month stand for all of it: `WHOLE`, or `SCALED`."""

    of_days: str = ""
    """The days that the file had when its units were typed: see `cover.days_held`."""

    @property
    def choice(self) -> Choice:
        return Choice(self.month, dict(self.slice), tuple(self.models) or None)

    @property
    def part(self) -> str:
        """The chosen words and models by name; nothing where all of the month is meant."""
        named = [f"{key}: {value}" for key, value in self.slice.items()]
        if self.models:
            said = ngettext("model: %(names)s", "models: %(names)s", len(self.models))
            named.append(said % {"names": ", ".join(self.models)})
        return ", ".join(named)

    @property
    def rate_of(self) -> dict[str, Fraction]:
        """Dollars for one of another currency."""
        return {name: Fraction(each["rate"]) for name, each in self.rates.items()}

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def mark(self) -> str:
        """Another one for every other choice: a form sends it back, and what it showed is what is meant.

        Its second half is that of the part alone, whatever its units and its days.
        """
        of = (self, replace(self, units="", units_by="", days="", of_days=""))
        told = (json.dumps(each.as_json(), sort_keys=True) for each in of)
        return "_".join(sha256(each.encode()).hexdigest()[:MARK] for each in told)


def chosen_of(upload: UsageUpload) -> Chosen | None:
    """What was chosen of an upload; None before anything was."""
    return Chosen(**upload.choice) if upload.choice.get("month") else None


@transaction.atomic
def choose(*, upload: UsageUpload, chosen: Chosen) -> None:
    """Keeps a choice with its upload, and the names of models with the account, so that nobody asks again."""
    upload.choice = chosen.as_json()
    upload.save(update_fields=["choice"])
    if upload.owner_id is None:
        return
    for name, reference in chosen.aliases.items():
        ModelAlias.objects.update_or_create(
            owner_id=upload.owner_id,
            name=name,
            defaults={"reference": reference, "chosen_at": timezone.now()},
        )


def foreign(bill: Bill) -> list[str]:
    """Currencies that need a rate: those in which money stands without its dollars beside it."""
    return sorted(
        {
            line.currency
            for line in bill.all_lines
            if line.currency and line.currency != DOLLARS and not (line.dollars is not None and line.billed)
        }
    )


@dataclass(frozen=True, slots=True)
class Proxy:
    """Something that was counted and may stand for units; `name` as a form sends it."""

    name: str
    count: int
    title: str


def proxies(bill: Bill, choice: Choice) -> list[Proxy]:
    """What stands for units in a month and slice: sessions, traces or seats that were seen, else calls."""
    found = []
    seen = bill.units_seen(choice)
    if seen:
        said = _("sessions, traces or people seen in the file")
        found.append(Proxy(SEEN, seen, _("units of the table") if bill.format == OWN_COLUMNS else said))
    counted = ((line.calls, line.failed) for line in bill.lines_for(choice) if choice.holds(line))
    count = billed_calls(counted)
    if count and count > 0:
        found.append(Proxy(CALLS, count, _("calls that were billed: a unit is one call")))
    return found


class NoUnitsError(UnmeasuredError):
    """Units that are no number above 0, that nothing was counted for, or that are those of other days."""


def units_of(bill: Bill, chosen: Chosen) -> Fraction:
    """How many units the slice was for. Raises NoUnitsError, also for those typed for other days."""
    if chosen.units_by != TYPED:
        found = [each.count for each in proxies(bill, chosen.choice) if each.name == chosen.units_by]
        if not found:
            raise NoUnitsError(_("The file counts none of these for this slice: type the units."))
        return Fraction(found[0])
    number, said = read_decimal(chosen.units)
    if number is None or number <= 0:
        raise NoUnitsError(said or _("Enter a number above 0."))
    if other := typed_for_other_days(bill, chosen):
        raise NoUnitsError(other)
    return Fraction(number)


def typed_for_other_days(bill: Bill, chosen: Chosen) -> str:
    """Which units were typed for which days, where the bill has others now; nothing where they hold still."""
    if chosen.units_by != TYPED or not chosen.units or not is_of_other_days(bill, chosen):
        return ""
    now = days_held(bill, chosen.month)
    said = _("You entered %(n)s units for %(then)s. The file has %(now)s now: enter the units of these days.")
    words = {"n": worded("units_per_month", Fraction(chosen.units)), "then": held_in_words(chosen.of_days)}
    return said % {**words, "now": held_in_words(now) if now else month_name(chosen.month)}


def is_of_other_days(bill: Bill, chosen: Chosen) -> bool:
    """Whether a choice was made when the bill had other days of its month."""
    return bool(chosen.of_days) and chosen.of_days != days_held(bill, chosen.month)


def of_these_days(bill: Bill, chosen: Chosen, said: str = "") -> Chosen:
    """A choice made of the days that the bill has now, with what was said of what they stand for."""
    return replace(chosen, of_days=days_held(bill, chosen.month), days=said or days_said(bill, chosen))


def days_said(bill: Bill, chosen: Chosen) -> str:
    """What was said of the days that the bill has; of other ones nothing was."""
    return "" if is_of_other_days(bill, chosen) else chosen.days


def days_are_open(bill: Bill, chosen: Chosen) -> bool:
    """Whether a bill has but some days of the month and nobody has said what those stand for."""
    return days_said(bill, chosen) not in {WHOLE, SCALED} and cover_of(bill, chosen.month) is not None


def scale_of(bill: Bill, chosen: Chosen) -> Fraction:
    """How many times the days that a bill has a month has, where somebody said that it goes on like this."""
    cover = cover_of(bill, chosen.month) if days_said(bill, chosen) == SCALED else None
    return cover.scale if cover else Fraction(1)


def derived(bill: Bill, chosen: Chosen) -> Derived:
    """The inputs that the chosen part of a bill comes to. Raises UnmeasuredError, and NoRateError."""
    lines = bill.lines_for(chosen.choice)
    found = derive(
        lines,
        chosen.choice,
        units_of(bill, chosen),
        rates=chosen.rate_of,
        prices=list_prices(_names(lines)),
        seats=_seats(bill, chosen),
        not_told=bill.not_told,
        scale=scale_of(bill, chosen),
    )
    apart = (*other_days(bill), *said_of_days(bill, chosen.month), *_disagreement(bill, chosen))
    return replace(found, notes=(*apart, *said_of_the_export(bill), *found.notes))


def other_days(bill: Bill) -> list[str]:
    """That the other view of a bill is of different days, and so in no figure of it."""
    return [said] if bill.pair and (said := days_apart(bill.pair)) else []


def days_apart(pair: Pair) -> str:
    """Which days each of two views has, and that no price follows; nothing where they are the same."""
    found = pair.agreement.other_days
    if found is None:
        return ""
    usage, cost = pair.names
    if usage == cost:
        usage, cost = (source_name(each) for each in pair.formats)
    words = {"usage": usage, "used": periods_in_words(found.usage)}
    words |= {"cost": cost, "paid": periods_in_words(found.cost)}
    said = _("“%(usage)s” has tokens of %(used)s, “%(cost)s” money of %(paid)s.") % words
    return f"{said} {_(NO_PRICE)}"


def said_of_the_export(bill: Bill) -> list[str]:
    """That a file is a part of an export, and that calls in it have no price."""
    return of_the_export([note for each in bill.exports for note in each.notes])


def rates_said(chosen: Chosen, currencies: Collection[str] | None = None) -> list[str]:
    """Rates between currencies as they were typed, each with its day; of all, or of some currencies."""
    said = _("One %(currency)s is taken as $%(rate)s, the rate you entered for %(day)s.")
    told = [
        said
        % {
            "currency": name,
            "rate": each["rate"],
            "day": date_format(date.fromisoformat(each["on"]), "j F Y"),
        }
        for name, each in sorted(chosen.rates.items())
        if currencies is None or name in currencies
    ]
    held = {name: rate for name, rate in chosen.rate_of.items() if currencies is None or name in currencies}
    return [*told, *doubts_of_rates(held)]


def _disagreement(bill: Bill, chosen: Chosen) -> list[str]:
    """What has to be said where usage and cost do not know the same part of a month."""
    doubts = bill.doubts_on(chosen.choice)
    if not doubts:
        return []
    usage, cost = bill.file_names
    words = {"usage": usage, "cost": cost, "part": ", ".join(chosen.slice.values())}
    if usage == cost:
        words |= {"usage": source_name(bill.usage[0].format), "cost": source_name(bill.costs[0].format)}
    return [_(each).format(**words) for each in doubts]


def measured_ranges(bill: Bill, chosen: Chosen, found: Derived) -> dict[str, Range]:
    """Low, likely and high of inputs that days can say, of one model alone: days know no models."""
    if found.steps:
        return {}
    calls = next((each.value for each in found.inputs if each.name == "calls_per_unit"), None)
    if calls is None:
        only = ranges(bill.days, chosen.choice, Fraction(1))
        return {name: each for name, each in only.items() if name == "cache_read_share"}
    return ranges(bill.days, chosen.choice, Fraction(calls))


def _names(lines: Iterable[UsageLine]) -> set[str]:
    return {line.model for line in lines}


def _seats(bill: Bill, chosen: Chosen) -> Fraction | None:
    seen = bill.units_seen(chosen.choice)
    return Fraction(seen) if seen and bill.format == "github-copilot-ai-usage" else None
