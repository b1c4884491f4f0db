"""An estimate against a bill: causes of the gap, what stands apart from usage, and what is unexplained."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from calculator.domain.cost_lines import LINE_FIELDS, LINES, OPTIONAL_LINES, line_name
from calculator.domain.costs import amounts, numbers, repeats_per_unit, volume
from calculator.domain.token_cost import attempt_cost, attempt_tokens, call_tokens, step_cost, steps_of
from calculator.domain.workload import OtherLine, Workload
from calculator.usage.analysis.bill import USAGE_PARTS, ZERO, UsageLine
from calculator.usage.analysis.derived import (
    BILL,
    LARGEST_ROUNDING,
    MONEY,
    OWN_LINE,
    UNEXPLAINED,
    Derived,
    Residual,
    own_line,
)
from calculator.usage.analysis.model_use import ModelUse, uses_of
from calculator.usage.analysis.priced_calls import of_priced_calls
from calculator.usage.analysis.steps.paired import Change, set_against, step_names
from calculator.usage.analysis.variance import COMPARED, Sold, Variance, ai_usage, changes, in_total, variance


@dataclass(frozen=True, slots=True)
class Models:
    """How many model steps a workload has, 0 for one model without steps, and calls per unit where known."""

    steps: int
    calls: Fraction | None
    against: str = ""
    """Of one model: the step that it is set against."""

    @classmethod
    def of(cls, workload: Workload) -> "Models":
        if workload.steps:
            values = numbers(workload)
            calls_of_steps = (values[names["calls"]] for names in steps_of(values))
            return cls(len(workload.steps), sum(calls_of_steps, ZERO))
        calls = workload.calls_per_unit
        return cls(0, None if calls is None else Fraction(calls))


@dataclass(frozen=True, slots=True)
class BillVariance:
    """From an estimate through its causes to what was used, and on to all that the bill comes to.

    `total` is the bill's, or the invoice's where one was named: usage + apart + unexplained, in dollars.
    """

    variance: Variance
    total: Fraction
    changes: Mapping[str, tuple[Change, ...]]
    parts: Mapping[str, Fraction] = field(default_factory=dict)
    apart: tuple[Residual, ...] = ()
    retries_inside: bool = False
    """Whether the bill's tokens hold the retries: then both are one cause."""
    compared: tuple[str, ...] = COMPARED
    """Lines of the estimate that this bill can hold."""
    own: tuple[str, ...] = ()
    """Lines of one's own that it can hold too."""
    not_compared: tuple[tuple[str, Fraction], ...] = ()
    """What the estimate holds that no line of this bill can be set against: the line's name, and dollars."""
    basis: str = BILL
    """What the estimate is set against: a bill, its money alone, or tokens at prices of the list."""
    models: tuple["Models", "Models"] | None = None
    """Of both, where their model steps do not pair up: then all of a unit's calls is one cause."""
    calls_assumed: bool = False
    """Whether some model's calls are taken as one for a unit, because nothing counts them."""
    by_tool: bool = False
    """Whether the money is a tool's own estimate, which no vendor has billed."""
    beside_actual: tuple[tuple[str, Fraction], ...] = ()
    """The same of the workload that it is set against, where that is no bill."""
    of_workloads: bool = False
    """Whether both are workloads: lines of one's own are then on neither side."""
    step_names: tuple[str, ...] = ()
    """What the model steps of both are called, as they stand side by side."""

    @property
    def has_bill(self) -> bool:
        """Whether there is money to compare with; else it is tokens at prices that nobody has billed."""
        return self.basis in {BILL, MONEY}

    @property
    def unexplained(self) -> Fraction:
        """What is left of the bill when usage and all that stands apart are taken off; 0 included."""
        return self.total - self.variance.actual - sum((each.amount for each in self.apart), ZERO)


def against_workload(estimated: Workload, actual: Workload, invoice: Fraction | None = None) -> BillVariance:
    """A workload as it was estimated against the same as it was measured.

    Lines of one's own may be anything: each side's are named, and none is compared.
    """
    found = variance(estimated, actual)
    total = found.actual if invoice is None else invoice
    return BillVariance(
        found,
        total,
        changes(estimated, actual),
        not_compared=_beside(estimated, COMPARED, ()),
        beside_actual=_beside(actual, COMPARED, ()),
        models=_models(estimated, actual),
        of_workloads=True,
        step_names=step_names(estimated, actual),
    )


def against_bill(
    estimated: Workload, actual: Workload, derived: Derived, invoice: Fraction | None = None
) -> BillVariance:
    """A workload against a bill's slice, of which `derived` and the workload `actual` were made.

    Only a log knows attempts from first attempts; without one the tokens of a unit hold its retries.
    """
    inside = not actual.retry_rate
    compared = _held(estimated, actual)
    billed = derived.has_bill
    found = variance(estimated, actual, retries_inside=inside, compared=compared, billed=billed)
    own: tuple[str, ...] = ()
    if derived.basis == MONEY:
        own = (own_line("0")["name"],) if derived.elsewhere.get("metered") == OWN_LINE else ()
        derived = replace(derived, elsewhere=of_other_lines(derived.elsewhere))
        units = (volume(numbers(each)) for each in (estimated, actual))
        before, at_volume = (usage_at(estimated, each, compared, own) for each in units)
        found = in_total(before, usage_in(derived), at_volume)
    # What nothing explains is what is left in the end.
    apart = tuple(each for each in derived.residuals(found.actual) if each.key != UNEXPLAINED)
    total = sum(derived.parts.values(), ZERO) if invoice is None else invoice
    if invoice is None and not derived.has_bill:
        total += found.actual  # what nobody has billed leaves nothing to explain
    told = derived.basis != MONEY
    differ = changes(estimated, actual, retries_inside=inside, compared=compared, billed=billed)
    if not told:
        differ = {key: differ[key] for key in ("volume",) if key in differ}
    beside = _beside(estimated, compared, own)
    models = _models(estimated, actual) if told else None
    if models is not None and derived.assumed:
        models = (models[0], replace(models[1], calls=None))
    parts, basis = derived.parts, derived.basis
    return BillVariance(
        found,
        total,
        differ,
        parts,
        apart,
        inside,
        compared,
        own,
        beside,
        basis,
        models,
        calls_assumed=bool(derived.assumed),
        by_tool=derived.by_tool,
        step_names=step_names(estimated, actual),
    )


def usage_at(
    workload: Workload, units: Fraction, compared: Collection[str], own: Collection[str] = ()
) -> Fraction:
    """What these lines of an estimate come to at a volume: at that of a bill both can be set side by side."""
    stays, each = split_at(workload, units, compared, own)
    return stays + each * units


def split_at(
    workload: Workload, units: Fraction, compared: Collection[str], own: Collection[str] = ()
) -> tuple[Fraction, Fraction]:
    """The same as what does not move with one unit there, and what one more adds."""
    found = amounts({**numbers(workload), "units_per_month": units})
    ours = (line for key, line in zip(LINES, found.lines, strict=False) if key in compared)
    theirs = (
        line
        for each, line in zip(workload.other_lines, found.lines[len(LINES) :], strict=True)
        if each.visible and each.name in own
    )
    stays, each = zip((ZERO, ZERO), *ours, *theirs, strict=True)
    return sum(stays, ZERO), sum(each, ZERO)


def usage_in(derived: Derived) -> Fraction:
    """What usage cost of which a bill tells no tokens, without what stands in other inputs."""
    held = (derived.parts[part] for part in USAGE_PARTS if part not in derived.elsewhere)
    return sum(held, derived.commitment)


def of_other_lines(elsewhere: Mapping[str, str]) -> dict[str, str]:
    """Where credits and requests are all that was billed, they are what an estimate is against."""
    return {part: name for part, name in elsewhere.items() if part != "metered"}


def _models(estimated: Workload, actual: Workload) -> tuple[Models, Models] | None:
    one, other = Models.of(estimated), Models.of(actual)
    at = set_against(estimated, actual)
    found = tuple(each if each.steps else replace(each, against=at) for each in (one, other))
    return (found[0], found[1]) if one.steps != other.steps else None


def _held(estimated: Workload, actual: Workload) -> tuple[str, ...]:
    """Without the seats and the capacity of which a bill says nothing: unknown is not 0."""
    before, after = estimated.entered(), actual.entered()
    unknown = {
        line
        for line in OPTIONAL_LINES
        if LINE_FIELDS[line] & before.keys() and not LINE_FIELDS[line] & after.keys()
    }
    return tuple(line for line in COMPARED if line not in unknown)


def _beside(
    estimated: Workload, compared: Collection[str], own: Collection[str]
) -> tuple[tuple[str, Fraction], ...]:
    """What the estimate holds of such lines, and of lines of one's own, which no bill tells from others.

    But for that of credits and requests, where the bill is of them.
    """
    found = amounts(numbers(estimated))
    lines = [fixed + each * found.units for fixed, each in found.lines]
    named = [(line_name(key), lines[LINES.index(key)]) for key in COMPARED if key not in compared]
    named += [
        (line.name, amount) for line, amount in _own(estimated) if not (line.visible and line.name in own)
    ]
    return tuple((name, amount) for name, amount in named if amount)


def _own(workload: Workload) -> list[tuple[OtherLine, Fraction]]:
    """Lines of one's own and what each costs a month."""
    found = amounts(numbers(workload))
    lines = [fixed + each * found.units for fixed, each in found.lines[len(LINES) :]]
    return list(zip(workload.other_lines, lines, strict=False))


def visible_own(workload: Workload, names: Collection[str] | None = None) -> Fraction:
    """What AI vendors bill in lines of one's own, such as credits and requests; of these names."""
    held = [(line, amount) for line, amount in _own(workload) if line.visible]
    return sum((amount for line, amount in held if names is None or line.name in names), ZERO)


def vendors_bill(workload: Workload) -> Fraction:
    """All that vendors of AI bill for a workload a month."""
    return ai_usage(workload) + visible_own(workload)


def adds_up(
    found: Derived, estimated: Fraction | None, billed: Fraction
) -> tuple[Fraction | None, list[Residual]]:
    """The estimate of all that was measured, if there is one, and what it leaves of the bill's usage by name.

    What stands in other inputs than those of tokens is measured too.
    """
    if estimated is None:
        return None, []
    held = found.with_own_line()
    residuals = [each for each in held.residuals(estimated) if each.key not in held.elsewhere]
    whole = estimated + sum((found.parts[part] for part in held.elsewhere), ZERO)
    # As exact as its prices were kept, and printed alike.
    return (billed if abs(whole - billed) < LARGEST_ROUNDING else whole), residuals


def sold_in(workload: Workload) -> dict[str, Sold]:
    """Tokens of each model step a month, retries included, and what one costs; without steps all are one."""
    values = numbers(workload)
    often = volume(values) * (1 + repeats_per_unit(values["retry_rate"], int(values["max_retries"])))
    if not workload.steps:
        return _sold([("", attempt_tokens(values) * often, attempt_cost(values) * often)])
    named = zip(workload.steps, steps_of(values), strict=True)
    return _sold(
        (
            step.name or str(place),
            sum(call_tokens(values, names), ZERO) * often,
            step_cost(values, names) * often,
        )
        for place, (step, names) in enumerate(named, start=1)
    )


def sold_on(lines: Iterable[UsageLine]) -> dict[str, Sold]:
    """Tokens of each model on a bill, in one currency, and what one costs: of calls that have a price."""
    priced = (ModelUse(use.model, of_priced_calls(use.lines)) for use in uses_of(lines))
    return _sold((use.model, use.quantity, use.money) for use in priced)


def _sold(bought: Iterable[tuple[str, Fraction, Fraction]]) -> dict[str, Sold]:
    """What has no tokens has no price either; what is called the same is one."""
    sums: dict[str, tuple[Fraction, Fraction]] = {}
    for name, quantity, money in bought:
        held = sums.get(name, (ZERO, ZERO))
        sums[name] = held[0] + quantity, held[1] + money
    return {name: Sold(quantity, money / quantity) for name, (quantity, money) in sums.items() if quantity}
