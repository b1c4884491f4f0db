"""A variance in words: does the bill agree, what is the largest cause, and which inputs are behind each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from calculator.domain.cost_lines import line_name
from calculator.domain.labels import worded
from calculator.usage.analysis.bill_variance import BillVariance, Models
from calculator.usage.analysis.derived import BILL, ESTIMATE, LIST, MONEY
from calculator.usage.analysis.steps.paired import Change
from calculator.usage.analysis.steps.pairs import label_at
from calculator.usage.analysis.variance import BY_SHARE, GROUPS, TOGETHER, UNTOLD, Cause, Variance
from calculator.usage.analysis.variance_cents import Cents, in_cents, order_in_cents
from runrate.core.numbers import half_up, money, percent
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop, ngettext

MOST_INPUTS: Final = 3
BOUGHT_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "search_price": ("searches", "searches_per_unit"),
    "seat_monthly": ("seats",),
    "capacity_hourly": ("capacity_instances", "capacity_units_per_instance"),
    "routed_input_price": ("routed_share",),
    "routed_output_price": ("routed_share",),
}
"""A price, and the counts or the share without which nothing is bought at it."""
TOKENS_AT: Final[Mapping[str, str]] = {
    LIST: gettext_noop("Tokens at list prices"),
    ESTIMATE: gettext_noop("Tokens at list prices or those of the estimate"),
}
"""What stands in a bill's place where the file has no money."""
_BILLED: Final[Mapping[str, str]] = {
    "same": gettext_noop("The bill agrees with the estimate: {billed} against {estimated}."),
    "near": gettext_noop(
        "The bill is within a dollar of the estimate: {billed} against {estimated}, {gap} apart, which is "
        "{share} of the larger."
    ),
    "more": gettext_noop("The bill is {gap} above the estimate: {billed} against {estimated}."),
    "less": gettext_noop("The bill is {gap} below the estimate: {billed} against {estimated}."),
}
_AT_PRICES: Final[Mapping[str, str]] = {
    "same": gettext_noop("{what} agree with the estimate: {billed} against {estimated}."),
    "near": gettext_noop(
        "{what} are within a dollar of the estimate: {billed} against {estimated}, {gap} apart, which is "
        "{share} of the larger."
    ),
    "more": gettext_noop("{what} are {gap} above the estimate: {billed} against {estimated}."),
    "less": gettext_noop("{what} are {gap} below the estimate: {billed} against {estimated}."),
}
_BY_TOOL: Final[Mapping[str, str]] = {
    "same": gettext_noop("The tool's cost estimate agrees with the estimate: {billed} against {estimated}."),
    "near": gettext_noop(
        "The tool's cost estimate is within a dollar of the estimate: {billed} against {estimated}, {gap} "
        "apart, which is {share} of the larger."
    ),
    "more": gettext_noop(
        "The tool's cost estimate is {gap} above the estimate: {billed} against {estimated}."
    ),
    "less": gettext_noop(
        "The tool's cost estimate is {gap} below the estimate: {billed} against {estimated}."
    ),
}
TOOLS_ESTIMATE: Final = gettext_noop("Tool's cost estimate")
NO_VENDOR: Final = gettext_noop(
    "Its money is estimated by the tool that wrote the file: no vendor has billed it."
)
NO_MONEY: Final = gettext_noop("The file has no money, so there is no bill to compare: only its tokens are.")
NO_CAUSES: Final = gettext_noop(
    "The bill does not say what its tokens cost, so nothing explains the difference: "
    "all of it is unexplained."
)
OTHER_PARTS: Final = gettext_noop(
    "Each model is called as often as estimated, but with other tokens: its part of all is another."
)
_NO_CAUSES_BY_TOOL: Final = gettext_noop(
    "The tool does not say what each token cost, so nothing explains the difference: "
    "all of it is unexplained."
)

_MORE_CAUSES: Final = gettext_noop(
    "Beyond the volume, all of the difference is unexplained: the bill does not say what its tokens cost."
)
_MORE_CAUSES_BY_TOOL: Final = gettext_noop(
    "Beyond the volume, all of the difference is unexplained: the tool does not say what each token cost."
)


def headline(variance: Variance, basis: str = BILL, *, by_tool: bool = False) -> tuple[str, ...]:
    """Whether the bill agrees with the estimate; if not, by how much, why first, and what hides in it.

    Without money there is no bill: then it is said of the tokens at prices that are not the file's. Money
    that a tool has estimated is none either, and is called that.
    """
    return tuple(_headline(variance, in_cents(variance), basis, by_tool=by_tool))


def _headline(variance: Variance, cents: Cents, basis: str, *, by_tool: bool) -> Iterator[str]:
    priced = basis in TOKENS_AT
    same, near, more, less = (_AT_PRICES if priced else _BY_TOOL if by_tool else _BILLED).values()
    words = {"billed": money(cents.actual), "estimated": money(cents.estimated)}
    words |= {"what": _(TOKENS_AT[basis])} if priced else {}
    if is_the_same(variance):
        yield _(same).format(**words)
    elif variance.agrees:
        larger = max(abs(variance.estimated), abs(variance.actual))
        words |= {"gap": money(abs(cents.difference)), "share": percent(abs(variance.difference) / larger)}
        yield _(near).format(**words)
    else:
        yield _(less if cents.difference < 0 else more).format(gap=money(abs(cents.difference)), **words)
        if basis != MONEY:
            yield _largest(cents.causes)
    parts = "; ".join(moved(each) for each in order_in_cents(variance) if each.amount)
    if parts and outgrown(variance):
        yield _(
            "A cause here is larger than both totals, because it acts on what the others change. One after "
            "another, in a fixed order, they come to this: {parts}."
        ).format(parts=parts)
    yield from (_(said) for said in _limits(variance, basis, by_tool=by_tool))
    up, down = (
        sum((each.amount for each in cents.causes if each.amount * sign > 0), Fraction(0)) for sign in (1, -1)
    )
    if min(up, -down) > abs(cents.difference):
        said = _(
            "Behind this are larger differences that offset each other: {more} more against {less} less."
        )
        yield said.format(more=money(up), less=money(-down))


def is_the_same(variance: Variance) -> bool:
    """Whether the two are said to agree and no more: less than 1 % apart, or by nothing that is printed."""
    return variance.agrees_by == BY_SHARE or not in_cents(variance).difference


def outgrown(variance: Variance) -> bool:
    """Whether a cause is more than either total: alone it tells nothing that somebody could check."""
    most = max(variance.estimated, variance.actual)
    told = all(each.key != UNTOLD for each in variance.causes)
    return (
        told
        and min(variance.estimated, variance.actual) >= 0
        and any(abs(each.amount) > most for each in variance.causes)
    )


def _largest(causes: Sequence[Cause]) -> str:
    """The cause that is printed as the largest, or all that are printed as large."""
    alike = [moved(each) for each in causes if abs(each.amount) == abs(causes[0].amount)]
    if len(alike) > 1:
        return _("The largest causes, as large as each other: {causes}.").format(causes="; ".join(alike))
    return _("The largest cause: {cause}.").format(cause=alike[0])


def _limits(variance: Variance, basis: str, *, by_tool: bool) -> Iterator[str]:
    """What a comparison cannot say, because of what is not in the file."""
    if basis in TOKENS_AT:
        yield NO_MONEY
    elif basis == MONEY and not is_the_same(variance):
        yield _untold(beyond_volume=len(variance.causes) > 1, by_tool=by_tool)
    if by_tool and basis not in TOKENS_AT:
        yield NO_VENDOR


def _untold(*, beyond_volume: bool, by_tool: bool) -> str:
    """Why no causes are told, or none but the volume, in the words of the catalogue."""
    if beyond_volume:
        return _MORE_CAUSES_BY_TOOL if by_tool else _MORE_CAUSES
    return _NO_CAUSES_BY_TOOL if by_tool else NO_CAUSES


def end_of(basis: str, *, by_tool: bool = False) -> str:
    """What an estimate is set against, as the last row of a table and of a drawing."""
    if basis in TOKENS_AT:
        return _(TOKENS_AT[basis])
    return _(TOOLS_ESTIMATE) if by_tool else _("Bill")


def not_compared(found: BillVariance) -> tuple[str, ...]:
    """What of the estimate this bill says nothing of: that is neither more nor less than was billed.

    Between two workloads that is what either holds in lines of one's own.
    """
    said = _(
        "{amount} of the estimate is in lines that this bill does not tell, and is not compared: {lines}."
    )
    if found.of_workloads:
        said = _("{amount} of the estimate is in lines of one's own, and is not compared: {lines}.")
    elif found.by_tool or not found.has_bill:
        said = _(
            "{amount} of the estimate is in lines that this file does not tell, and is not compared: {lines}."
        )
    theirs = _("{amount} of what it is set against is in lines of one's own, and is not compared: {lines}.")
    return tuple(
        words.format(
            amount=money(sum((amount for _name, amount in lines), Fraction(0))),
            lines=listed(name for name, _amount in lines),
        )
        for words, lines in ((said, found.not_compared), (theirs, found.beside_actual))
        if lines
    )


def what_is_compared(found: BillVariance) -> str:
    """The lines on both sides, as they stand within a sentence."""
    return listed([*(line_name(key).lower() for key in found.compared), *found.own])


def moved(cause: Cause) -> str:
    """A cause with its sign in words: `Volume: $40.52 more`."""
    said = _("{cause}: {amount} more") if cause.amount >= 0 else _("{cause}: {amount} less")
    return said.format(cause=cause.name, amount=money(abs(cause.amount)))


def behind(key: str, found: BillVariance) -> str:
    """The inputs behind a cause, the first few; nothing where there are none.

    Model steps that do not pair up are told as a whole: no number of one is that of another.
    """
    changes = [each for each in found.changes.get(key, ()) if not _is_of_nothing(each, found.changes[key])]
    if key == UNTOLD:
        return _(_untold(beyond_volume=len(found.variance.causes) > 1, by_tool=found.by_tool))
    if found.models and key == "mix":
        return f"{'; '.join(_steps_and_retries(*found.models, changes, found))}."
    ordered = sorted(changes, key=lambda each: key != TOGETHER or each.name != "retry_rate")
    said = [_changed(each, found, inside=key == TOGETHER) for each in ordered[:MOST_INPUTS]]
    if len(ordered) > MOST_INPUTS:
        more = len(ordered) - MOST_INPUTS
        said.append(ngettext("{n} more input differs", "{n} more inputs differ", more).format(n=more))
    if not said and key == "mix":
        return _(OTHER_PARTS)
    return f"{'; '.join(said)}." if said else ""


def _is_of_nothing(change: Change, beside: Iterable[Change]) -> bool:
    """Whether a change is of the price of what one side has none of: that is no price of 0."""
    place, dot, part = change.name.rpartition(".")
    names = {place + dot + each for each in BOUGHT_BY.get(part, ())}
    return any(each.name in names and not (each.estimated and each.actual) for each in beside)


def _steps_and_retries(
    estimated: Models, billed: Models, changes: Iterable[Change], found: BillVariance
) -> Iterator[str]:
    yield _("{what} estimated").format(what=_models(estimated))
    said = _("{what} billed") if _is_billed(found) else _("{what} measured")
    yield said.format(what=_models(billed))
    # Where retries can be told from tokens they are a cause of their own.
    yield from (_changed(each, found, inside=True) for each in changes if each.name == "retry_rate")


def _models(found: Models) -> str:
    """`3 model steps, 6 calls per unit`."""
    said = _("one model")
    if found.steps:
        said = ngettext("{n} model step", "{n} model steps", found.steps).format(n=found.steps)
    elif found.against:
        said = _("one model (set against {step})").format(step=found.against)
    if found.calls is None:
        return said
    calls = _("{n} calls per unit").format(n=_valued("calls_per_unit", found.calls))
    calls = _("one call per unit") if found.calls == 1 else calls
    return f"{said}, {calls}"


def _is_billed(found: BillVariance) -> bool:
    """Whether a vendor billed what the estimate is set against."""
    return found.basis not in TOKENS_AT and not found.by_tool


def _changed(change: Change, found: BillVariance, *, inside: bool) -> str:
    said = _("{input}: {estimated} estimated, {billed} billed")
    if not _is_billed(found):
        said = _("{input}: {estimated} estimated, {billed} measured")
        if found.basis in TOKENS_AT and _is_of_the_list(change.name):
            said = _("{input}: {estimated} estimated, {billed} on the price list")
    if found.calls_assumed and change.name.endswith(".calls"):
        said = _("{input}: {estimated} estimated, {billed} by its part of the tokens")
    if inside and change.name == "retry_rate":
        said = _("{input}: {estimated} estimated, inside the tokens of the bill")
        if not _is_billed(found):
            said = _("{input}: {estimated} estimated, inside the measured tokens")
    return said.format(
        input=label_at(change.name, found.step_names),
        estimated=_valued(change.name, change.estimated),
        billed=_valued(change.name, change.actual),
    )


def _is_of_the_list(name: str) -> bool:
    """Whether an input is a price: a file without money has none."""
    return name.rpartition(".")[2] in {*GROUPS["price"], "call_fee"}


def _valued(name: str, value: Fraction | None) -> str:
    """Short enough to read: a bill's shares and prices rarely end."""
    if value is None:
        return _("nothing")
    size = abs(value)
    return worded(name, half_up(value, 0 if size >= 1000 else 2 if size >= 1 else 4))
