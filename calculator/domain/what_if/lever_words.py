"""Levers in words: what each is called, and which inputs it changes to what."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import numbers
from calculator.domain.labels import label_of, worded
from calculator.domain.token_cost import FLAT, Names, fees_cost, steps_of
from calculator.domain.what_if import levers
from calculator.domain.what_if.cheaper import FEES, prefix_of, said_of
from calculator.domain.workload import Workload
from runrate.core.numbers import (
    WHOLE_FROM,
    at_least,
    half_up,
    headline_money,
    money,
    percent,
    price,
    price_places,
)
from runrate.core.telling_apart.figures import sums_apart
from runrate.core.translation import gettext as _


def lever_name(key: str) -> str:
    """A lever with the share by which it is pulled."""
    names = {
        "cache": _("Read the stable part of the prompt from a cache"),
        "batch": _("Send {share} as batch"),
        "routing": _("Let a cheaper model answer {share}"),
        "shorter_prompts": _("Shorten the prompts by {share}"),
        "fewer_retries": _("Cut failing attempts by {share}"),
        "review_sampling": _("Review {share} fewer"),
    }
    pulled = levers.PULLED.get(key)
    return names[key] if pulled is None else names[key].format(share=percent(pulled, places=0))


def what_changes(workload: Workload, lever: levers.Lever) -> str:
    """Each input from what it is to what it would be; of a lever that takes a cheaper model, which one.

    What goes to that one pays by the call and the search as well, which is said where anything does; so is
    that nobody knows how often a cache is written anew, where that is paid for.
    """
    base = numbers(workload)
    said = [said_of(lever.models, levers.ROUTED, base)] if lever.models else _changes(base, lever.changes)
    if lever.key == "routing" and any(fees_cost(base, names) for names in _moved(base, lever)):
        said.append(_("call fees and web searches are counted for these too"))
    if lever.key == "cache" and (writes := _write_prices(base, lever)):
        ends = list(dict.fromkeys(worded("cache_write_price", each) for each in sorted(writes)))
        said.append(
            _("cache writes beyond those entered are not counted ({prices} per million tokens)").format(
                prices=ends[0] if len(ends) == 1 else _("{low} to {high}").format(low=ends[0], high=ends[-1])
            )
        )
    return "; ".join(said)


def _write_prices(base: Mapping[str, Fraction], lever: levers.Lever) -> list[Fraction]:
    """What is asked for a write in each step, or the flat fields, that would read more from the cache."""
    more = [names for names in list(steps_of(base)) or [FLAT] if names["cache_read_share"] in lever.changes]
    return [base[names["cache_write_price"]] for names in more if base.get(names["cache_write_price"])]


def _moved(base: Mapping[str, Fraction], lever: levers.Lever) -> Iterator[Names]:
    """The steps of which a part goes to a cheaper model, or the flat fields."""
    steps = list(steps_of(base))
    yield from (names for names in steps if prefix_of(names) in lever.models)
    if not steps:
        yield FLAT


def saves_more(key: str, estimate: Estimate) -> bool:
    """Whether a lever saves at least what it is said to: what it changes is not wholly entered.

    What lowers the tokens lowers what retries cost as well.
    """
    if key == "review_sampling":
        return False
    retries = key != "fewer_retries" and any(line.key == "retries" for line in estimate.missing)
    return retries or estimate.tokens_too_low


def no_lever(estimate: Estimate) -> str:
    """What stands where none of the levers saves anything; what is missing may be what one would lower."""
    if estimate.complete:
        return _("None of the usual levers saves anything here.")
    return _("None of the usual levers saves anything on what is entered so far.")


def left(pulled: levers.Levers) -> str:
    """What the levers leave: with what they save it adds up to the total, as all three are printed."""
    total, saved = pulled.total_before, pulled.together
    if total < WHOLE_FROM:
        places = price_places([total, saved])
        return money(half_up(total, places) - half_up(saved, places), places=places)
    return money(half_up(total, 0) - half_up(saved, 0) if saved >= 1 else total - saved, places=0)


def saved_together(pulled: levers.Levers) -> str:
    """What they save: in whole dollars where the total is told in them, else the two would not add up."""
    places = _places(pulled)
    told = pulled.together >= Fraction(1, 10**places)
    return money(pulled.together, places=places) if told else price(pulled.together)


def _places(pulled: levers.Levers) -> int:
    """The decimals of the column: those of its largest sum, which all of them together are, or nearly so."""
    if pulled.total_before >= WHOLE_FROM and (pulled.together or pulled.time) >= 1:
        return 0
    return price_places([max([pulled.together, *(_told(lever) for lever in pulled.levers)])])


def _told(lever: levers.Lever) -> Fraction:
    """What a row says: cash, or the time of a lever that frees nothing else."""
    return lever.saving or lever.time


def row_name(lever: levers.Lever) -> str:
    """A lever with its share; one that saves no cash says so."""
    name = lever_name(lever.key)
    return _("%(lever)s (reviewers' time, not cash)") % {"lever": name} if lever.time else name


def not_cash(pulled: levers.Levers) -> str:
    """Reviewers' time beside the cash, as they are paid all the same, and errors let pass for it."""
    if pulled.time:
        return _(
            "Reviewing %(share)s fewer frees reviewers' time of %(time)s per month, which becomes cash only "
            "where reviewers are paid by the hour."
        ) % {"share": _pulled_fewer(), "time": headline_money(pulled.time)}
    if pulled.dear is None:
        return ""
    time, errors = sums_apart(pulled.dear.time, -pulled.dear.saving)
    return _(
        "Reviewing %(share)s fewer would free reviewers' time of %(time)s per month and let errors of "
        "%(errors)s pass: that pays only where reviewers are paid by the hour."
    ) % {"share": _pulled_fewer(), "time": time, "errors": errors}


def _pulled_fewer() -> str:
    return percent(levers.PULLED["review_sampling"], places=0)


def saved_alone(pulled: levers.Levers, found: Estimate) -> Iterator[str]:
    """What each lever saves, to the place to which all of them together are told: they are one column.

    A tiny one gives no other further digits.
    """
    places = _places(pulled)
    last = Fraction(1, 10**places)
    for lever in pulled.levers:
        least = saves_more(lever.key, found)
        if _told(lever) >= last:
            said = money(_told(lever), places=places)
        else:
            # At least so much has digits of its own, for "under a cent" bounds it from the other side.
            said = (
                price(_told(lever)) if least else _("under {least}").format(least=money(last, places=places))
            )
        yield at_least(said, complete=not least)


def _changes(base: Mapping[str, Fraction], changes: Mapping[str, Fraction]) -> list[str]:
    said = []
    for name, after in changes.items():
        before = base.get(name)
        if before != after and name not in FEES:
            start = "" if before is None else f"{worded(name, before)} → "
            said.append(f"{label_of(name)}: {start}{worded(name, after)}")
    return said
