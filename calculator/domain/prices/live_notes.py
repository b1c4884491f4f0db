"""What is said of copied prices as the inputs stand now: worked out anew from what was kept of their row.

Some of what a row gives reason to say follows the inputs: how long calls are, what is charged, whether calls
are sent as batch, which prices are one's own. Where a copy of before kept no facts of its row, what was said
then tells them, as far as it can still be true.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from calculator.domain.cost_lines import Note
from calculator.domain.fields import TYPED_PRICES
from calculator.domain.labels import worded
from calculator.domain.prices.own_prices import LIST_AND_YOURS, own_price_notes
from calculator.domain.prices.row_notes import NOT_COUNTED_HERE, PRICED_AT, Listed, following_notes
from calculator.domain.prices.telling_notes import (
    TOO_LOW_ABOVE_FURTHER,
    TOO_LOW_IN_LONG_CALLS,
    tells_of_a_call_too_long,
    window_of,
)
from calculator.domain.workload_input import read_decimal
from runrate.core.translation import gettext_noop as _
from runrate.core.translation import known_as

FACTS: Final = "facts"
"""Their name in what a scenario keeps of a row."""
NO_BATCH_PRICE: Final = _(
    "The price list names no batch price for this model: "
    "calls sent as batch are priced like any other, whatever the vendor may offer."
)
BATCH_OF_TWO_SHARES: Final = _("The batch prices are not one share of the prices: the dearer share is used.")
BATCH_LISTED_FROM: Final = _(
    "The price list names the batch prices from %(day)s on; they are taken for before, too."
)
_OF_BATCH: Final = (NO_BATCH_PRICE, BATCH_OF_TWO_SHARES, BATCH_LISTED_FROM)
_OF_CALLS: Final = (TOO_LOW_IN_LONG_CALLS, TOO_LOW_ABOVE_FURTHER, NOT_COUNTED_HERE)


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row as far as what follows the inputs needs it."""

    note: str = ""
    context_window: int | None = None
    long_context_threshold: int | None = None
    search_price: Decimal | None = None
    cache_write_1h_price: Decimal | None = None


def facts_of(row: Listed, batch: Iterable[Note]) -> dict[str, object]:
    """What a copy keeps of its row beside its prices; `batch` is said once something is sent as batch."""
    return {
        "note": row.note,
        "context_window": row.context_window,
        "batch": [note.message for note in batch],
    }


def notes_now(copied: Mapping[str, Any], prefix: str, inputs: Mapping[str, str]) -> tuple[Note, ...]:
    """All that is to be said of one copied row, or of typed prices with notes of a file; `inputs` are flat.

    What was said stays in its place while it is true; what has become true comes behind it.
    """
    said = [Note(note["field"], note["message"]) for note in copied.get("notes", ())]
    own = {
        name.removeprefix(prefix): text
        for name, text in inputs.items()
        if name.startswith(prefix) and "." not in name.removeprefix(prefix)
    }
    if not own:
        return tuple(said)
    given = {name: text for name, text in own.items() if name not in _copied_prices(copied, prefix, said)}
    now = [*_of_row(copied, said, own, given), *_of_batch(copied, prefix, said, own)]
    now += _of_own_prices(copied, prefix, said, given)
    true = [Note(prefix + note.field, note.message) for note in now]
    stays = [note for note in said if note in true or not _follows(note, prefix)]
    return tuple(dict.fromkeys([*stays, *true]))


def _copied_prices(copied: Mapping[str, Any], prefix: str, said: Iterable[Note]) -> frozenset[str]:
    """The prices that are the row's; of typed ones all but those that were said to be one's own."""
    if "filled" in copied:
        return frozenset(name.removeprefix(prefix) for name in copied["filled"])
    typed = {note.field.removeprefix(prefix) for note in said if _says(LIST_AND_YOURS, note.message)}
    return frozenset(TYPED_PRICES) - typed


def _of_row(
    copied: Mapping[str, Any], said: Sequence[Note], own: Mapping[str, str], given: Mapping[str, str]
) -> tuple[Note, ...]:
    row = _row(copied, said, own)
    return following_notes(row, given)


def _row(copied: Mapping[str, Any], said: Sequence[Note], own: Mapping[str, str]) -> KeptRow:
    listed, facts = copied.get("listed", {}), copied.get(FACTS)
    threshold = _number(listed.get("long_context_threshold") or own.get("long_context_threshold"))
    limit = None if threshold is None else int(threshold)
    if facts is not None:
        return KeptRow(
            str(facts.get("note", "")),
            facts.get("context_window"),
            limit,
            _number(listed.get("search_price")),
            _number(listed.get("cache_write_1h_price")),
        )
    windows = [window_of(note.message) for note in said if tells_of_a_call_too_long(note.message)]
    prices = {name: _price_said(name, said) for name in PRICED_AT}
    return KeptRow(
        " ".join(note.message for note in said if note.field.endswith("model")),
        windows[0] if windows else None,
        limit,
        prices["search_price"],
        prices["cache_write_1h_price"],
    )


def _price_said(name: str, said: Iterable[Note]) -> Decimal | None:
    """The price in what was said to be not counted."""
    for note in said:
        if not _says(NOT_COUNTED_HERE, note.message):
            continue
        for template in known_as(PRICED_AT[name]):
            pattern = re.escape(template).replace(re.escape("%(price)s"), r"[^\d()]*([\d.,]*\d)[^\d()]*")
            if found := re.search(pattern, note.message):
                return _number(found[1].replace(",", ""))
    return None


def _of_batch(
    copied: Mapping[str, Any], prefix: str, said: Iterable[Note], own: Mapping[str, str]
) -> list[Note]:
    share = _number(own.get("batch_share"))
    if not share or ("filled" in copied and f"{prefix}batch_factor" not in copied["filled"]):
        return []
    facts = copied.get(FACTS)
    if facts is None:
        kept = (note.message for note in said if any(_says(each, note.message) for each in _OF_BATCH))
        return [Note("batch_factor", message) for message in kept]
    return [Note("batch_factor", str(message)) for message in facts.get("batch", ())]


def _of_own_prices(
    copied: Mapping[str, Any], prefix: str, said: Iterable[Note], given: Mapping[str, str]
) -> list[Note]:
    typed = [name for name in TYPED_PRICES if name in given]
    if copied.get("listed"):
        return list(own_price_notes(typed, copied["listed"], given))
    parts = ((note.field.removeprefix(prefix), note.message) for note in said)
    return [
        Note(part, message)
        for part, message in parts
        if part in typed and _paid(part, given) == _yours(message)
    ]


def _yours(message: str) -> str | None:
    """The price of one's own in a note that has it beside the list's."""
    for said in known_as(LIST_AND_YOURS):
        words = [re.escape(word) for word in re.split(r"%\(\w+\)s", said)]
        names = re.findall(r"%\((\w+)\)s", said)
        pattern = words[0] + "".join(
            f"(?P<{name}>.+?){word}" for name, word in zip(names, words[1:], strict=True)
        )
        if found := re.match(pattern, message):
            return found["own"]
    return None


def _paid(name: str, given: Mapping[str, str]) -> str:
    price, share = _number(given[name]), _number(given.get("price_factor", "1"))
    return worded(name, (price or 0) * (1 if share is None else share))


def _follows(note: Note, prefix: str) -> bool:
    """Whether a note is one of those that are worked out anew."""
    part = note.field.removeprefix(prefix)
    if tells_of_a_call_too_long(note.message) or any(_says(each, note.message) for each in _OF_CALLS):
        return True
    if part == "batch_factor":
        return any(_says(each, note.message) for each in _OF_BATCH)
    return part in TYPED_PRICES and _says(LIST_AND_YOURS, note.message)


def _says(template: str, message: str) -> bool:
    """Whether a message is this one, whatever stands in its places; more may follow one on prices."""
    for said in known_as(template):
        pattern = ".+?".join(map(re.escape, re.split(r"%\(\w+\)s", said)))
        if re.fullmatch(pattern + (".*" if template == LIST_AND_YOURS else ""), message):
            return True
    return False


def _number(text: object) -> Decimal | None:
    return read_decimal(text)[0] if text else None
