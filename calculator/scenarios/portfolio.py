"""The AI Workforce P&L: every saved scenario as an agent with a cost, a target and a reason to retire it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from calculator.domain.break_even.retirement import fired
from calculator.domain.cost_lines import Estimate
from calculator.domain.formulas.bounds import UNKNOWN, least, said_with_bound
from calculator.domain.verdict import verdict
from calculator.domain.workload_input import WorkloadErrors
from calculator.models import AgentStatus, Scenario
from runrate.core.numbers import WHOLE_FROM, at_most, count, half_up, money, price, prices

RUNNING: Final = frozenset({AgentStatus.PILOT, AgentStatus.LIVE})
_CENTS: Final = 2


@dataclass(frozen=True, slots=True)
class Agent:
    """One row of the portfolio."""

    scenario: Scenario
    status: str
    total: str
    accepted: str
    target: str
    below_target: bool
    cost_per_accepted_unit: str
    margin: str
    net: str
    loses: bool
    only_its_build_loses: bool
    fired: tuple[str, ...]
    order: tuple[bool, bool, Fraction, str]
    """Those to retire first, then by what a month leaves; those without a value after them, dearest first."""


class Places(NamedTuple):
    """How many decimals the two columns of sums have, rows and sums alike."""

    total: int
    net: int

    @classmethod
    def of(cls, *groups: Sequence[Estimate]) -> "Places":
        nets = [[net for each in found if (net := _net(each)) is not None] for found in groups]
        return cls(_places([[each.total_monthly for each in found] for found in groups]), _places(nets))

    def add_up(self, *groups: Sequence[Estimate]) -> bool:
        """Whether the printed rows of each group come to its printed sum, in both columns."""
        nets = [[net for each in found if (net := _net(each)) is not None] for found in groups]
        totals = [[each.total_monthly for each in found] for found in groups]
        return _add_up(totals, self.total) and _add_up(nets, self.net)


@dataclass(frozen=True, slots=True)
class Sum:
    """What several agents come to in a month."""

    name: str
    total_label: str
    net_label: str
    total: str
    total_in_words: str
    net: str
    net_in_words: str
    of_which: str
    """Whose net it is, where some of those summed have none."""


@dataclass(frozen=True, slots=True)
class Portfolio:
    """All agents, worst first. What runs is today's cost; plans are summed apart, retired ones not at all."""

    agents: tuple[Agent, ...]
    sums: tuple[Sum, ...]
    """Of what runs today, and of what is planned where anything is."""
    firing: int
    """How many of those counted are past a retirement trigger."""
    firing_label: str
    rounded: bool
    """Whether some rows, as printed, do not add up to their sum."""
    unreadable: tuple[Scenario, ...] = ()


def portfolio(scenarios: Iterable[Scenario]) -> Portfolio:
    """Sums over one scenario of each workload: the others with its name and status are alternatives."""
    rows, unreadable = [], []
    for scenario in scenarios:
        try:
            rows.append((scenario, scenario.estimate()))
        except WorkloadErrors:
            unreadable.append(scenario)
    counted = _one_of_each_workload([scenario for scenario, _found in rows])
    costs = _column([found.attainable_cost_per_accepted_unit for _scenario, found in rows])
    margins = _column([_margin(found) for _scenario, found in rows])
    can_be = [(scenario, found) for scenario, found in rows if not found.out_of_reach]
    summed = [(scenario, found) for scenario, found in can_be if scenario.pk in counted]
    running = [found for scenario, found in summed if scenario.agent_status in RUNNING]
    planned = [found for scenario, found in summed if scenario.agent_status == AgentStatus.PLANNED]
    cannot = [each.agent_status for each, found in rows if each.pk in counted and found.out_of_reach]
    without = bool(RUNNING.intersection(cannot)), AgentStatus.PLANNED in cannot
    apart = [[found] for scenario, found in can_be if scenario.pk not in counted]
    places = Places.of(running, planned, *apart)
    agents = sorted(
        (
            _agent(scenario, found, (cost, margin), places, alternative=scenario.pk not in counted)
            for (scenario, found), cost, margin in zip(rows, costs, margins, strict=True)
        ),
        key=lambda agent: agent.order,
    )
    firing = [agent for agent in agents if agent.fired]
    standing = {scenario.pk for scenario, _found in summed}
    return Portfolio(
        agents=tuple(agents),
        sums=(
            _sum_of(running, without[0], _("All running"), _("per month, running agents"), places),
            *(
                [_sum_of(planned, without[1], _("All planned"), _("per month, planned agents"), places)]
                if planned or without[1]
                else ()
            ),
        ),
        firing=sum(1 for agent in firing if agent.scenario.pk in standing),
        firing_label=_firing_label(of_all=all(agent.scenario.pk in standing for agent in firing)),
        rounded=not places.add_up(running, planned),
        unreadable=tuple(unreadable),
    )


def _one_of_each_workload(scenarios: Iterable[Scenario]) -> set[UUID]:
    """Of those with one workload and one status the one saved last: a pilot runs beside what is live.

    One without a workload's name stands alone.
    """
    last: dict[tuple[str, str], Scenario] = {}
    for scenario in sorted(scenarios, key=lambda each: (each.updated_at, str(each.pk))):
        if scenario.agent_status != AgentStatus.RETIRED:
            name = " ".join(scenario.workload_name.split()).casefold() or str(scenario.pk)
            last[name, scenario.agent_status] = scenario
    return {scenario.pk for scenario in last.values()}


def _column(amounts: Sequence[Fraction | None]) -> list[str]:
    """Prices of one column, all with as many decimals; a dash where there is none."""
    shown = iter(prices([amount for amount in amounts if amount is not None]))
    return ["–" if amount is None else next(shown) for amount in amounts]


def _places(columns: Sequence[Sequence[Fraction]]) -> int:
    """How many decimals a column of sums has: none where its whole dollars add up, else those of cents."""
    small = any(0 < abs(amount) < WHOLE_FROM for amounts in columns for amount in amounts)
    return 0 if not small and _add_up(columns, 0) else _CENTS


def _add_up(columns: Iterable[Sequence[Fraction]], places: int) -> bool:
    """Whether the rows of each column, rounded, come to its rounded sum."""
    return all(
        sum((half_up(amount, places) for amount in amounts), Decimal(0))
        == half_up(sum(amounts, Fraction(0)), places)
        for amounts in columns
    )


def _sum_of(found: Sequence[Estimate], without: bool, name: str, total_label: str, places: Places) -> Sum:
    """`without` some that cannot work as entered, which the label says."""
    with_value = [each for each in found if _net(each) is not None]
    known = [each for each in map(_net, with_value) if each is not None]
    total = _row_sum(sum((each.total_monthly for each in found), Fraction(0)), places.total)
    net = _row_sum(sum(known, Fraction(0)), places.net) if known else "–"
    complete, whole = (all(each.complete for each in summed) for summed in (found, with_value))
    open_ended, open_net = (any(each.open_ended for each in summed) for summed in (found, with_value))
    return Sum(
        name=_without(name) if without else name,
        total_label=_total_label(total_label, without, complete=complete, open_ended=open_ended),
        net_label=_net_label(without, len(known) < len(found), complete=whole, open_ended=open_net),
        total=total,
        total_in_words=least(total, complete=complete, open_ended=open_ended),
        net=net,
        net_in_words=_net_in_words(net, complete=whole, open_ended=open_net) if known else net,
        of_which=_("of those with a value") if 0 < len(known) < len(found) else "",
    )


def _without(label: str) -> str:
    return _("%(label)s, without what cannot work as entered") % {"label": label}


def _total_label(label: str, without: bool, *, complete: bool, open_ended: bool) -> str:
    if without:
        label = _without(label)
    if open_ended:
        return _("%(label)s, as far as entered") % {"label": label}
    return label if complete else _("%(label)s, at least") % {"label": label}


def _net_label(without: bool, some_without: bool, *, complete: bool, open_ended: bool) -> str:
    """`without` some that cannot work as entered; `some_without` a value."""
    known = complete or open_ended
    label = _("net per month") if known else _("net per month, at most")
    if some_without:
        of_those = _("net per month, at most, of those with a value")
        label = _("net per month, of those with a value") if known else of_those
    if without:
        label = _without(label)
    return _("%(label)s, as far as entered") % {"label": label} if open_ended else label


def _net_in_words(net: str, *, complete: bool, open_ended: bool) -> str:
    return least(net, complete=True, open_ended=True) if open_ended else at_most(net, complete=complete)


def _firing_label(*, of_all: bool) -> str:
    """Rows that are not counted may be past a trigger too: then the figure is of the others."""
    if of_all:
        return _("past a retirement trigger")
    return _("past a retirement trigger, of those counted")


def _net(found: Estimate) -> Fraction | None:
    """What a month leaves, as far as entered; unknown where it rests on what cannot be."""
    return None if found.out_of_reach else found.net_monthly


def _margin(found: Estimate) -> Fraction | None:
    return None if found.out_of_reach else found.margin_per_unit


def fired_triggers(scenario: Scenario, found: Estimate) -> tuple[str, ...]:
    """The retirement triggers that have been passed, in words; none of what is retired already."""
    if scenario.agent_status == AgentStatus.RETIRED:
        return ()
    return tuple(fired(scenario.triggers, found, scenario.workload()))


def _status(scenario: Scenario, found: Estimate, *, alternative: bool) -> str:
    """Of an alternative, and of what cannot be as entered, too that it is not counted."""
    status = scenario.get_agent_status_display()
    if scenario.agent_status == AgentStatus.RETIRED:
        return str(status)
    if found.out_of_reach:
        why = " ".join(verdict(scenario.workload(), found))
        return _("%(status)s, cannot work as entered: not counted. %(why)s") % {"status": status, "why": why}
    return _("%(status)s, alternative: not counted") % {"status": status} if alternative else status


def _row_sum(amount: Fraction, places: int) -> str:
    """A sum in its column: nothing is $0, and what its cents would show as nothing has a price's digits."""
    if not amount:
        return money(amount, places=0)
    return money(amount, places=places) if half_up(amount, places) else price(amount)


def _accepted(accepted: Fraction, target: Decimal | None) -> str:
    """With as many decimals as keep something from being nothing, and what is below its target from it."""
    places = _CENTS if accepted >= 1 else 2 * _CENTS
    while accepted and not half_up(accepted, places):
        places += 1
    while target is not None and accepted < Fraction(target) <= Fraction(half_up(accepted, places)):
        places += 1
    return count(accepted, places=places)


def _agent(
    scenario: Scenario, found: Estimate, prices_of_unit: tuple[str, str], places: Places, *, alternative: bool
) -> Agent:
    cost, margin = prices_of_unit
    workload = scenario.workload()
    entered = found.units_per_month * Fraction(workload.value("acceptance_rate") or 0)
    accepted = None if found.out_of_reach else entered
    target = scenario.productivity_target
    net = _net(found)
    below_zero = net is not None and net < 0 and not found.open_ended
    ends_with_its_build = found.complete and (found.net_of_running or 0) >= 0
    passed = fired_triggers(scenario, found)
    return Agent(
        scenario=scenario,
        status=_status(scenario, found, alternative=alternative),
        total=UNKNOWN
        if found.out_of_reach
        else said_with_bound("total_monthly", _row_sum(found.total_monthly, places.total), found),
        accepted="–" if accepted is None else _accepted(accepted, target),
        target="–" if target is None else count(target),
        below_target=target is not None and accepted is not None and accepted < Fraction(target),
        cost_per_accepted_unit=cost
        if cost == "–"
        else said_with_bound("cost_per_accepted_unit", cost, found),
        margin=margin if margin == "–" else said_with_bound("margin_per_unit", margin, found),
        net="–" if net is None else said_with_bound("net_monthly", _row_sum(net, places.net), found),
        loses=below_zero and not ends_with_its_build,
        only_its_build_loses=below_zero and ends_with_its_build,
        fired=passed,
        order=(not passed, net is None, found.total_monthly * -1 if net is None else net, scenario.name),
    )
