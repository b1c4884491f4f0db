"""How far an estimate may be off when all guesses are drawn at once."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from random import Random
from time import process_time
from typing import Any

import pytest

from calculator.domain.costs import amounts, estimate, numbers
from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.ranges import ranged
from calculator.domain.what_if.sensitivity import total_of
from calculator.domain.what_if.uncertainty import Guess, assumed_ranges
from calculator.domain.workload_input import parse_workload

DESK = BY_KEY["support-desk"].workload
SMALL = BY_KEY["article-small"].workload


def guess(name: str, low: str, high: str) -> Guess:
    return Guess(name, Fraction(low), numbers(DESK)[name], Fraction(high))


def test_the_same_seed_gives_the_same_percentiles_and_another_seed_others() -> None:
    guesses = [guess("units_per_month", "9000", "30000"), guess("review_rate", "0.02", "0.2")]

    first, again, other = (ranged(DESK, guesses, seed=seed, draws=400) for seed in (7, 7, 8))

    assert first == again
    assert first.total != other.total
    assert first.total.p10 < first.total.p50 < first.total.p90


@pytest.mark.parametrize("seed", [1, 7])
def test_each_draw_is_the_triangle_of_the_standard_library_to_the_last_bit(seed: int) -> None:
    """Guesses with room on both sides, on one side, and none at all."""
    price, tokens = numbers(DESK)["input_price"], numbers(DESK)["output_tokens"]
    guesses = [
        guess("units_per_month", "9000", "30000"),
        Guess("input_price", price, price, price),
        Guess("output_tokens", tokens, tokens, 2 * tokens),
        guess("cache_read_share", "0.4", "1"),
        guess("review_rate", "0.05", "0.5"),
    ]
    random, values = Random(seed), {name: float(value) for name, value in numbers(DESK).items()}
    totals = []
    for _ in range(9):
        for each in guesses:
            values[each.field] = random.triangular(float(each.low), float(each.high), float(each.base))
        values["units_per_month"] = float(floor(values["units_per_month"] + 0.5))
        kept = max(1 - values["cache_read_share"], 0.0)
        values["cache_write_share"] = min(values["cache_write_share"], kept)
        totals.append(total_of(amounts(values)))

    found = ranged(DESK, guesses, seed=seed, draws=9)

    assert [found.total.p10, found.total.p50, found.total.p90] == [sorted(totals)[rank] for rank in (0, 4, 8)]


def test_low_equal_to_high_collapses_the_range_onto_the_estimate() -> None:
    base = numbers(DESK)
    guesses = [Guess(name, base[name], base[name], base[name]) for name in ("units_per_month", "review_rate")]

    found = ranged(DESK, guesses, seed=1, draws=50)

    assert found.total.p10 == found.total.p50 == found.total.p90
    assert found.total.p50 == pytest.approx(float(estimate(DESK).total_monthly), rel=1e-12)
    assert found.pays == 1


def test_a_value_that_may_fall_below_the_cost_pays_only_sometimes() -> None:
    found = ranged(DESK, [guess("value_per_unit", "0.10", "2.30")], seed=3, draws=2000)

    assert found.pays is not None
    assert Fraction(1, 4) < found.pays < Fraction(9, 10)
    assert ranged(SMALL, [], seed=3, draws=10).pays is None


def test_cache_shares_drawn_apart_never_exceed_the_input_together() -> None:
    greedy = [guess("cache_read_share", "0.4", "1"), guess("cache_write_share", "0.05", "1")]

    found = ranged(DESK, greedy, seed=5, draws=500)

    assert found.total.p10 > float(estimate(DESK).total_monthly) - 700


def test_a_full_team_stays_full_when_floats_are_drawn() -> None:
    """N16."""
    team = parse_workload(
        {
            "units_per_month": 10_000,
            "input_tokens": 5000,
            "output_tokens": 2000,
            "input_price": 3,
            "output_price": 15,
            "review_rate": "0.07",
            "reviews_per_reviewer": 100,
            "reviewer_monthly_cost": 10_000,
            "vector_db_monthly": 1000,
            "observability_monthly": 2000,
            "integrations_monthly": 500,
        }
    )
    tokens = Guess("input_tokens", Fraction(4500), Fraction(5000), Fraction(5500))

    found = ranged(team, [tokens], seed=1)

    assert estimate(team).total_monthly == 73_950
    assert found.total.p10 < 73_950 < found.total.p90
    assert (round(found.total.p10), round(found.total.p90)) == (73_942, 73_958)


def test_shares_of_one_input_drawn_together_stay_within_it() -> None:
    cached = {
        "input_tokens": 1_000_000,
        "output_tokens": 0,
        "input_price": 3,
        "output_price": 0,
        "cache_read_share": "0.5",
        "cache_write_share": "0.4",
        "cache_read_price": 3,
        "cache_write_price": 3,
    }
    agent = parse_workload({"units_per_month": 1, "steps": [cached]})
    wide = [
        Guess(f"steps.1.{name}", Fraction(0), numbers(agent)[f"steps.1.{name}"], Fraction(1))
        for name in ("cache_read_share", "cache_write_share")
    ]

    found = ranged(agent, wide, seed=3)

    assert (round(found.total.p10, 9), round(found.total.p90, 9)) == (3, 3)


def test_related_inputs_move_together_and_do_not_cancel() -> None:
    """N25: of two inputs that both double a cost, independent draws would meet in the middle."""
    base = numbers(DESK)
    both = [
        Guess(name, base[name] / 2, base[name], base[name] * 2) for name in ("review_rate", "review_minutes")
    ]

    together = ranged(DESK, both, seed=1).total
    alone = [ranged(DESK, [each], seed=1).total for each in both]

    # The tenth draw in ten of both is where each alone has its tenth.
    fixed = float(estimate(DESK).total_monthly) - 3780
    share = [(each.p90 - fixed) / 3780 for each in alone]
    assert together.p90 - fixed == pytest.approx(3780 * share[0] * share[1], rel=1e-9)


def test_an_input_that_falls_where_its_group_rises_is_drawn_the_other_way() -> None:
    base = numbers(DESK)
    retries = Guess("retry_rate", Fraction(0), base["retry_rate"], Fraction(1, 2))
    accepted = Guess("acceptance_rate", Fraction(1, 2), base["acceptance_rate"], Fraction(1))

    found = ranged(DESK, [retries, accepted], seed=1)

    worst = max(ranged(DESK, [each], seed=1).accepted.p90 for each in (retries, accepted))  # type: ignore[union-attr]
    assert found.accepted is not None
    assert found.accepted.p90 > worst


def test_what_the_chance_hangs_on_is_the_input_that_decides_it() -> None:
    """N25: of a wide and a narrow guess the wide one is named, with both halves."""
    worth = numbers(DESK)["value_per_unit"]
    guesses = [guess("value_per_unit", "0.10", str(2 * worth)), guess("build_cost", "19000", "30000")]

    hangs_on = ranged(DESK, guesses, seed=3).hangs_on

    assert hangs_on is not None
    assert hangs_on.fields == ("value_per_unit",)
    assert hangs_on.lower < Fraction(9, 10) < hangs_on.higher == 1


def test_of_related_inputs_the_one_that_moves_the_outcome_is_named_in_its_own_direction() -> None:
    """Retries cost next to nothing here and acceptance brings the value: they are drawn together."""
    base = numbers(DESK)
    fifths = [
        Guess(name, base[name] * Fraction(4, 5), base[name], min(base[name] * Fraction(6, 5), Fraction(1)))
        for name in ("retry_rate", "acceptance_rate")
    ]
    even = Decimal(f"{float(estimate(DESK).cost_per_accepted_unit or 0):.6f}")
    nearly = replace(DESK, value_per_unit=even)

    found = ranged(nearly, fifths, seed=3).hangs_on

    assert found is not None
    assert found.fields == ("acceptance_rate",)
    assert found.lower < Fraction(1, 4) < Fraction(3, 4) < found.higher


def test_inputs_that_decide_as_much_as_the_draws_can_tell_are_alike() -> None:
    """Half a cent a unit for tokens at a price against a value of as much: each of three decides it alike."""
    even = parse_workload(
        {
            **dict.fromkeys(("output_tokens", "output_price"), 0),
            "units_per_month": 1000,
            "input_tokens": 5000,
            "input_price": 3,
            "value_per_unit": "0.015",
        }
    )
    fifths = {"input_tokens": ("4000", "6000"), "input_price": ("2.4", "3.6")}
    guesses = [
        Guess(name, Fraction(low), numbers(even)[name], Fraction(high))
        for name, (low, high) in fifths.items()
    ]

    found = ranged(even, guesses, seed=3).hangs_on

    assert found is not None
    assert {*found.fields, *found.alike} == {"input_tokens", "input_price"}
    assert ranged(even, guesses[:1], seed=3).hangs_on == replace(
        ranged(even, guesses[:1], seed=3).hangs_on or found, alike=()
    )


def test_where_every_draw_ends_the_same_way_the_chance_hangs_on_nothing() -> None:
    always = [guess("value_per_unit", "1.5", "9")]

    assert ranged(DESK, always, seed=3).pays == 1
    assert ranged(DESK, always, seed=3).hangs_on is None


def test_twenty_steps_drawn_at_once_cost_little_and_lie_around_the_estimate() -> None:
    step = {"input_tokens": 1000, "output_tokens": 100, "input_price": 3, "output_price": 15, "calls": 4}
    agent = parse_workload({"units_per_month": 1000, "steps": [step] * 20, "acceptance_rate": 1})
    drawn = assumed_ranges(agent)

    before = process_time()
    found = ranged(agent, drawn, seed=1)
    taken = process_time() - before

    total = float(estimate(agent).total_monthly)
    assert found.total.p10 < total < found.total.p90
    assert found.total.p90 / found.total.p10 > 1.5  # tokens of all steps move together and do not cancel
    assert found == ranged(agent, drawn, seed=1)
    assert taken < 0.5


@pytest.mark.parametrize(
    ("name", "ends", "inputs"),
    [
        ("seats", (1, 4), {"seats": 2, "seat_monthly": 7}),
        ("units_per_month", (1, 9), {"units_per_month": 5, "tools_per_unit": 7}),
        ("steps.1.calls", (1, 5), {"steps": [{"calls": 3, "input_tokens": 10_000, "output_tokens": 0,
                                             "input_growth": 4000, "input_price": 100, "output_price": 1}]}),
    ],
)  # fmt: skip
def test_what_is_counted_in_pieces_is_drawn_in_pieces(
    name: str, ends: tuple[int, int], inputs: dict[str, Any]
) -> None:
    tokens = {} if "steps" in inputs else {"input_tokens": 0, "output_tokens": 0}
    prices = {} if "steps" in inputs else {"input_price": 0, "output_price": 0}
    workload = parse_workload({"units_per_month": 1} | tokens | prices | inputs)
    low, high = (Fraction(end) for end in ends)
    base = numbers(workload)

    found = ranged(workload, [Guess(name, low, base[name], high)], seed=3, draws=60)

    counts = map(Fraction, range(ends[0], ends[1] + 1))
    whole = {round(float(total_of(amounts({**base, name: each}))), 6) for each in counts}
    assert {round(end, 6) for end in (found.total.p10, found.total.p50, found.total.p90)} <= whole
    assert found.total.p10 < found.total.p90


def agent(steps: int, **more: Any) -> Any:
    """So many equal steps at $30 a unit each, one unit a month."""
    step = {"input_tokens": 10_000_000, "output_tokens": 0, "input_price": 3, "output_price": 0} | more
    return parse_workload({"units_per_month": 1, "steps": [step] * steps})


@pytest.mark.parametrize("varied", [1, 4, 5])
def test_steps_that_are_not_varied_stay_in_each_draw_beside_those_that_are(varied: int) -> None:
    """Up to four steps are calculated in each draw, more are drawn from a pool of outcomes."""
    workload = agent(varied + 2)
    tokens = [
        Guess(f"steps.{n}.input_tokens", Fraction(0), Fraction(10**7), Fraction(2 * 10**7))
        for n in range(1, varied + 1)
    ]

    found = ranged(workload, tokens, seed=4).total

    assert 60 < found.p10 < 60 + 30 * varied < found.p90 < 60 + 60 * varied
    assert found.p50 == pytest.approx(60 + 30 * varied, rel=0.05)
    assert len({ranged(workload, tokens, seed=seed, draws=1).total.p50 for seed in range(5)}) == 5


def test_a_range_says_its_seed_and_without_a_guess_is_one_draw() -> None:
    found = ranged(DESK, [], seed=11)

    assert (found.seed, found.draws) == (11, 5000)
    assert found.total.p10 == found.total.p90


def test_an_input_that_counts_against_the_others_of_its_group_says_its_own_halves() -> None:
    """With a higher acceptance more draws pay: alone in its group it is told by itself."""
    rate = Guess("acceptance_rate", Fraction(1, 100), numbers(DESK)["acceptance_rate"], Fraction(1))
    worth = replace(DESK, value_per_unit=Decimal(2))

    found = ranged(worth, [rate], seed=2).hangs_on

    assert found is not None
    assert (found.fields, found.lower < found.higher) == (("acceptance_rate",), True)


LETTERS: dict[str, Any] = {
    "unit_name": "letter", "units_per_month": 72_000, "input_tokens": 3000, "output_tokens": 500,
    "capacity_instances": 2, "capacity_hourly": 4, "capacity_tokens_per_second": 50, "value_per_unit": "0.15",
}  # fmt: skip
IN_STEPS: dict[str, Any] = LETTERS | {
    "input_tokens": None, "output_tokens": None,
    "steps": [
        {"calls": 1, "input_tokens": 2000, "output_tokens": 500, "input_price": 0, "output_price": 0},
        {"calls": 1, "input_tokens": 1000, "output_tokens": 0, "input_price": 0, "output_price": 0},
    ],
}  # fmt: skip
"""The same work in two calls."""


@pytest.mark.parametrize("fields", [LETTERS, IN_STEPS], ids=["flat", "steps"])
def test_months_that_the_instances_cannot_do_have_no_cost_and_earn_nothing(fields: dict[str, Any]) -> None:
    """Two instances do 75,085 letters; each letter is worth more than it costs at any volume above 38,933."""
    letters = parse_workload({name: value for name, value in fields.items() if value is not None})
    volume = Guess("units_per_month", Fraction(72_000), Fraction(72_000), Fraction(90_000))

    found = ranged(letters, (volume,), seed=1)

    # A triangle that falls from 72,000 to 90,000 has the square of (90,000 - 75,085) / 18,000 above that.
    assert abs(found.beyond / 5000 - (14_915 / 18_000) ** 2) < 0.02
    assert found.pays == 1 - Fraction(found.beyond, 5000)
    assert found.accepted is not None
    assert found.accepted.p10 > 5840 / 75_086


def test_tokens_of_steps_that_are_drawn_count_in_what_the_instances_can_do() -> None:
    letters = parse_workload({name: value for name, value in IN_STEPS.items() if value is not None})
    longer = Guess("steps.1.input_tokens", Fraction(2000), Fraction(2000), Fraction(2600))

    # Instances of 50 tokens a second do 262.8 million of a month: 3,650 of each letter, 150 more than today.
    assert abs(ranged(letters, (longer,), seed=1).beyond / 5000 - (450 / 600) ** 2) < 0.02


def test_where_today_cannot_be_done_no_month_is_told_apart() -> None:
    slow = parse_workload(LETTERS | {"units_per_month": 80_000})

    assert estimate(slow).out_of_reach
    assert ranged(slow, assumed_ranges(slow), seed=1).beyond == 0
