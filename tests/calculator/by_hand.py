"""The cost model written out a second time, slowly and directly, to check the engine against."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor

DEFAULTS: Mapping[str, int | Fraction] = {
    "days_per_month": 22,
    "calls_per_unit": 1,
    "batch_factor": Fraction(1, 2),
    "max_retries": 2,
    "acceptance_rate": 1,
    "build_months": 12,
}


def _up(number: Fraction) -> int:
    return -floor(-number)


class ByHand:
    """One workload, each figure as the specification words it."""

    def __init__(self, workload: Mapping[str, object]) -> None:
        self.given = {name: Fraction(str(value)) for name, value in workload.items() if name != "unit_name"}

    def get(self, name: str) -> Fraction:
        return self.given.get(name, Fraction(DEFAULTS.get(name, 0)))

    @property
    def units(self) -> Fraction:
        if "units_per_month" in self.given:
            return self.given["units_per_month"]
        return self.get("units_per_day") * self.get("days_per_month")

    def attempt(self) -> Fraction:
        long = "long_context_threshold" in self.given and self.get("input_tokens") / self.get(
            "calls_per_unit"
        ) > self.get("long_context_threshold")
        prefix = "long_context_" if long else ""
        into, out = self.get(f"{prefix}input_price"), self.get(f"{prefix}output_price")
        read, write = self.get("cache_read_share"), self.get("cache_write_share")
        read_price, write_price = (
            self.given.get(f"{prefix}cache_{way}_price", self.given.get(f"cache_{way}_price", into))
            for way in ("read", "write")
        )
        factor = 1 - self.get("batch_share") * (1 - self.get("batch_factor"))
        kept = 1 - self.get("batch_share") * (
            1 - self.given.get("batch_cache_factor", self.get("batch_factor"))
        )
        each_in = (1 - read - write) * into * factor + (read * read_price + write * write_price) * kept
        main = (self.get("input_tokens") * each_in + self.get("output_tokens") * out * factor) / Fraction(
            10**6
        )
        plain = self.get("input_tokens") * self.get("routed_input_price") + self.get(
            "output_tokens"
        ) * self.get("routed_output_price")
        routed = plain / Fraction(10**6) * factor
        return (1 - self.get("routed_share")) * main + self.get("routed_share") * routed

    def attempts(self) -> Fraction:
        total, power = Fraction(0), Fraction(1)
        for _ in range(int(self.get("max_retries")) + 1):
            total, power = total + power, power * self.get("retry_rate")
        return total

    def review(self, rate: Fraction) -> Fraction:
        if "reviews_per_reviewer" in self.given:
            heads = _up(self.units * rate / self.get("reviews_per_reviewer"))
            return heads * self.get("reviewer_monthly_cost")
        return self.units * rate * self.get("review_minutes") / 60 * self.get("reviewer_hourly_cost")

    def lines(self) -> dict[str, Fraction]:
        blocks = (
            _up(self.units / self.get("infrastructure_step_units"))
            if "infrastructure_step_units" in self.given
            else 0
        )
        stores = {
            store: self.get(f"{store}_monthly") + self.get(f"{store}_per_unit") * self.units
            for store in ("vector_db", "observability", "tools", "integrations")
        }
        return {
            "tokens": self.units * self.attempt(),
            "retries": self.units * self.attempt() * (self.attempts() - 1),
            **stores,
            "human_review": self.review(self.get("review_rate")),
            "infrastructure": self.get("infrastructure_monthly")
            + blocks * self.get("infrastructure_step_monthly"),
            "upkeep": self.get("upkeep_monthly"),
            "build": self.get("build_cost") / self.get("build_months"),
        }

    def total(self) -> Fraction:
        return sum(self.lines().values(), Fraction(0))

    def accepted(self) -> Fraction:
        return self.units * self.get("acceptance_rate")

    def net(self) -> Fraction | None:
        value = self.given.get("value_per_unit")
        return None if value is None else value * self.accepted() - self.total()

    def saving_against_human(self) -> Fraction | None:
        human = self.given.get("human_cost_per_unit")
        if human is None:
            return None
        return self.units * human - self.total() - self.units * (1 - self.get("acceptance_rate")) * human

    def variable(self) -> Fraction:
        by_minute = (
            Fraction(0)
            if "reviews_per_reviewer" in self.given
            else self.get("review_rate") * self.get("review_minutes") * self.get("reviewer_hourly_cost") / 60
        )
        stores = sum(
            (
                self.get(f"{store}_per_unit")
                for store in ("vector_db", "observability", "tools", "integrations")
            ),
            Fraction(0),
        )
        return self.attempt() * self.attempts() + stores + by_minute
