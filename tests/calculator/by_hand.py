"""The cost model written out a second time, slowly and directly, to check the engine against."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import Any

MILLION = Fraction(10**6)

DEFAULTS: Mapping[str, int | Fraction] = {
    "days_per_month": 22,
    "calls_per_unit": 1,
    "batch_factor": Fraction(1, 2),
    "max_retries": 2,
    "acceptance_rate": 1,
    "build_months": 12,
    "capacity_hours": 730,
    "review_catch_rate": 1,
    "price_factor": 1,
    "calls": 1,
}


def _up(number: Fraction) -> int:
    return -floor(-number)


class Numbers:
    """The numbers of a workload, of one of its steps or of a line of its own."""

    def __init__(self, given: Mapping[str, object]) -> None:
        self.given = {
            name: Fraction(str(value))
            for name, value in given.items()
            if name not in {"unit_name", "name", "visible", "steps", "other_lines"}
        }

    def get(self, name: str) -> Fraction:
        return self.given.get(name, Fraction(DEFAULTS.get(name, 0)))

    def call(self, tokens_in: Fraction, tokens_out: Fraction) -> Fraction:
        """One call: each kind of token at its own price, by the million."""
        long = "long_context_threshold" in self.given and tokens_in > self.given["long_context_threshold"]
        prefix = "long_context_" if long else ""
        into, out = self.get(f"{prefix}input_price"), self.get(f"{prefix}output_price")
        read, write, hour = (self.get(f"cache_{way}_share") for way in ("read", "write", "write_1h"))
        read_price, write_price = (
            self.given.get(f"{prefix}cache_{way}_price", self.given.get(f"cache_{way}_price", into))
            for way in ("read", "write")
        )
        hour_price = self.given.get("cache_write_1h_price", write_price)
        factor = 1 - self.get("batch_share") * (1 - self.get("batch_factor"))
        kept = 1 - self.get("batch_share") * (
            1 - self.given.get("batch_cache_factor", self.get("batch_factor"))
        )
        cached = read * read_price + write * write_price + hour * hour_price
        each_in = (1 - read - write - hour) * into * factor + cached * kept
        return (tokens_in * each_in + tokens_out * out * factor) / MILLION

    def token_cost(self) -> Fraction:
        """Tokens of all calls of a step, one after the other; a part of a call costs that part of it."""
        first, growth, calls = self.get("input_tokens"), self.get("input_growth"), self.get("calls")
        if growth:
            each = [
                self.call(first + growth * number, self.get("output_tokens")) for number in range(int(calls))
            ]
            return sum(each, Fraction(0))
        return calls * self.call(first, self.get("output_tokens"))

    def tokens(self) -> Fraction:
        """Tokens of all calls of a step."""
        calls, growth = self.get("calls"), self.get("input_growth")
        found = calls * (self.get("input_tokens") + self.get("output_tokens"))
        return found + (growth * sum(range(int(calls))) if growth else 0)

    def step(self) -> Fraction:
        calls = self.get("calls")
        fees = (
            calls * self.get("call_fee") / 1000
            + calls * self.get("searches") * self.get("search_price") / 1000
        )
        return (self.token_cost() + fees) * self.get("price_factor")

    def blocks(self, units: Fraction) -> Fraction:
        """A line of one's own."""
        started = _up(units / self.given["step_units"]) if "step_units" in self.given else 0
        return self.get("monthly") + self.get("per_unit") * units + started * self.get("step_monthly")


class ByHand(Numbers):
    """One workload, each figure as the specification words it."""

    def __init__(self, workload: Mapping[str, Any]) -> None:
        super().__init__(workload)
        self.steps = [Numbers(each) for each in workload.get("steps", ())]
        self.own = [(Numbers(each), bool(each.get("visible"))) for each in workload.get("other_lines", ())]

    @property
    def units(self) -> Fraction:
        if "units_per_month" in self.given:
            return self.given["units_per_month"]
        return self.get("units_per_day") * self.get("days_per_month")

    def attempt(self) -> Fraction:
        if self.steps:
            return sum((step.step() for step in self.steps), Fraction(0))
        calls = self.get("calls_per_unit")
        main = self.main_tokens()
        main += calls * self.get("call_fee") / 1000
        main += self.get("searches_per_unit") * self.get("search_price") / 1000
        plain = self.routed_tokens()
        batch = 1 - self.get("batch_share") * (1 - self.get("batch_factor"))
        share = self.get("routed_share")
        return (1 - share) * main * self.get("price_factor") + share * plain / MILLION * batch

    def main_tokens(self) -> Fraction:
        calls = self.get("calls_per_unit")
        return calls * self.call(self.get("input_tokens") / calls, self.get("output_tokens") / calls)

    def routed_tokens(self) -> Fraction:
        into = self.get("input_tokens") * self.get("routed_input_price")
        return into + self.get("output_tokens") * self.get("routed_output_price")

    def run_on_capacity(self) -> Fraction:
        """Tokens of one attempt that nobody is paid for by the token, step by step and unit by unit."""
        if self.steps:
            return sum((step.tokens() for step in self.steps if not step.token_cost()), Fraction(0))
        each, share = self.get("input_tokens") + self.get("output_tokens"), self.get("routed_share")
        kept = Fraction(0) if self.main_tokens() else (1 - share) * each
        return kept if self.routed_tokens() else kept + share * each

    def instances(self) -> Fraction:
        each = self.given.get("capacity_units_per_instance")
        needed = _up(self.units / each) if each else 0
        return max(self.get("capacity_instances"), Fraction(needed))

    def errors(self, rate: Fraction) -> Fraction:
        """What wrong units cost that a review of this share lets pass."""
        wrong = self.accepted() * self.get("error_rate")
        return wrong * (1 - rate * self.get("review_catch_rate")) * self.get("error_cost")

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

    def half_reviewed(self) -> bool:
        """Whether nobody knows what reviews cost: no share, or no pay, and nobody said that it is zero."""
        by_minute = "reviews_per_reviewer" not in self.given
        pay = {"review_minutes", "reviewer_hourly_cost"} if by_minute else {"reviewer_monthly_cost"}
        if any(self.given.get(name) == 0 for name in pay):
            return False
        if "review_rate" not in self.given:
            return any(name in self.given for name in pay)
        return self.get("review_rate") > 0 and not pay <= self.given.keys()

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
            "seats": self.get("seats") * self.get("seat_monthly"),
            "capacity": self.instances() * self.get("capacity_hourly") * self.get("capacity_hours"),
            **stores,
            "human_review": self.review(self.get("review_rate")),
            "errors": self.errors(self.get("review_rate")),
            "infrastructure": self.get("infrastructure_monthly")
            + blocks * self.get("infrastructure_step_monthly"),
            "upkeep": self.get("upkeep_monthly"),
            "build": self.get("build_cost") / max(self.get("build_months"), Fraction(1)),
            **{f"other_{number}": own.blocks(self.units) for number, (own, _seen) in enumerate(self.own, 1)},
        }

    def year(self) -> Fraction:
        """The next twelve months, a build of fewer months paid off in them."""
        build = self.lines()["build"]
        return 12 * (self.total() - build) + build * min(
            Fraction(12), max(self.get("build_months"), Fraction(1))
        )

    def visible(self) -> Fraction:
        lines = self.lines()
        own = (lines[f"other_{number}"] for number, (_own, seen) in enumerate(self.own, 1) if seen)
        return lines["tokens"] + lines["seats"] + lines["capacity"] + sum(own, Fraction(0))

    def payback(self) -> Fraction | None:
        net, build = self.net(), self.lines()["build"]
        if net is None or not self.get("build_cost") or net + build <= 0:
            return None
        return self.get("build_cost") / (net + build)

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
        own = sum((line.get("per_unit") for line, _seen in self.own), Fraction(0))
        caught = self.get("review_rate") * self.get("review_catch_rate")
        wrong = self.get("acceptance_rate") * self.get("error_rate") * (1 - caught) * self.get("error_cost")
        return self.attempt() * self.attempts() + stores + by_minute + own + wrong
