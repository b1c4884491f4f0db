"""A model step in words, before it is taken: calls, tokens, shares, prices, and where those are from."""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _

from calculator.domain.fields import MOST_STEPS, TYPED_PRICES
from calculator.domain.labels import label_of, worded
from calculator.uploads.taking import rounded
from calculator.usage.analysis.derived import Derived
from runrate.core.numbers import count

DIGITS_SHOWN: Final = 6
_SHARES: Final = ("cache_read_share", "cache_write_share", "cache_write_1h_share", "batch_share")


def step_in_words(step: Mapping[str, str], prefix: str, found: Derived) -> str:
    """All that is taken with a step, as nobody takes what they have not seen."""
    words = {
        "model": step["name"],
        "calls": count(Fraction(step["calls"])),
        "input": count(Fraction(step["input_tokens"])),
        "output": count(Fraction(step["output_tokens"])),
    }
    said = _("%(model)s: calls a unit %(calls)s, tokens in a call %(input)s, tokens out %(output)s")
    if f"{prefix}calls" in found.assumed:
        said = _(
            "%(model)s: calls a unit %(calls)s, assumed, tokens in a call %(input)s, tokens out %(output)s"
        )
    return "; ".join((said % words, *_beside_tokens(step, prefix, found)))


def in_the_way(found: Derived, errors: Mapping[str, list[str]], asked: Collection[str]) -> dict[str, Any]:
    """For the templates: why what is measured is no estimate, and that it has more models than one holds."""
    named = [(label_of(name), " ".join(said)) for name, said in errors.items() if name not in asked]
    if len(found.steps) <= MOST_STEPS:
        return {"refused": named}
    said = _(
        "This part has %(n)s models, and a scenario has at most %(most)s model steps: choose another part, "
        "and tick those of your workload at “Only these models”."
    )
    return {"too_many": said % {"n": count(len(found.steps)), "most": count(MOST_STEPS)}, "refused": []}


def _beside_tokens(step: Mapping[str, str], prefix: str, found: Derived) -> Iterator[str]:
    """Shares that are not nothing, prices that are of tokens there are, and searches."""
    for name in (*_SHARES, *TYPED_PRICES):
        if name not in step or not Fraction(step[name]):
            continue
        words = {"label": label_of(name), "value": worded(name, rounded(step[name], DIGITS_SHOWN))}
        times = times_list(found.of_list.get(f"{prefix}{name}"))
        said = _("%(label)s %(value)s (%(from)s)") if times else _("%(label)s %(value)s")
        yield said % {**words, "from": times}
    if "searches" in step:
        yield _("searches in a call %(n)s") % {"n": count(Fraction(step["searches"]))}


def times_list(factor: Fraction | None) -> str:
    """Where a price is from that is one of the list, or so many times it; nothing of a price of the file."""
    if factor is None:
        return ""
    times = count(factor, places=4)
    return _("price list") if times == count(1) else _("price list times %(factor)s") % {"factor": times}
