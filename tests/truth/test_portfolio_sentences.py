"""What the portfolio says of all agents together: how they are ordered, and whom its sums leave out."""

from datetime import UTC, datetime
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from calculator.models import AgentStatus, Scenario
from calculator.scenarios.portfolio import RUNNING, Portfolio, portfolio
from runrate.accounts.models import User
from tests.calculator.pages import text
from tests.truth.conditions_pages import TRIGGERS
from tests.truth.reader import Costs
from tests.truth.readers import workloads

NEVER = {
    "units_per_month": 1000, "input_tokens": 1000, "output_tokens": 100, "input_price": 1, "output_price": 5,
    "retry_rate": "1", "max_retries": 5, "value_per_unit": 3, "acceptance_rate": "0.9",
}  # fmt: skip
"""Every attempt fails, and nine of ten are accepted: it cannot be."""
every = st.one_of(workloads(), workloads(), st.just(NEVER))
agents = st.tuples(every, st.sampled_from(list(AgentStatus)), st.booleans())


def read(of: list[tuple[dict[str, Any], str, bool]]) -> Portfolio:
    """Agents that are called by their number, so that a name leads to its inputs."""
    day = datetime(2026, 11, 24, tzinfo=UTC)
    return portfolio(
        Scenario(
            name=f"{number}",
            inputs=inputs,
            agent_status=status,
            updated_at=day,
            **(TRIGGERS if limits else {}),
        )
        for number, (inputs, status, limits) in enumerate(of)
    )


def group(costs: Costs) -> int:
    """0 with a net that is told, 1 without a value, 2 of what cannot work as entered."""
    return 2 if costs.out_of_reach else 0 if costs.given("value_per_unit") else 1


def place(costs: Costs) -> Fraction:
    return (Fraction(costs.net or 0), -Fraction(costs.total), Fraction(0))[group(costs)]


@given(st.lists(agents, min_size=1, max_size=6))
def test_the_order_that_the_page_tells_is_the_order_of_its_rows(
    of: list[tuple[dict[str, Any], str, bool]],
) -> None:
    rows = [(bool(agent.fired), Costs(of[int(agent.scenario.name)][0])) for agent in read(of).agents]

    for (first, one), (second, other) in pairwise(rows):
        assert first >= second
        if first is second:
            assert (group(one), place(one)) <= (group(other), place(other))


@given(st.lists(agents, min_size=1, max_size=6))
def test_a_sum_names_each_agent_that_it_leaves_out(of: list[tuple[dict[str, Any], str, bool]]) -> None:
    never = [
        (f"{number}", status) for number, (inputs, status, _l) in enumerate(of) if Costs(inputs).out_of_reach
    ]
    wanted = {
        "All running": [name for name, status in never if status in RUNNING],
        "All planned": [name for name, status in never if status == AgentStatus.PLANNED],
    }

    for found in read(of).sums:
        name = found.name.partition(",")[0]
        left_out = wanted.pop(name)
        assert found.left_out.split("“")[2:] == _quoted(left_out)
        assert found.left_out.endswith(f" ({len(left_out)} in all).") is bool(left_out)
        assert ("without what cannot work" in found.total_label) is bool(left_out)
    assert not any(wanted.values())


def _quoted(names: list[str]) -> list[str]:
    """What stands behind each opening quote of a list: `1”, `, `2” and `, `3” (3 in all).`."""
    last = f" ({len(names)} in all)."
    ends = [", "] * (len(names) - 2) + [" and "] * (len(names) > 1) + [last] * bool(names)
    return [f"{name}”{end}" for name, end in zip(names, ends, strict=True)]


@pytest.mark.django_db
def test_the_page_says_how_agents_are_ordered_and_who_is_left_out(alice: User, alice_client: Client) -> None:
    for name, inputs in (("Desk", {**NEVER, "retry_rate": 0}), ("Never", NEVER), ("Ever", NEVER)):
        Scenario.objects.create(owner=alice, name=name, inputs=inputs, agent_status="live")

    page = text(alice_client.get("/scenarios/portfolio/").content.decode())

    assert (
        "Agents past a retirement trigger come first. Among them, and among the others, the lowest net per "
        "month comes first; agents without a value follow, the most expensive first, then those that cannot "
        "work as entered."
    ) in page
    assert "“All running” leaves out what cannot work as entered: “Ever” and “Never” (2 in all)." in page
