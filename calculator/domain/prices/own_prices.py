"""Prices of one's own over those of a model of the list: what is paid, and where it is not charged at all."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from calculator.domain.cost_lines import Note
from calculator.domain.labels import label, worded
from calculator.domain.prices.row_notes import first_call, longest_call
from calculator.domain.workload_input import read_decimal
from runrate.core.numbers import count
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

THRESHOLD: Final = "long_context_threshold"
LONG: Final = "long_context_"
LIST_AND_YOURS: Final = gettext_noop("List %(listed)s, yours %(own)s %(unit)s.")


def own_price_notes(
    typed: Iterable[str], listed: Mapping[str, str], inputs: Mapping[str, object]
) -> Iterator[Note]:
    """Prices of one's own over the list's, said beside them: what is paid, at a contracted share."""
    for name in typed:
        own = _paid(name, inputs[name], inputs)
        if own is None or name not in listed:
            continue
        words = {"own": own, "listed": worded(name, listed[name]), "unit": label(name).after}
        said = _(LIST_AND_YOURS) % words
        yield Note(name, " ".join((said, *_not_charged(name, listed, inputs))))


def _not_charged(name: str, listed: Mapping[str, str], inputs: Mapping[str, object]) -> Iterator[str]:
    """Calls that a price of one's own is not charged for, because they have another above the threshold."""
    threshold, _said = read_decimal(inputs.get(THRESHOLD) or listed.get(THRESHOLD))
    first, longest = first_call(inputs), longest_call(inputs)
    if threshold is None or first is None or longest is None or name == THRESHOLD:
        return
    tokens = count(threshold)
    if name.startswith(LONG):
        if longest <= threshold:
            yield _("Yours is not charged: no call has more than %(n)s tokens.") % {"n": tokens}
        return
    above = LONG + name
    if longest <= threshold or (price := inputs.get(above) or listed.get(above)) is None:
        return
    words = {"n": tokens, "price": _paid(above, price, inputs)}
    if first > threshold:
        yield _("Yours is not charged: every call has more than %(n)s tokens and pays %(price)s.") % words
    else:
        yield _("Calls of more than %(n)s tokens pay %(price)s instead.") % words


def _paid(name: str, price: object, inputs: Mapping[str, object]) -> str | None:
    """A price at the contracted share; None where it cannot be read."""
    number, _said = read_decimal(price)
    share, _said = read_decimal(inputs.get("price_factor", "1"))
    if number is None:
        return None
    return worded(name, number * share if share is not None and name != THRESHOLD else number)
