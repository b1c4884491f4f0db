"""Names of models as exports write them, led to the price list, and what it says they cost."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from calculator.domain.prices.aliases import resolve
from calculator.models import ModelAlias, PriceRow, UsageUpload
from calculator.prices.pricing import row_batch_factors
from calculator.prices.search import MAKERS, known_models
from calculator.usage.analysis.bill import BATCH_CACHE_FACTOR, BATCH_FACTOR, LONG

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

MOST_RESOLVED: Final = 100
"""So many are looked for by the list's rules, at some 2 ms of CPU each, on each page of a bill; a gateway may
name a deployment for each of its customers. Those beyond are unknown until somebody says what they are."""
_PRICES: Final = {
    "input": "input_price",
    "output": "output_price",
    "cache_read": "cache_read_price",
    "cache_write": "cache_write_price",
    "cache_write_1h": "cache_write_1h_price",
    f"{LONG}threshold": "long_context_threshold",
    f"{LONG}input": "long_context_input_price",
    f"{LONG}output": "long_context_output_price",
    f"{LONG}cache_read": "long_context_cache_read_price",
    f"{LONG}cache_write": "long_context_cache_write_price",
}


def names_of_models(
    names: Iterable[str], *, user: "AbstractBaseUser | AnonymousUser", chosen: Mapping[str, str]
) -> dict[str, str]:
    """`provider/model` by the name in an export: as somebody chose, else by the price list's own rules.

    A name without one is unknown; one that leads to "" is known to be on no list.
    """
    wanted = dict.fromkeys(names)
    if not wanted:
        return {}
    own = ModelAlias.objects.filter(owner=user.pk) if user.is_authenticated else ModelAlias.objects.none()
    answered = dict(own.values_list("name", "reference")) | dict(chosen)
    known = known_models()
    found = {name: answered[name] for name in wanted if name in answered}
    for name in [name for name in wanted if name not in answered][:MOST_RESOLVED]:
        if (row := resolve(name, known, MAKERS)) is not None:
            found[name] = row.reference
    return found


def answers_for(upload: UsageUpload, names: Iterable[str]) -> dict[str, str]:
    """What somebody has said of these names, with this upload or with another of the account's."""
    own = ModelAlias.objects.filter(owner=upload.owner_id) if upload.owner_id else ModelAlias.objects.none()
    told = dict(own.values_list("name", "reference")) | (upload.choice.get("aliases") or {})
    return {name: told[name] for name in sorted(set(names)) if name in told}


@transaction.atomic
def ask_again(*, upload: UsageUpload, name: str) -> None:
    """Forgets what was said of a name, with this upload and for the account: its page asks for it again."""
    held = UsageUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    said = {each: to for each, to in (held.choice.get("aliases") or {}).items() if each != name}
    held.choice = {**held.choice, "aliases": said}
    held.save(update_fields=["choice"])
    if held.owner_id:
        ModelAlias.objects.filter(owner=held.owner_id, name=name).delete()


def list_prices(models: Iterable[str], day: date | None = None) -> dict[str, dict[str, Fraction]]:
    """Dollars per million by kind of token, of listed models in force on a day, by `provider/model`.

    With what their batch calls cost of the price, and from how many tokens on a call is a long one.
    """
    wanted = {name for name in models if "/" in name}
    if not wanted:
        return {}
    bare = {name.partition("/")[2] for name in wanted}
    rows = PriceRow.objects.open().filter(model__in=bare).in_force_on(day or timezone.now().date())
    return {
        row.reference: {
            kind: Fraction(price)
            for kind, name in _PRICES.items()
            if (price := getattr(row, name)) is not None
        }
        | dict(zip((BATCH_FACTOR, BATCH_CACHE_FACTOR), map(Fraction, row_batch_factors(row)), strict=True))
        for row in rows
        if row.reference in wanted
    }
