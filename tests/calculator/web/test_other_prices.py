"""The same work at other prices: what changes, what has to be said of it, what cannot be set against what."""

from fractions import Fraction

import pytest

from calculator.domain.costs import estimate
from calculator.domain.workload_input import parse_workload
from calculator.prices.pricing import price_inputs
from calculator.web.other_prices import Swap, repriced, swap
from tests.calculator.domain.formulas.test_bounds import HALF, WHOLE
from tests.calculator.stored import price_row

pytestmark = pytest.mark.django_db
WORK = parse_workload(WHOLE)
TODAY = estimate(WORK)
STEP = {name: WHOLE[name] for name in ("input_tokens", "output_tokens", "input_price", "output_price")}


def said_of(model: str, **fields: object) -> list[str]:
    workload = parse_workload(WHOLE | fields)
    return [remark.sentence for remark in swap(workload, estimate(workload), model).remarks]


def test_without_a_model_or_a_change_nothing_is_set_against_todays_cost() -> None:
    assert swap(WORK, TODAY, "") == Swap()
    assert repriced(WORK, TODAY, Fraction(0)) == ()


def test_another_model_is_set_against_the_one_in_use_line_by_line() -> None:
    price_row("openai", "o9", 1, 5, "2025-06-10")

    found = swap(WORK, TODAY, "openai/o9")

    assert found.rows == (
        ("Tokens", "$180.00", "$60.00", "−$120.00"),
        ("Total per month", "$180.00", "$60.00", "−$120.00"),
    )
    assert (found.remarks, found.error) == ((), "")


@pytest.mark.parametrize("stepped", [False, True])
def test_fees_of_calls_and_searches_stay_where_the_other_model_lists_none(*, stepped: bool) -> None:
    """The tokens alone change; a fee of its own takes the place of ours."""
    price_row("openai", "o9", 1, 5, "2025-06-10")
    price_row("openai", "o9-fees", 1, 5, "2025-06-10", call_fee=2, search_price=3)
    fees = {"call_fee": 10, "search_price": 20}
    billed = {"steps": [STEP | fees | {"searches": 2}]} if stepped else fees | {"searches_per_unit": 2}
    flat = {name: value for name, value in WHOLE.items() if not stepped or name not in STEP}
    workload = parse_workload(flat | billed)
    before = estimate(workload)

    found, own = (swap(workload, before, f"openai/{name}") for name in ("o9", "o9-fees"))

    assert (found.error, own.error) == ("", "")
    [tokens, _total], [with_fees, _of_all] = found.rows, own.rows
    assert (tokens[1], tokens[2], with_fees[2]) == ("$380.00", "$260.00", "$92.00")


def test_a_model_that_is_not_paid_by_text_alone_is_called_too_low_and_set_against_nothing() -> None:
    price_row("google", "painter", 1, 5, "2025-06-10", text=False)

    found = swap(WORK, TODAY, "google/painter")

    least = "at least $60.00"
    assert [row[2:] for row in found.rows] == [(least, "not comparable"), (least, "not comparable")]
    assert [remark.sentence for remark in found.remarks] == [
        "Model: This model is not billed by text tokens alone: its estimate is too low."
    ]


@pytest.mark.parametrize(
    ("row", "typed", "said"),
    [
        (
            {"context_window": 4000},
            "openai/o9",
            "Input tokens per unit: A call of 5,000 tokens does not fit",
        ),
        ({"note": "Priced by the hour."}, "openai/o9", "Model: Priced by the hour."),
        ({"deprecated": True}, "openai/o9", "Model: Its vendor has marked this model as deprecated."),
        ({}, "O9", "Model: You typed O9; it is priced as openai/o9."),
    ],
)
def test_what_an_estimate_would_say_of_the_other_model_is_said(
    row: dict[str, object], typed: str, said: str
) -> None:
    price_row("openai", "o9", 1, 5, "2025-06-10", **row)

    [remark] = said_of(typed)

    assert remark.startswith(said)


def test_what_is_said_of_the_work_itself_is_not_said_again_and_of_the_model_in_use_not_of_the_other() -> None:
    price_row("openai", "o9", 1, 5, "2025-06-10", cache_read_price=0.1)
    price_row("openai", "old", 3, 15, "2025-06-10", cache_read_price=0.1, deprecated=True)

    assert said_of("openai/o9", review_rate="0.5", calls_per_unit=2) == []
    priced = price_inputs({**WHOLE, "input_price": None, "output_price": None, "model": "openai/old"})
    work = parse_workload(priced.inputs)
    assert swap(work, estimate(work, priced.notes), "openai/o9").remarks == ()
    assert [each.sentence for each in swap(work, estimate(work, priced.notes), "openai/old").remarks] == [
        "Model: Its vendor has marked this model as deprecated."
    ]


def test_half_an_estimate_is_at_least_so_much_on_both_sides_and_their_difference_is_exact() -> None:
    workload = parse_workload(HALF)

    [*_lines, total] = repriced(workload, estimate(workload), Fraction(1, 10))

    assert total == ("Total per month", "at least $180.00", "at least $198.00", "+$18.00")


def test_an_unknown_model_is_refused_with_its_reason() -> None:
    assert swap(WORK, TODAY, "nobody/knows").error.startswith("No price is known for the model nobody/knows.")


def test_a_model_that_cannot_do_a_call_saves_nothing() -> None:
    price_row("openai", "o9", 1, 5, "2025-06-10", context_window=4999)
    price_row("openai", "o9-long", 1, 5, "2025-06-10", context_window=5000)
    assert WHOLE["input_tokens"] == 5000

    small, large = (swap(WORK, TODAY, f"openai/{name}") for name in ("o9", "o9-long"))

    assert (small.rows, small.error) == (
        (),
        "A call of 5,000 tokens does not fit this model: it takes 4,999 at most.",
    )
    assert (bool(large.rows), large.error) == (True, "")


def test_nothing_is_saved_on_what_cannot_work_as_entered() -> None:
    price_row("openai", "o9", 1, 5, "2025-06-10")
    never = parse_workload(WHOLE | {"retry_rate": "0.9", "max_retries": 1, "acceptance_rate": 1})

    found = swap(never, estimate(never), "openai/o9")

    assert {row[3] for row in found.rows} == {"not comparable"}
