"""From a model and a day to prices: dates, sellers, batch, and nothing invented."""

from fractions import Fraction

import pytest

from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import estimate
from calculator.domain.workload_input import WorkloadErrors, parse_workload
from calculator.models import Origin, PriceRow, Status
from calculator.prices.pricing import Priced, price_inputs
from tests.calculator.stored import TODAY, price_row

pytestmark = pytest.mark.django_db


def priced(**fields: object) -> Priced:
    workload = {"units_per_month": 1, "input_tokens": 1_000_000, "output_tokens": 100_000}
    return price_inputs(workload | fields, TODAY)


def steps_in(found: Priced) -> list[dict[str, object]]:
    steps = found.inputs["steps"]
    assert isinstance(steps, list)
    return steps


def cost(**fields: object) -> Estimate:
    found = priced(**fields)
    return estimate(parse_workload(found.inputs), found.notes)


def errors(**fields: object) -> dict[str, list[str]]:
    with pytest.raises(WorkloadErrors) as caught:
        priced(**fields)
    return caught.value.errors


def test_the_price_of_the_day_is_the_latest_that_had_begun(o3: list[PriceRow]) -> None:
    assert cost(model="openai/o3", priced_on="2025-06-09").total_monthly == Fraction("14.00")
    assert cost(model="openai/o3", priced_on="2025-06-10").total_monthly == Fraction("2.80")
    assert cost(model="openai/o3").total_monthly == Fraction("2.80")


def test_before_the_first_dated_row_there_is_no_price(o3: list[PriceRow]) -> None:
    assert errors(model="openai/o3", priced_on="2025-04-15") == {
        "priced_on": ["openai/o3 has no known price before 16 April 2025."]
    }


def test_a_price_without_a_known_start_is_used_and_says_so() -> None:
    price_row("openai", "gpt", 1, 2, None)

    assert [note.message[:40] for note in cost(model="openai/gpt", priced_on="2020-01-01").notes] == [
        "The first day of this price is not known",
        "This is the price of 1 January 2020, and",
    ]


def test_an_invented_suffix_is_no_model(o3: list[PriceRow]) -> None:
    assert set(errors(model="openai/o3-turbo-2027")) == {"model"}
    assert set(errors(model="o4")) == {"model"}


def test_a_name_written_otherwise_is_priced_as_the_listed_one_and_says_so(o3: list[PriceRow]) -> None:
    found = cost(model="O3")

    assert found.total_monthly == Fraction("2.80")
    assert [(note.field, note.message) for note in found.notes] == [
        ("model", "You typed O3; it is priced as openai/o3.")
    ]


def test_a_slip_is_refused_and_the_nearest_names_are_offered() -> None:
    price_row("anthropic", "claude-sonnet-4-5", 3, 15, None)

    said = (
        "No price is known for the model claude-sonet-4-5. Choose one of the list, or type its prices. "
        "Did you mean anthropic/claude-sonnet-4-5?"
    )
    assert errors(model="claude-sonet-4-5") == {"model": [said]}


def test_cached_tokens_keep_their_price_in_a_batch_where_the_vendor_gives_no_discount_on_them() -> None:
    price_row(
        "openai", "gpt-4o", 2.5, 10, "2024-08-06",
        cache_read_price=1.25, batch_input_price=1.25, batch_output_price=5, batch_cache_factor=1,
    )  # fmt: skip

    found = cost(
        model="openai/gpt-4o", input_tokens=100_000, output_tokens=1000, batch_share=1, cache_read_share="0.9"
    )

    assert found.token_cost_per_unit == Fraction("0.13")


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ({"batch_factor": "0.5"}, "0.13"),
        ({"batch_factor": "0.4"}, "0.1265"),
        ({"batch_cache_factor": "0.5"}, "0.07375"),
        ({"batch_factor": "0.4", "batch_cache_factor": "0.5"}, "0.07025"),
    ],
)
def test_a_typed_batch_factor_replaces_that_one_and_the_model_keeps_its_other(
    typed: dict[str, str], right: str
) -> None:
    price_row(
        "openai", "gpt-4o", 2.5, 10, "2024-08-06",
        cache_read_price=1.25, batch_input_price=1.25, batch_output_price=5, batch_cache_factor=1,
    )  # fmt: skip
    call = {
        "model": "openai/gpt-4o",
        "output_tokens": 1000,
        "batch_share": 1,
        "cache_read_share": "0.9",
        **typed,
    }
    none = {"input_tokens": None, "output_tokens": None}

    flat = cost(**call, input_tokens=100_000)
    step = cost(**none, steps=[{**call, "calls": 1, "input_tokens": 100_000}])

    assert (flat.token_cost_per_unit, step.token_cost_per_unit) == (Fraction(right), Fraction(right))


def test_cached_tokens_of_a_long_call_cost_the_long_context_cache_price() -> None:
    price_row(
        "google", "gemini-2.5-pro", 1.25, 10, "2025-06-17",
        cache_read_price=0.125, long_context_threshold=200_000, long_context_input_price=2.5,
        long_context_output_price=15, long_context_cache_read_price=0.25,
    )  # fmt: skip
    call = {"model": "google/gemini-2.5-pro", "output_tokens": 1000, "cache_read_share": "0.8"}

    assert cost(**call, input_tokens=300_000).token_cost_per_unit == Fraction("0.225")
    assert cost(**call, input_tokens=200_000).token_cost_per_unit == Fraction("0.08")


def test_a_bare_name_means_the_makers_own_offer_and_says_so(o3: list[PriceRow]) -> None:
    price_row("azure", "o3", 99, 99, None)

    found = cost(model="o3")

    assert found.total_monthly == Fraction("2.80")
    assert [note.field for note in found.notes] == ["model"]


def test_a_bare_name_that_only_resellers_offer_must_be_made_clear() -> None:
    price_row("azure", "llama", 1, 1, None)
    price_row("groq", "llama", 2, 2, None)

    assert "azure/llama, groq/llama" in errors(model="llama")["model"][0]


def test_a_staff_row_wins_over_a_bundled_one(o3: list[PriceRow]) -> None:
    price_row("openai", "o3", 1, 4, "2025-01-01", origin=Origin.STAFF)

    assert cost(model="openai/o3").total_monthly == Fraction("1.40")


def test_a_closed_row_prices_nothing(o3: list[PriceRow]) -> None:
    PriceRow.objects.filter(effective_from="2025-06-10").update(status=Status.CLOSED)

    assert cost(model="openai/o3").total_monthly == 14


def test_a_typed_price_replaces_that_one_price_of_the_model_and_says_so(o3: list[PriceRow]) -> None:
    """N22."""
    found = priced(model="openai/o3", output_price=5)

    assert (found.inputs["input_price"], found.inputs["output_price"]) == ("2", 5)
    assert "output_price" not in found.filled
    assert [(note.field, note.message) for note in found.notes if note.field == "output_price"] == [
        ("output_price", "List $8.00, yours $5.00 per million tokens.")
    ]


def test_each_step_is_priced_by_its_own_model_and_refused_under_its_own_name(o3: list[PriceRow]) -> None:
    price_row("openai", "mini", 1, 4, "2025-06-10")
    each = {"input_tokens": 10, "output_tokens": 10}
    steps = [each | {"model": "openai/o3"}, each | {"model": "mini", "output_price": "3"}]

    found = price_inputs({"steps": steps, "units_per_month": 1}, TODAY)

    first, second = steps_in(found)
    assert (first["input_price"], second["input_price"], second["output_price"]) == ("2", "1", "3")
    assert [(copied.prefix, copied.row.model) for copied in found.copies] == [
        ("steps.1.", "o3"),
        ("steps.2.", "mini"),
    ]
    with pytest.raises(WorkloadErrors) as refused:
        price_inputs({"steps": [steps[0], each | {"model": "nobody/knows"}]}, TODAY)
    assert list(refused.value.errors) == ["steps.2.model"]


@pytest.mark.parametrize("model", ["openai/o3", "no-such-model"])
def test_a_model_beside_steps_is_refused_once_and_by_its_own_name(o3: list[PriceRow], model: str) -> None:
    step = {"model": "openai/o3", "input_tokens": 1, "output_tokens": 1}
    said = "Enter this in the model steps: where there are steps, each has its own."

    assert errors(model=model, steps=[step]) == {"model": [said]}
    assert errors(priced_on="2026-11-01", steps=[step]) == {"priced_on": [said]}
    assert set(priced(steps=[step], batch_share=1).filled) == {
        f"steps.1.{name}" for name in ("batch_factor", "input_price", "output_price")
    }
    with pytest.raises(WorkloadErrors) as none:
        parse_workload(price_inputs({"units_per_month": 1, "model": model, "steps": []}, TODAY).inputs)
    assert none.value.errors == {"steps": ["Enter at least one model step, or leave the steps out."]}


@pytest.mark.parametrize("day", ["yesterday", "2025-02-30", 20250609, ""])
def test_a_date_that_is_none_is_refused(o3: list[PriceRow], day: object) -> None:
    assert set(errors(model="openai/o3", priced_on=day)) == {"priced_on"}


def test_a_long_call_is_priced_whole_at_the_higher_price_and_one_at_the_threshold_is_not() -> None:
    price_row(
        "google",
        "long",
        3,
        15,
        None,
        long_context_threshold=200_000,
        long_context_input_price=6,
        long_context_output_price=22.5,
    )
    call = {"model": "google/long", "output_tokens": 0}

    assert cost(**call, input_tokens=200_001).total_monthly == Fraction(200_001 * 6, 10**6)
    assert cost(**call, input_tokens=200_000).total_monthly == Fraction(200_000 * 3, 10**6)


def test_a_model_without_batch_prices_saves_nothing_by_batch_and_says_so(o3: list[PriceRow]) -> None:
    """N20."""
    found = cost(model="openai/o3", batch_share=1)

    assert found.total_monthly == Fraction("2.80")
    assert [note.field for note in found.notes] == ["batch_factor"]


def test_batch_prices_give_the_factor_and_the_dearer_one_where_they_differ() -> None:
    price_row("openai", "even", 2, 8, None, batch_input_price=1, batch_output_price=4)
    price_row("openai", "odd", 2, 8, None, batch_input_price=1, batch_output_price=6)

    assert priced(model="openai/even", batch_share="0.5").inputs["batch_factor"] == "0.5"
    assert priced(model="openai/odd", batch_share="0.5").inputs["batch_factor"] == "0.75"
    fields = [note.field for note in priced(model="openai/odd", batch_share="0.5").notes]
    assert fields == ["priced_on", "batch_factor"]


def test_a_batch_price_that_the_list_learnt_later_holds_before_that_day_too_and_says_so() -> None:
    """N20."""
    price_row(
        "openai", "gpt-5", 1.25, 10, None,
        batch_input_price=0.625, batch_output_price=5, batch_listed_from="2026-10-14",
    )  # fmt: skip
    call = {"model": "openai/gpt-5", "input_tokens": 100_000, "output_tokens": 1000, "batch_share": 1}

    before, after = cost(**call, priced_on="2026-09-01"), cost(**call, priced_on="2026-10-14")

    said = "The price list names the batch prices from 14 October 2026 on; they are taken for before, too."
    assert [found.total_monthly for found in (before, after)] == [Fraction("0.0675")] * 2
    assert said in [note.message for note in before.notes]
    assert said not in [note.message for note in after.notes]


def test_a_price_that_a_workload_has_an_input_for_is_filled_in_and_no_other() -> None:
    fees = dict.fromkeys(("call_fee", "search_price", "cache_write_1h_price"), 2)
    price_row("perplexity", "sonar", 1, 2, "2026-01-01", **fees)

    found = priced(model="perplexity/sonar")

    assert found.filled >= set(fees)
    parse_workload(found.inputs)


def test_typed_prices_pass_through() -> None:
    assert priced(input_price=3).inputs["input_price"] == 3
