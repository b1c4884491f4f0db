"""The AI Workforce P&L: every saved scenario as an agent with a cost, a target and a reason to retire it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from calculator.domain.break_even.retirement import fired
from calculator.domain.cost_lines import Estimate
from calculator.domain.formulas.bounds import UNKNOWN, said_with_bound
from calculator.domain.verdict import verdict
from calculator.domain.workload_input import WorkloadErrors
from calculator.models import AgentStatus, Scenario, names_apart
from calculator.scenarios.portfolio_sums import CENTS, Places, Sum, net_of, row_sum, sum_of
from runrate.core.numbers import count, half_up, prices

RUNNING: Final = frozenset({AgentStatus.PILOT, AgentStatus.LIVE})


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
    order: tuple[bool, int, Fraction, str]
    """Those to retire first; in both groups by what a month leaves, then those without a value, dearest
    first, then those that cannot work as entered."""


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
    left = (each for each, found in rows if each.pk in counted and found.out_of_reach)
    cannot = sorted(left, key=lambda scenario: scenario.name)
    names = list(zip(cannot, names_apart(cannot), strict=True))
    never = [name for each, name in names if each.agent_status in RUNNING]
    no_plan = [name for each, name in names if each.agent_status == AgentStatus.PLANNED]
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
            sum_of(running, never, _("All running"), _("per month, running agents"), places),
            *(
                [sum_of(planned, no_plan, _("All planned"), _("per month, planned agents"), places)]
                if planned or no_plan
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


def _firing_label(*, of_all: bool) -> str:
    """Rows that are not counted may be past a trigger too: then the figure is of the others."""
    if of_all:
        return _("past a retirement trigger")
    return _("past a retirement trigger, of those counted")


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


def _accepted(accepted: Fraction, target: Decimal | None) -> str:
    """With as many decimals as keep something from being nothing, and what is below its target from it."""
    places = CENTS if accepted >= 1 else 2 * CENTS
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
    net = net_of(found)
    below_zero = net is not None and net < 0 and not found.open_ended
    ends_with_its_build = found.complete and (found.net_of_running or 0) >= 0
    passed = fired_triggers(scenario, found)
    return Agent(
        scenario=scenario,
        status=_status(scenario, found, alternative=alternative),
        total=UNKNOWN
        if found.out_of_reach
        else said_with_bound("total_monthly", row_sum(found.total_monthly, places.total), found),
        accepted="–" if accepted is None else _accepted(accepted, target),
        target="–" if target is None else count(target),
        below_target=target is not None and accepted is not None and accepted < Fraction(target),
        cost_per_accepted_unit=cost
        if cost == "–"
        else said_with_bound("cost_per_accepted_unit", cost, found),
        margin=margin if margin == "–" else said_with_bound("margin_per_unit", margin, found),
        net="–" if net is None else said_with_bound("net_monthly", row_sum(net, places.net), found),
        loses=below_zero and not ends_with_its_build,
        only_its_build_loses=below_zero and ends_with_its_build,
        fired=passed,
        order=(not passed, *_place(found, net), scenario.name),
    )


def _place(found: Estimate, net: Fraction | None) -> tuple[int, Fraction]:
    """What cannot work as entered has no figure to stand by: its name says where."""
    if found.out_of_reach:
        return 2, Fraction(0)
    return (1, -found.total_monthly) if net is None else (0, net)
