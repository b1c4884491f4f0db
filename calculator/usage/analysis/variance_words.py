"""A variance in words: does the bill agree, what is the largest cause, and which inputs are behind each."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from calculator.domain.cost_lines import line_name
from calculator.domain.labels import label_of, worded
from calculator.usage.analysis.bill_variance import BillVariance, Models
from calculator.usage.analysis.paired_steps import Change
from calculator.usage.analysis.variance import TOGETHER, Cause, Variance
from calculator.usage.analysis.variance_cents import Cents, in_cents
from runrate.core.numbers import half_up, money
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext

MOST_INPUTS: Final = 3


def headline(variance: Variance) -> tuple[str, ...]:
    """Whether the bill agrees with the estimate; if not, by how much, why first, and what hides in it."""
    return tuple(_headline(variance, in_cents(variance)))


def _headline(variance: Variance, cents: Cents) -> Iterator[str]:
    billed, estimated = money(cents.actual), money(cents.estimated)
    if variance.agrees:
        yield _("The bill agrees with the estimate: {billed} against {estimated}.").format(
            billed=billed, estimated=estimated
        )
    else:
        said = _("The bill is {gap} above the estimate: {billed} against {estimated}.")
        if cents.difference < 0:
            said = _("The bill is {gap} below the estimate: {billed} against {estimated}.")
        yield said.format(gap=money(abs(cents.difference)), billed=billed, estimated=estimated)
        yield _("The largest cause: {cause}.").format(cause=moved(cents.causes[0]))
    up, down = (
        sum((each.amount for each in cents.causes if each.amount * sign > 0), Fraction(0)) for sign in (1, -1)
    )
    if min(up, -down) > abs(cents.difference):
        said = _("Larger causes offset each other: {more} more against {less} less.")
        yield said.format(more=money(up), less=money(-down))


def not_compared(found: BillVariance) -> tuple[str, ...]:
    """What of the estimate this bill says nothing of: that is neither more nor less than was billed."""
    if not found.not_compared:
        return ()
    said = _(
        "{amount} of the estimate is in lines that this bill does not tell, and is not compared: {lines}."
    )
    amount = sum((amount for _name, amount in found.not_compared), Fraction(0))
    return (said.format(amount=money(amount), lines=listed(name for name, _amount in found.not_compared)),)


def what_is_compared(found: BillVariance) -> str:
    """The lines on both sides, as they stand within a sentence."""
    return listed(line_name(key).lower() for key in found.compared)


def moved(cause: Cause) -> str:
    """A cause with its sign in words: `Volume: $40.52 more`."""
    said = _("{cause}: {amount} more") if cause.amount >= 0 else _("{cause}: {amount} less")
    return said.format(cause=cause.name, amount=money(abs(cause.amount)))


def behind(key: str, changes: Iterable[Change], models: tuple[Models, Models] | None = None) -> str:
    """The inputs behind a cause, the first few; nothing where there are none.

    Model steps that do not pair up are told as a whole: no number of one is that of another.
    """
    if models and key == "mix":
        return f"{'; '.join(_steps_and_retries(*models, changes))}."
    ordered = sorted(changes, key=lambda each: key != TOGETHER or each.name != "retry_rate")
    said = [_changed(each, inside=key == TOGETHER) for each in ordered[:MOST_INPUTS]]
    if len(ordered) > MOST_INPUTS:
        more = len(ordered) - MOST_INPUTS
        said.append(ngettext("{n} more input differs", "{n} more inputs differ", more).format(n=more))
    return f"{'; '.join(said)}." if said else ""


def _steps_and_retries(estimated: Models, billed: Models, changes: Iterable[Change]) -> Iterator[str]:
    yield _("{what} estimated").format(what=_models(estimated))
    yield _("{what} billed").format(what=_models(billed))
    # Where retries can be told from tokens they are a cause of their own.
    yield from (_changed(each, inside=True) for each in changes if each.name == "retry_rate")


def _models(found: Models) -> str:
    """`3 model steps, 6 calls per unit`."""
    said = _("one model")
    if found.steps:
        said = ngettext("{n} model step", "{n} model steps", found.steps).format(n=found.steps)
    if found.calls is None:
        return said
    calls = _("{n} calls per unit").format(n=_valued("calls_per_unit", found.calls))
    if found.calls == 1:
        calls = _("one call per unit")
    return f"{said}, {calls}"


def _changed(change: Change, *, inside: bool) -> str:
    said = _("{input}: {estimated} estimated, {billed} billed")
    if inside and change.name == "retry_rate":
        said = _("{input}: {estimated} estimated, inside the tokens of the bill")
    return said.format(
        input=label_of(change.name),
        estimated=_valued(change.name, change.estimated),
        billed=_valued(change.name, change.actual),
    )


def _valued(name: str, value: Fraction | None) -> str:
    """Short enough to read: a bill's shares and prices rarely end."""
    if value is None:
        return _("nothing")
    size = abs(value)
    return worded(name, half_up(value, 0 if size >= 1000 else 2 if size >= 1 else 4))
