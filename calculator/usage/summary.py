"""The sums of a file as plain data, which the command line prints, and from that data back."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from calculator.usage.cells import EXACT, ZERO, without_people
from calculator.usage.lines import INPUT_KINDS, TOKEN_KINDS, USAGE_MONEY, WRITES, Sums
from calculator.usage.reading import Reading
from runrate.core.decimals import plain
from runrate.core.translation import gettext as _


def as_json(reading: Reading) -> dict[str, Any]:
    """A reading as the command line prints it; amounts are exact text, a share of nothing is null."""
    with localcontext(EXACT):
        return _as_json(reading)


def _as_json(reading: Reading) -> dict[str, Any]:
    sums = reading.sums
    tokens, calls, failed = _tokens(sums), _calls(sums), _failed(sums)
    all_input, output = tokens["input"], tokens["output"]
    units = _units(sums)
    unknown = _uncounted(reading.not_told, tokens)
    return {
        "file": reading.file,
        "format": reading.format,
        "version": reading.version or None,
        "period": _period(reading),
        "rows": {
            "read": reading.read,
            "taken": reading.taken,
            "set_aside": sum(reading.set_aside.values()),
            "refused": reading.refusals,
        },
        "set_aside": dict(sorted(reading.set_aside.items())),
        "refused": reading.refused,
        "usable": reading.usable,
        "columns_not_read": [without_people(each) for each in reading.skipped_columns],
        "not_told": sorted(reading.not_told),
        "months": sorted(sums.months),
        "tokens": {kind: None if kind in unknown else plain(each) for kind, each in tokens.items()},
        "shares": {
            "cache_read_share": None if unknown else ratio(tokens["cache_read"], all_input),
            "cache_write_share": None if unknown else ratio(tokens["cache_write"], all_input),
            "batch_share_of_input": ratio(_batch_input(sums), all_input),
        },
        "models": _models(sums, all_input + output),
        "calls": calls,
        "failed": None if calls is None else failed,
        "error_rate": None if calls is None else ratio(failed, calls),
        "units_seen": units,
        "per_call": _each(all_input, output, calls - failed) if calls is not None else None,
        "per_unit": _per_unit(all_input, output, calls, units),
        "money": _money(sums),
        "money_rows": {
            "taken": _spelled(reading.money_taken()),
            "set_aside": _spelled(reading.set_aside_money),
            "refused": _spelled(reading.refused_money),
        },
        "notes": list(dict.fromkeys(_notes(sums))),
        "not_read": [{"file": each.file, "reason": each.reason} for each in reading.not_read],
        "lines": list(canonical(sums)),
        "days": list(_days(sums)),
        "units": [
            {"month": month, "slice": dict(slice_), "units": count}
            for (month, slice_), count in sorted(sums.units_by_slice().items())
        ],
    }


def _notes(sums: Sums) -> Iterator[str]:
    """What was noted of rows, and what follows from all of them; of sums that are read back once."""
    yield from (*sums.notes, *_unknown_kinds(sums), *_of_no_model(sums), *_billed_in(sums))


def _unknown_kinds(sums: Sums) -> Iterator[str]:
    said = _("kind of token “{kind}” is not known here: its {amount} {currency} count, but give no price")
    for (kind, currency), amount in sums.unknown.items():
        yield said.format(kind=kind, amount=plain(amount), currency=currency)


def _of_no_model(sums: Sums) -> Iterator[str]:
    """Money beside that of models which names none and counts nothing: a fee, a tax, a refund."""
    tokens = {key[2] for key, line in sums.lines.items() if key[5] == "token" and line.quantity}
    paid = {key[2] for key, line in sums.lines.items() if key[2] in tokens and key[7] in USAGE_MONEY}
    if "" in tokens or not paid:
        return
    found: dict[str, Decimal] = {}
    for key, line in sums.lines.items():
        if not key[2] and key[4:6] == ("other", "token") and line.calls is None and key[7] in USAGE_MONEY:
            found[key[6]] = found.get(key[6], ZERO) + line.money.get(key[7], ZERO)
    said = _("{amount} {currency} of no model, with no tokens: it stands apart, and is in no model's price")
    for currency, amount in sorted(found.items()):
        if amount:
            yield said.format(amount=plain(amount), currency=currency)


def _billed_in(sums: Sums) -> Iterator[str]:
    """Money on the invoice of another month than it is for: an invoice has it, and its own month too."""
    said = _("{amount} {currency} for {month} stands on the bill of {billed}, and counts in {month}")
    for (billed, month, currency), amount in sorted(sums.billed_in.items())[: Sums.MOST_NOTES]:
        yield said.format(amount=plain(amount), currency=currency, month=month, billed=billed)


def canonical(sums: Sums) -> Iterator[dict[str, object]]:
    """The lines in a fixed order; what is not known is null."""
    for (month, slice_, model, lane, kind, unit, currency, money_kind), line in sorted(sums.lines.items()):
        yield {
            "month": month,
            "slice": dict(slice_),
            "model_raw": without_people(model) or None,
            "model": None,
            "lane": lane,
            "kind": kind,
            "unit": unit or None,
            "quantity": _plain(line.quantity),
            "billed": _plain(line.money.get(money_kind)) if money_kind else None,
            "list": _plain(line.money.get("list")),
            "effective": _plain(line.money.get("effective")),
            "credit": _plain(line.money.get("credit")) if money_kind != "credit" else None,
            "billed_usd": _plain(line.dollars),
            "currency": currency or None,
            "money_kind": money_kind or None,
            "calls": line.calls,
            "failed": None if line.calls is None else line.failed,
            "rows": line.rows,
            **({"unpriced": plain(line.unpriced)} if line.unpriced else {}),
        }


def ratio(part: Decimal | int, whole: Decimal | int) -> str | None:
    """A share as exact text, to twenty digits where it does not end; None of nothing."""
    return plain(Fraction(part) / Fraction(whole)) if whole else None


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _spelled(amounts: Mapping[str, Decimal]) -> dict[str, str]:
    return {name: plain(amount) for name, amount in sorted(amounts.items())}


def _period(reading: Reading) -> dict[str, str] | None:
    first, last = reading.sums.first, reading.sums.last
    if first is None or last is None:
        return None
    return {"first": f"{first:%Y-%m-%d}", "last": f"{last:%Y-%m-%d}", "zone": reading.zone}


def _tokens(sums: Sums) -> dict[str, Decimal]:
    """Tokens by kind: `input` is all of it, `cache_write` all writes, `reasoning` a part of the output."""
    kinds = dict.fromkeys(TOKEN_KINDS, ZERO)
    for key, line in sums.lines.items():
        if key[5] == "token" and line.quantity is not None:
            kinds[key[4]] += line.quantity
    return {
        "input": sum((kinds[kind] for kind in INPUT_KINDS), ZERO),
        "uncached": kinds["input"],
        "cache_read": kinds["cache_read"],
        "cache_write": sum((kinds[kind] for kind in WRITES), ZERO),
        "cache_write_1h": kinds["cache_write_1h"],
        "output": kinds["output"],
        "reasoning": sums.reasoning,
    }


def _uncounted(not_told: Collection[str], tokens: Mapping[str, Decimal]) -> frozenset[str]:
    """Kinds of input that nobody can count: cached ones are not told, so fresh ones are not either."""
    if "cache_read" not in not_told or tokens["cache_read"] or tokens["cache_write"]:
        return frozenset()
    return frozenset({"uncached", "cache_read", "cache_write", "cache_write_1h"})


def _batch_input(sums: Sums) -> Decimal:
    return sum(
        (
            line.quantity or ZERO
            for key, line in sums.lines.items()
            if key[3] == "batch" and key[4] in INPUT_KINDS
        ),
        ZERO,
    )


def _models(sums: Sums, all_tokens: Decimal) -> dict[str, str | None]:
    found: dict[str, Decimal] = {}
    for key, line in sums.lines.items():
        if key[2]:
            tokens = (line.quantity or ZERO) if key[5] == "token" else ZERO
            name = without_people(key[2])
            found[name] = found.get(name, ZERO) + tokens
    return {name: ratio(part, all_tokens) for name, part in sorted(found.items())} if all_tokens else {}


def _calls(sums: Sums) -> int | None:
    known = [line.calls for line in sums.lines.values() if line.calls is not None]
    return sum(known) if known else None


def _failed(sums: Sums) -> int:
    return sum(line.failed for line in sums.lines.values())


def _units(sums: Sums) -> int | None:
    if sums.told_units:
        return sum(sums.told_units.values())
    return len(set().union(*sums.units.values())) if sums.units else None


def _each(all_input: Decimal, output: Decimal, count: int) -> dict[str, str | None] | None:
    if not count or not all_input + output:
        return None
    return {"input": ratio(all_input, count), "output": ratio(output, count)}


def _per_unit(
    all_input: Decimal, output: Decimal, calls: int | None, units: int | None
) -> dict[str, str | None] | None:
    if not units or not all_input + output:
        return None
    return {
        "calls": None if calls is None else ratio(calls, units),
        **(_each(all_input, output, units) or {}),
    }


def _money(sums: Sums) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for (kind, currency), total in sorted(sums.money.items()):
        found.setdefault(kind, {})[currency] = plain(total)
    return found


def _days(sums: Sums) -> Iterator[dict[str, object]]:
    for (day, slice_), sum_ in sorted((sums.days or {}).items()):
        yield {
            "day": day,
            "slice": dict(slice_),
            "input": plain(sum_.input),
            "cache_read": plain(sum_.cache_read),
            "output": plain(sum_.output),
            "calls": sum_.calls,
        }
