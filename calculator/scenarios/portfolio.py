"""The AI Workforce P&L: every saved scenario as an agent with a cost, a target and a reason to retire it."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from calculator.domain.cost_lines import Estimate
from calculator.domain.workload_input import WorkloadErrors
from calculator.models import AgentStatus, Scenario
from runrate.core.numbers import at_least, at_most, count, money, percent, price


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
    fired: tuple[str, ...]
    order: tuple[bool, Fraction, str]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """All agents, worst first, and what they come to; retired ones are listed but not counted."""

    agents: tuple[Agent, ...]
    total: str
    total_in_words: str
    net: str
    net_known_of_all: bool
    incomplete: bool
    firing: int
    unreadable: tuple[Scenario, ...] = ()


def portfolio(scenarios: Iterable[Scenario]) -> Portfolio:
    rows, unreadable = [], []
    for scenario in scenarios:
        try:
            rows.append((scenario, scenario.estimate()))
        except WorkloadErrors:
            unreadable.append(scenario)
    counted = [(s, e) for s, e in rows if s.agent_status != AgentStatus.RETIRED]
    nets = [e.net_monthly for _s, e in counted]
    agents = sorted((_agent(scenario, found) for scenario, found in rows), key=lambda agent: agent.order)
    known = [net for net in nets if net is not None]
    net = money(sum(known, Fraction(0)), places=0) if known else "–"
    total = money(sum((e.total_monthly for _s, e in counted), Fraction(0)), places=0)
    incomplete = any(not e.complete for _s, e in counted)
    return Portfolio(
        agents=tuple(agents),
        total=total,
        total_in_words=at_least(total, complete=not incomplete),
        net=net,
        net_known_of_all=len(known) == len(nets),
        incomplete=incomplete,
        firing=sum(1 for agent in agents if agent.fired),
        unreadable=tuple(unreadable),
    )


def fired_triggers(scenario: Scenario, found: Estimate) -> tuple[str, ...]:
    """The retirement triggers that have been passed, in words."""
    fired = []
    cost, margin = found.cost_per_accepted_unit, found.margin_per_unit
    limit = scenario.retire_cost_above
    if limit is not None and cost is not None and cost > Fraction(limit):
        fired.append(_("an accepted unit costs %(cost)s, above %(limit)s") % _words(cost=cost, limit=limit))
    limit = scenario.retire_margin_below
    if limit is not None and margin is not None and margin < Fraction(limit):
        fired.append(_("a unit leaves %(margin)s, below %(limit)s") % _words(margin=margin, limit=limit))
    limit, rate = scenario.retire_review_above, Fraction(scenario.workload().review_rate or 0)
    if limit is not None and rate > Fraction(limit):
        fired.append(
            _("people review %(rate)s, above %(limit)s") % {"rate": percent(rate), "limit": percent(limit)}
        )
    return tuple(fired)


def _words(**amounts: object) -> dict[str, str]:
    return {name: price(Fraction(str(amount))) for name, amount in amounts.items()}


def _agent(scenario: Scenario, found: Estimate) -> Agent:
    workload = scenario.workload()
    accepted = found.units_per_month * Fraction(workload.value("acceptance_rate") or 0)
    target = scenario.productivity_target
    net = found.net_monthly
    fired, complete = fired_triggers(scenario, found), found.complete
    return Agent(
        scenario=scenario,
        status=scenario.get_agent_status_display(),
        total=at_least(money(found.total_monthly, places=0), complete=complete),
        accepted=count(accepted, places=0),
        target="–" if target is None else count(target, places=0),
        below_target=target is not None and accepted < Fraction(target),
        cost_per_accepted_unit="–"
        if found.cost_per_accepted_unit is None
        else at_least(price(found.cost_per_accepted_unit), complete=complete),
        margin="–"
        if found.margin_per_unit is None
        else at_most(price(found.margin_per_unit), complete=complete),
        net="–" if net is None else at_most(money(net, places=0), complete=complete),
        loses=net is not None and net < 0,
        fired=fired,
        order=(not fired, found.total_monthly * -1 if net is None else net, scenario.name),
    )
