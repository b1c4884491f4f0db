"""Measured inputs in place of entered ones."""

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

from calculator.domain.workload_input import parse_workload
from calculator.models import UsageUpload
from calculator.uploads.bills import Bill, bills_of, unknown_models
from calculator.uploads.choosing import Chosen, derived, measured_ranges
from calculator.uploads.taking import (
    MODEL_USE,
    Taken,
    compared,
    names_to_take,
    take,
    with_all_left_out,
    workload_of,
)
from calculator.usage.analysis.bill import usage_money
from calculator.usage.analysis.variance import ai_usage
from runrate.accounts.models import User
from tests.calculator.stored import price_row
from tests.calculator.uploads.conftest import SAMPLES, Give

ENTERED = {
    "unit_name": "ticket",
    "units_per_day": "100",
    "days_per_month": "20",
    "input_tokens": "4000",
    "output_tokens": "600",
    "input_price": "3",
    "output_price": "15",
    "price_factor": "0.9",
    "review_rate": "0.1",
    "review_minutes": "3",
    "reviewer_hourly_cost": "30",
}


def bill(upload: UsageUpload, user: User) -> Bill:
    [found] = bills_of(upload, user=user)
    return found


def chosen_of(found: Bill, units: str = "10000", **more: Any) -> Chosen:
    return Chosen(source=found.source, month="2026-10", units=units, **more)


def taken(upload: UsageUpload, found: Bill, chosen: Chosen, base: dict[str, Any], *names: str) -> Taken:
    what = derived(found, chosen)
    wanted = names or names_to_take(what, base)
    return take(what, base, wanted, upload=upload, bill=found, chosen=chosen)


def test_all_inputs_of_a_bill_make_a_workload_that_costs_what_was_billed(alice: User, give: Give) -> None:
    upload = give("focus-1.0-aws-bedrock.csv")
    found = bill(upload, alice)
    what = derived(found, chosen_of(found))

    estimated = compared(what)

    assert estimated is not None
    assert abs(estimated - usage_money(what.parts)) < 1e-18
    assert workload_of(taken(upload, found, chosen_of(found), {})).as_json()["units_per_month"] == "10000"


def test_an_examples_shares_that_end_with_its_model_calls_are_named(alice: User, give: Give) -> None:
    upload = give("aws-cur2-bedrock.csv")
    found = bill(upload, alice)
    shares = {
        "routed_share": "0.3",
        "routed_input_price": "1",
        "routed_output_price": "5",
        "calls_per_unit": "3",
    }
    origins = {**dict.fromkeys(shares, "preset:support"), "calls_per_unit": "entered"}
    got = taken(upload, found, chosen_of(found), ENTERED | shares, MODEL_USE)

    named = with_all_left_out(got, ENTERED | shares, origins)

    assert (got.left_out, len(got.inputs["steps"])) == ((), 2)
    assert named.left_out == ("routed_share", "routed_input_price", "routed_output_price")


def test_a_measured_input_has_its_origin_and_the_others_stay(alice: User, give: Give) -> None:
    upload = give("focus-1.0-aws-bedrock.csv")
    found = bill(upload, alice)

    got = taken(upload, found, chosen_of(found), ENTERED, "output_tokens")

    # Tokens hold the retries, so that they are taken together.
    assert got.measured == {
        "output_tokens": "measured:focus:2026-10.5",
        "input_tokens": "measured:focus:2026-10.5",
        "retry_rate": "inside:focus:2026-10.5",
    }
    assert got.inputs == ENTERED | {"output_tokens": "1200", "input_tokens": "11900", "retry_rate": "0"}


def test_measured_units_of_a_month_take_the_place_of_units_a_day(alice: User, give: Give) -> None:
    upload = give("focus-1.0-aws-bedrock.csv")
    found = bill(upload, alice)

    got = taken(upload, found, chosen_of(found), ENTERED, "units_per_month")

    assert "units_per_day" not in got.inputs
    assert got.inputs["units_per_month"] == "10000"
    # They were typed when the bill was looked at: the bill knows none.
    assert got.measured == {}


def test_a_measured_price_holds_the_share_of_a_contract_already(alice: User, give: Give) -> None:
    upload = give("focus-1.0-aws-bedrock.csv")
    found = bill(upload, alice)

    got = taken(upload, found, chosen_of(found), ENTERED, "input_price")

    assert "price_factor" not in got.inputs


def test_several_models_are_taken_together_as_steps(alice: User, give: Give) -> None:
    upload = give("aws-cur2-bedrock.csv")
    found = bill(upload, alice)
    what = derived(found, chosen_of(found))

    assert names_to_take(what, ENTERED)[:2] == ["units_per_month", MODEL_USE]
    got = taken(upload, found, chosen_of(found), ENTERED)

    workload = parse_workload(got.priced().inputs)
    assert [step.name for step in workload.steps] == [step["name"] for step in what.steps]
    assert got.measured["steps.2.input_tokens"] == "measured:aws-cur2:2026-10.5"
    assert workload.review_minutes == 3


def test_a_model_without_money_is_priced_by_the_list(alice: User, give: Give) -> None:
    price_row("openai", "gpt-4.1-2025-04-14", 2, 8, "2025-04-14")
    upload = give("openai-dashboard-usage.csv")
    found = bill(upload, alice)

    workload = workload_of(taken(upload, found, chosen_of(found, "5"), {"unit_name": "ticket"}))

    assert (workload.input_price, workload.output_price, workload.input_tokens) == (2, 8, 2000)


def test_usage_and_cost_of_two_uploads_are_one_bill(alice: User, give: Give) -> None:
    give("openai-dashboard-cost.csv")
    upload = give("openai-dashboard-usage.csv")
    found = bill(upload, alice)

    assert [each.file_name for each in found.partners] == ["openai-dashboard-cost.csv"]
    what = derived(found, chosen_of(found, "5"))
    assert usage_money(what.parts) == sum(line.billed or 0 for line in found.cost_lines)


def test_the_cost_of_somebody_else_is_never_put_beside_it(alice: User, bob: User, give: Give) -> None:
    give("openai-dashboard-cost.csv", user=bob)

    assert bill(give("openai-dashboard-usage.csv"), alice).partners == ()


def days_of_usage() -> str:
    """Ten days of ten calls, each with more input than the one before."""
    lines = ["start_time,end_time,start_time_iso,end_time_iso,model,num_model_requests,input_tokens"]
    lines[0] += ",output_tokens,input_cached_tokens"
    for day in range(1, 11):
        at = datetime(2026, 10, day, tzinfo=UTC)
        moment, seconds = f"{at:%Y-%m-%dT%H:%M:%SZ}", int(at.timestamp())
        cells = (seconds, seconds + 60, moment, moment, "gpt-4.1", 10, 20000 + 1000 * day, 3000, 500 * day)
        lines.append(",".join(map(str, cells)))
    return "\n".join(lines) + "\n"


def test_days_become_ranges_around_the_measured_value(alice: User, give: Give) -> None:
    upload = give("days.csv", days_of_usage())
    found = bill(upload, alice)
    chosen = chosen_of(found, "100")

    got = taken(upload, found, chosen, ENTERED)

    assert set(measured_ranges(found, chosen, derived(found, chosen))) == {
        "input_tokens",
        "output_tokens",
        "cache_read_share",
    }
    value = got.inputs["input_tokens"]
    assert f"input_tokens:2190:{value}:2910" in got.exploration["measured_ranges"].split(",")
    assert got.inputs["input_tokens"] == "2550"


def test_days_that_are_all_alike_make_no_range(alice: User, give: Give) -> None:
    upload = give("days.csv", days_of_usage())
    found = bill(upload, alice)

    explored = taken(upload, found, chosen_of(found, "100"), ENTERED).exploration

    assert "output_tokens:300" in explored["measured_ranges"].split(",")
    assert taken(upload, found, chosen_of(found, "100"), ENTERED, "units_per_month").exploration == {}


@pytest.mark.parametrize("name", ["input_tokens", "output_tokens"])
def test_measured_tokens_take_the_retry_rate_along_because_they_hold_the_retries(
    alice: User, give: Give, name: str
) -> None:
    upload = give("focus-1.0-aws-bedrock.csv")
    found = bill(upload, alice)
    rated = ENTERED | {"retry_rate": "0.05"}

    with_tokens = taken(upload, found, chosen_of(found), rated, name)
    without = taken(upload, found, chosen_of(found), rated, "units_per_month")

    assert (with_tokens.inputs["retry_rate"], with_tokens.retries_along) == ("0", True)
    assert (without.inputs["retry_rate"], without.retries_along) == ("0.05", False)
    assert not taken(upload, found, chosen_of(found), ENTERED, name).retries_along


def test_prices_are_from_the_file_that_has_the_money(alice: User, give: Give) -> None:
    give("openai-dashboard-cost.csv")
    upload = give("openai-dashboard-usage.csv")
    found = bill(upload, alice)

    measured = taken(upload, found, chosen_of(found, "5"), {}).measured

    assert measured["input_price"] == "measured:openai-dashboard-cost:2026-10.1"
    assert measured["input_tokens"] == "measured:openai-dashboard-usage:2026-10.1"


def test_searches_that_the_cost_alone_counts_are_from_there_and_are_no_model(alice: User, give: Give) -> None:
    cost = (SAMPLES / "openai-dashboard-cost.csv").read_text().strip()
    day = "1790812800,1790899200,2026-10-01T00:00:00+00:00,2026-10-02T00:00:00+00:00"
    row = f'{day},12.5,usd,1250,calls,"web search tool calls",,key_syn1,proj_syn,org-syn,Synthetic,,,'
    give("openai-dashboard-cost.csv", f"{cost}\n{row}\n")
    upload = give("openai-dashboard-usage.csv")
    found = bill(upload, alice)

    said = taken(upload, found, chosen_of(found, "5"), {})

    assert said.inputs["searches_per_unit"] == "250"
    assert said.measured["searches_per_unit"] == "measured:openai-dashboard-cost:2026-10.1"
    assert "web search tool calls" not in [name for name, _near in unknown_models(found)]


def test_what_is_taken_has_every_digit_so_that_it_costs_what_was_billed(alice: User, give: Give) -> None:
    upload = give("focus-1.0-aws-bedrock.csv")
    found = bill(upload, alice)

    workload = workload_of(taken(upload, found, chosen_of(found, "7"), {"unit_name": "ticket"}))

    assert abs(ai_usage(workload) - Fraction("102.8")) < Fraction(1, 10**24)


@pytest.mark.parametrize(
    ("origin", "left_out"),
    [
        ("preset:support-desk", ("cache_write_share", "routed_share")),
        ("sample:openai-usage:2026-10", ("cache_write_share", "routed_share")),
        ("inside:openai-usage:2026-10:sample", ("cache_write_share", "routed_share")),
        ("entered", ()),
        ("measured:openai-usage:2026-09", ()),
    ],
)
def test_what_an_example_said_of_its_tokens_goes_with_them(
    alice: User, give: Give, origin: str, left_out: tuple[str, ...]
) -> None:
    upload = give("openai-dashboard-usage.csv")
    found = bill(upload, alice)
    chosen = chosen_of(found, "5")
    base = ENTERED | {"cache_write_share": "0.1", "routed_share": "0.2", "review_rate": "0.2"}
    what, origins = derived(found, chosen), dict.fromkeys(base, origin)

    def of(*names: str) -> Taken:
        return take(what, base, names, upload=upload, bill=found, chosen=chosen, origins=origins)

    taken_all, one = of("input_tokens"), of("units_per_month")

    assert (taken_all.left_out, one.left_out) == (left_out, ())
    assert ("cache_write_share" in taken_all.inputs, taken_all.inputs["review_rate"]) == (not left_out, "0.2")


@pytest.mark.parametrize("origin", ["preset:support-desk", "sample:openai-usage:2026-10"])
def test_what_the_file_tells_stays_as_it_was_until_it_is_taken(alice: User, give: Give, origin: str) -> None:
    upload = give("openai-dashboard-usage.csv")
    found = bill(upload, alice)
    chosen = chosen_of(found, "5")
    base = ENTERED | {"cache_read_share": "0.4", "calls_per_unit": "3"}
    what, origins = derived(found, chosen), dict.fromkeys(base, origin)

    got = take(what, base, ["input_tokens"], upload=upload, bill=found, chosen=chosen, origins=origins)

    assert (got.left_out, got.inputs["cache_read_share"], got.inputs["calls_per_unit"]) == ((), "0.4", "3")


def test_what_was_measured_of_the_sample_stays_when_more_of_the_sample_is_taken(
    alice: User, give: Give
) -> None:
    upload = give("openai-dashboard-usage.csv")
    upload.is_sample = True
    found = bill(upload, alice)
    chosen = chosen_of(found, "5")
    base = ENTERED | {"cache_write_share": "0.1", "routed_share": "0.2"}
    origins = {"cache_write_share": "sample:openai-usage:2026-10", "routed_share": "preset:support-desk"}
    what = derived(found, chosen)

    got = take(what, base, ["input_tokens"], upload=upload, bill=found, chosen=chosen, origins=origins)

    assert (got.left_out, got.inputs["cache_write_share"]) == (("routed_share",), "0.1")
