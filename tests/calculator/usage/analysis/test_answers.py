"""What a program adds up of an answer comes to what the answer says, to the last digit that is printed."""

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload
from calculator.usage.analysis.answers import variance_answer
from calculator.usage.analysis.bill_variance import BillVariance, against_workload, sold_in
from calculator.usage.analysis.derived import Residual
from calculator.usage.analysis.variance import variance

THIRD = Fraction(1, 3)


def any_workload(random: Random) -> Workload:
    steps = [
        {
            "name": name,
            "calls": random.choice(["1", "3", "0.7"]),
            "input_tokens": random.randint(1, 9999),
            "output_tokens": random.randint(1, 999),
            "input_price": str(random.randint(1, 99) / 7)[:9],
            "output_price": "15",
            "cache_read_share": "0.33",
            "cache_read_price": "0.3",
        }
        for name in random.sample("ABCD", random.randint(1, 3))
    ]
    rate = f"0.0{random.randint(1, 9)}"
    return parse_workload({"units_per_month": random.randint(1, 9999), "retry_rate": rate, "steps": steps})


def added(found: dict[str, Any], name: str) -> Fraction:
    return sum((Fraction(each["amount"]) for each in found[name]), Fraction(0))


def adds_up(found: dict[str, Any]) -> bool:
    ends = {
        name: Fraction(found[name]) for name in ("estimated", "actual", "difference", "total", "unexplained")
    }
    three = {name: Fraction(amount) for name, amount in (found["price_volume_mix"] or {}).items()}
    return (
        ends["actual"] - ends["estimated"] == ends["difference"]
        and added(found, "causes") == added(found, "one_after_another") == ends["difference"]
        and ends["actual"] + added(found, "apart") + ends["unexplained"] == ends["total"]
        and (not three or three["volume"] + three["mix"] + three["price"] == three["after"] - three["before"])
    )


@pytest.mark.parametrize("seed", range(20))
def test_every_sum_of_an_answer_is_exact(seed: int) -> None:
    random = Random(seed)
    estimated, actual = any_workload(random), any_workload(random)

    for invoice in (None, Fraction(random.randint(1, 10**9), 7)):
        found = against_workload(estimated, actual, invoice)
        assert adds_up(variance_answer(found, sold_in(estimated), sold_in(actual)))


def test_what_stands_beside_usage_and_has_no_end_adds_up_with_nothing_left() -> None:
    estimated, actual = (any_workload(Random(seed)) for seed in (1, 2))
    found = variance(estimated, actual)
    apart = (Residual("tax", THIRD * 1000, "tax"), Residual("credits", -THIRD / 7, "credits"))
    total = found.actual + sum((each.amount for each in apart), Fraction(0))

    answer = variance_answer(BillVariance(found, total, {}, apart=apart), {}, {})

    assert (answer["unexplained"], adds_up(answer)) == ("0", True)


def test_causes_that_nobody_can_see_are_told_where_there_are_no_others() -> None:
    estimated, actual = (
        parse_workload(
            {"units_per_month": 1, "input_tokens": n, "output_tokens": 1, "input_price": 1, "output_price": 1}
        )
        for n in (1000, 1001)
    )

    answer = variance_answer(against_workload(estimated, actual), sold_in(estimated), sold_in(actual))

    assert [(each["key"], each["amount"]) for each in answer["causes"]] == [("size", "0.000001")]
    assert adds_up(answer)


def test_parts_of_a_bill_without_an_end_add_up_to_what_they_come_to() -> None:
    estimated, actual = any_workload(Random(3)), any_workload(Random(4))
    parts = {"tokens": THIRD, "searches": Fraction(2, 7), "tax": Fraction(1, 9)}
    total = sum(parts.values(), Fraction(0))
    found = BillVariance(variance(estimated, actual), total, {}, parts)

    answer = variance_answer(found, sold_in(estimated), sold_in(actual))

    assert sum(map(Fraction, answer["parts"].values())) == Fraction(answer["total"])
