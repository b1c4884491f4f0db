"""What was understood of an export, in words and figures, before anything of it is used."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from calculator.models import UsageExport
from calculator.prices.usage_sources import month_name, source_name
from calculator.uploads.bills import Bill
from calculator.uploads.cover import gaps_said
from calculator.uploads.model_names import list_prices
from calculator.usage.analysis.bill import DOLLARS, UsageLine
from calculator.usage.analysis.checks import Check, checks_of_lines
from calculator.usage.analysis.input_numbers import billed_calls
from calculator.usage.formats import NO_COST, not_told
from calculator.usage.formats.anthropic import NO_CALLS
from calculator.usage.formats.copilot import SEATS
from calculator.usage.formats.cursor import INCLUDED
from calculator.usage.formats.openai import HAS_MORE
from runrate.core.numbers import count, is_currency, money, percent, price

_MONEY: Final = {
    "billed": gettext_lazy("billed"),
    "estimated": gettext_lazy("estimated by the tool that wrote the file"),
    "list": gettext_lazy("at the vendor's list prices, as the file has them"),
    "effective": gettext_lazy("with what was paid in advance"),
    "gross": gettext_lazy("before discounts"),
    "credit": gettext_lazy("credits"),
    "tax": gettext_lazy("tax"),
    "other": gettext_lazy("fees and purchases"),
    "cache_storage": gettext_lazy("of which storage of cached tokens"),
}
_TOKENS: Final = {
    "input": gettext_lazy("input tokens, cached ones included"),
    "cache_read": gettext_lazy("of which read from the cache"),
    "cache_write": gettext_lazy("of which written to the cache"),
    "output": gettext_lazy("output tokens"),
    "reasoning": gettext_lazy("of which reasoning"),
}
_AS_FAR_AS_TOLD: Final = gettext_lazy("input tokens, as far as the file tells them")
_PLAIN: Final = {
    HAS_MORE: gettext_lazy("The export goes on: this file is one page of several. Add the others."),
    NO_CALLS: gettext_lazy("This format does not count calls."),
    INCLUDED: gettext_lazy("Calls that the plan includes have no price in this file: unknown, not 0."),
    NO_COST: gettext_lazy("Some calls of this file have no cost in it: unknown, not 0."),
    SEATS: gettext_lazy("The file counts credits, not calls: people seen can stand for units."),
}
"""What the command line notes in the words of a file, for people."""
_UNITS: Final = {
    "token": gettext_lazy("tokens"),
    "request": gettext_lazy("requests"),
    "image": gettext_lazy("images"),
    "hour": gettext_lazy("hours"),
    "credit": gettext_lazy("credits"),
    "search": gettext_lazy("searches"),
}
"""As the rows behind an input count them."""
_SHORT_ENOUGH: Final = 4


@dataclass(frozen=True, slots=True)
class Understood:
    """One export for its page: `facts` are names with figures, `checks` are comparisons in words."""

    export: UsageExport
    title: str
    facts: list[tuple[str, str]]
    set_aside: list[tuple[str, str]]
    models: list[tuple[str, str]]
    notes: list[str]


def understood(export: UsageExport) -> Understood:
    summary = export.summary
    facts = [*_tokens(summary, export.format), *_calls(summary), *_amounts(summary, export.lines)]
    shares = [
        (name, percent(Fraction(share)) if share else "–") for name, share in by_share(summary["models"])
    ]
    aside = [(reason, count(Decimal(rows))) for reason, rows in sorted(export.set_aside.items())]
    notes = [str(_PLAIN.get(note, note)) for note in export.notes]
    return Understood(export, _title(export), facts, aside, shares, notes)


def _title(export: UsageExport) -> str:
    """Such as: OpenAI usage, 1 to 31 October 2026 (UTC): 6 rows, none refused."""
    name = f"{source_name(export.format)} {export.version}".strip()
    rows = ngettext("%(n)s row", "%(n)s rows", export.rows_read) % {"n": count(Decimal(export.rows_read))}
    refused = (
        _("%(n)s refused") % {"n": count(Decimal(export.rows_refused))}
        if export.rows_refused
        else _("none refused")
    )
    words = {"name": name, "period": period_of(export), "rows": rows, "refused": refused}
    return capfirst(_("%(name)s, %(period)s: %(rows)s, %(refused)s") % words)


def period_of(export: UsageExport) -> str:
    first, last = export.first_day, export.last_day
    if first is None or last is None:
        return _("no days")
    words = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y"), "zone": export.zone}
    if first == last:
        return _("%(first)s (%(zone)s)") % words
    return _("%(first)s to %(last)s (%(zone)s)") % words


def _tokens(summary: Mapping[str, Any], format: str) -> Iterator[tuple[str, str]]:
    """A file that does not tell cached tokens apart may have left them out of its input."""
    found = {name: Decimal(summary["tokens"][name] or 0) for name in _TOKENS}
    told = found["cache_read"] or "cache_read" not in summary.get("not_told", not_told(format))
    names = _TOKENS if told else {**_TOKENS, "input": _AS_FAR_AS_TOLD}
    if any(found.values()):
        yield from ((str(said), count(found[name])) for name, said in names.items() if found[name])


def _calls(summary: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    calls, failed = summary["calls"], summary["failed"]
    if calls is None:
        return
    yield _("calls"), count(Decimal(calls))
    if failed:
        share = percent(Fraction(failed, calls))
        said = _("%(n)s (%(share)s). Most failed calls are not billed, so this is not taken as a retry rate")
        yield _("of which failed"), said % {"n": count(Decimal(failed)), "share": share}
        yield _("calls that were billed, as below"), count(Decimal(billed_calls([(calls, failed)]) or 0))
    if summary["units_seen"]:
        yield _("sessions, traces or people seen"), count(Decimal(summary["units_seen"]))


def by_share(models: Mapping[str, str]) -> list[tuple[str, str]]:
    """The largest share first; those without tokens or money last, each by its name."""
    return sorted(models.items(), key=lambda each: (-Fraction(each[1] or 0), each[0]))


def _amounts(summary: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    converted = {str(line["currency"]) for line in lines if line.get("billed_usd") is not None}
    # A database may keep names in another order than the file has them.
    known = list(_MONEY)
    kinds = sorted(
        summary["money"], key=lambda kind: (known.index(kind) if kind in known else len(known), kind)
    )
    for kind in kinds:
        for currency, amount in sorted(summary["money"][kind].items()):
            exact = Fraction(Decimal(amount))
            if kind == "billed" and currency == DOLLARS and converted:
                words = {"currency": ", ".join(sorted(converted))}
                yield (
                    _("The same money in dollars, as the file converts it from %(currency)s") % words,
                    paid(exact, currency),
                )
            else:
                yield f"{_('Money')}, {_MONEY.get(kind, kind)}", paid(exact, currency)


def paid(amount: Fraction, currency: str) -> str:
    """An amount to the cent, or as exactly as it takes to see that it is not nothing."""
    if not is_currency(currency):
        places = 2 if abs(amount) >= 1 or not amount else _SHORT_ENOUGH
        return f"{count(amount, places=places)} {currency}"
    if abs(amount) >= 1 or not amount:
        return money(amount, currency=currency)
    return price(amount, currency=currency)


def checks_of(bill: Bill) -> list[Check]:
    """Tokens at list prices against money, model by model; rows and money against what was taken of them."""
    return checks_of_lines(bill.lines(), list_prices)


def compared_in(bill: Bill) -> list[tuple[str, bool]]:
    """Every comparison in words, and whether it found nothing: of money, and of usage with its cost."""
    return [*(checked(each) for each in checks_of(bill)), *((said, False) for said in gaps_said(bill))]


def checked(check: Check) -> tuple[str, bool]:
    """A comparison of money with tokens at list prices, with both numbers and how far apart they are."""
    words = {
        "model": check.subject,
        "billed": price(check.found),
        "listed": price(check.expected),
        "message": check.message,
    }
    return _(
        "%(model)s: %(billed)s in the file, %(listed)s at the prices of our list: %(message)s"
    ) % words, check.passed


def rows_counted(export: UsageExport) -> tuple[str, bool]:
    """Rows by what became of them, and whether they add up to those that were read."""
    aside = sum(export.set_aside.values())
    counts = {"taken": export.rows_taken, "aside": aside, "refused": export.rows_refused}
    words = {name: count(Decimal(number)) for name, number in counts.items()}
    words |= {"read": count(Decimal(export.rows_read)), "name": source_name(export.format)}
    said = _("%(name)s, rows: %(taken)s taken + %(aside)s set aside + %(refused)s refused = %(read)s read.")
    if sum(counts.values()) != export.rows_read:
        said = _(
            "%(name)s, rows: %(taken)s taken + %(aside)s set aside + %(refused)s refused are not the "
            "%(read)s read."
        )
    return capfirst(said % words), sum(counts.values()) == export.rows_read


def line_in_words(line: UsageLine) -> dict[str, str]:
    """A kept line as the page of the rows behind an input has it."""
    lane = "" if line.lane == "standard" else f", {line.lane}"
    return {
        "month": month_name(line.month),
        "model": line.model,
        "slice": ", ".join(f"{key}: {value}" for key, value in line.slice.items()) or "–",
        "kind": f"{line.kind.replace('_', ' ')}{lane}",
        "quantity": "–"
        if line.quantity is None
        else f"{count(line.quantity)} {_UNITS.get(line.unit, line.unit)}".strip(),
        "calls": "–" if line.calls is None else count(Fraction(line.calls)),
        "money": "–" if line.billed is None else paid(line.billed, line.currency),
        "rows": count(Fraction(line.rows)),
    }
