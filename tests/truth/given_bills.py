"""Readers of bills: files as a vendor exports them, whose sums are known, and what was chosen of them."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from calculator.uploads.samples import FOLDER

MODEL: Final = "gpt-4.1-2025-04-14"
LISTED: Final = {"input": Fraction(2), "output": Fraction(8)}
"""Dollars per million tokens of that model on the list."""
NAMES: Final = {"usage": "usage.csv", "cost": "cost.csv", "focus": "bill.csv"}
TOKENS_ALONE: Final[Mapping[str, Any]] = {
    "unit_name": "claim", "units_per_month": 2000, "input_tokens": 1000, "output_tokens": 100,
    "input_price": 1, "output_price": 5, "vector_db_monthly": 30,
}  # fmt: skip
SEATS_ALONE: Final[Mapping[str, Any]] = {
    "unit_name": "claim", "units_per_month": 2000, "seats": 40, "seat_monthly": 30,
}  # fmt: skip
SCENARIOS: Final = (None, TOKENS_ALONE, {**TOKENS_ALONE, "retry_rate": "0.08"}, SEATS_ALONE)


@dataclass(frozen=True, slots=True)
class Given:
    """One model's October: what was used, what was paid for it, what stands beside, what cannot be read."""

    views: tuple[str, ...]
    """Which files, in this order: usage, cost, or a bill that holds both."""
    used: Mapping[str, int]
    times: Fraction = Fraction(1)
    """What was paid, as a multiple of the list."""
    more: int = 0
    """So many more input tokens were paid for than the usage knows."""
    tokens_paid: bool = True
    """Whether the cost names the tokens it is for."""
    calls: int = 40
    units: int | None = 100
    """As typed; None where each call is one."""
    last_day: int = 31
    tax: Decimal = Decimal(0)
    credit: Decimal = Decimal(0)
    refused: Decimal = Decimal(0)
    """Dollars in a row whose quantity is no number."""
    together: bool | None = None
    days: str = ""
    scenario: Mapping[str, Any] | None = field(default=None)

    @property
    def paid(self) -> dict[str, Fraction]:
        """Dollars by kind of token, as the files have them."""
        if self.views == ("usage",):
            return {}
        tokens = {**self.used, "input": self.used["input"] + self.more}
        return {kind: tokens[kind] * LISTED[kind] * self.times / 1_000_000 for kind in tokens}

    @property
    def billed(self) -> Fraction:
        return sum(self.paid.values(), Fraction(0))

    @property
    def is_pair(self) -> bool:
        return set(self.views) == {"usage", "cost"}

    @property
    def agree(self) -> bool:
        """Whether both files know the same tokens, or one of them none, at prices like those of the list."""
        return (not self.tokens_paid or self.more == 0) and not self.odd

    @property
    def odd(self) -> bool:
        """Whether what was paid for the tokens known is more than ten times off the list."""
        tokens = self.used if self.is_pair or not self.more else {}
        ratios = [self.paid[kind] * 1_000_000 / (tokens[kind] * LISTED[kind]) for kind in tokens if self.paid]
        return any(not Fraction(1, 10) <= ratio <= 10 for ratio in ratios or [self.times] if self.paid)

    @property
    def joined(self) -> bool:
        return self.is_pair and (self.agree or bool(self.together))

    @property
    def usable(self) -> bool:
        return self.refused * 100 <= self.refused + Decimal(str(float(self.billed)))

    @property
    def has_tokens(self) -> bool:
        """Whether the bill that the pages show knows tokens: of two that are apart it is the last given."""
        shown = set(self.views) if self.joined else {self.views[-1]}
        return bool(shown & {"usage", "focus"}) or self.tokens_paid

    @property
    def has_money(self) -> bool:
        return self.joined or self.views[-1] != "usage"

    def files(self) -> list[tuple[str, str]]:
        makers = {"usage": self._usage, "cost": self._cost, "focus": self._focus}
        return [(NAMES[view], makers[view]()) for view in self.views]

    def _usage(self) -> str:
        rows = [
            {
                "start_time": _second(day), "end_time": _second(day) + 60, "start_time_iso": _iso(day),
                "end_time_iso": _iso(day), "project_id": "proj_syn", "num_model_requests": self.calls // 2,
                "api_key_id": "key_syn", "model": MODEL, "batch": "False", "service_tier": "default",
                "input_tokens": self.used["input"] // 2, "output_tokens": self.used["output"] // 2,
                "input_cached_tokens": 0, "input_uncached_tokens": self.used["input"] // 2,
            }
            for day in (1, self.last_day)
        ]  # fmt: skip
        return _table([*rows[0]], rows)

    def _cost(self) -> str:
        tokens = {**self.used, "input": self.used["input"] + self.more}
        rows = [
            {
                "start_time": _second(day), "end_time": _second(day) + 86_400, "start_time_iso": _iso(day),
                "end_time_iso": _iso(day), "amount_value": f"{float(self.paid[kind] / 2):.8f}",
                "amount_currency": "usd", "quantity": tokens[kind] // 2 if self.tokens_paid else "",
                "quantity_unit": "tokens" if self.tokens_paid else "", "line_item": f"{MODEL}, {kind}",
                "project_id": "proj_syn", "organization_id": "org-syn", "project_name": "Synthetic",
                "organization_name": "Synthetic", "user_email": "", "api_source": "", "user_id": "",
                "api_key_id": "key_syn",
            }
            for day in (1, self.last_day)
            for kind in tokens
        ]  # fmt: skip
        return _table([*rows[0]], rows)

    def _focus(self) -> str:
        rows = [
            _charge(kind.capitalize(), str(self.used[kind] // 2), float(self.paid[kind] / 2), day)
            for day in (1, self.last_day)
            for kind in self.used
        ]
        if self.refused:
            rows.append(_charge("Output", "many", float(self.refused), 1))
        beside = {"SkuMeter": "", "ConsumedQuantity": "", "ConsumedUnit": "", "SkuPriceDetails": ""}
        for category, amount in (("Tax", self.tax), ("Credit", -self.credit)):
            if amount:
                rows.append(_charge("", "", float(amount), 1) | beside | {"ChargeCategory": category})
        return _table(FOCUS, rows)


FOCUS: Final = (FOLDER / "bad-rows-focus.csv").read_text("utf-8").partition("\n")[0].split(",")
"""The columns of such a bill."""


def _charge(kind: str, quantity: str, money: float, day: int) -> dict[str, object]:
    cost = f"{money:.8f}"
    return {
        "BilledCost": cost, "EffectiveCost": cost, "ListCost": cost, "ContractedCost": cost,
        "BillingCurrency": "USD", "PricingCurrency": "USD", "BillingPeriodStart": "2026-10-01T00:00:00Z",
        "BillingPeriodEnd": "2026-11-01T00:00:00Z", "ChargePeriodStart": f"2026-10-{day:02}T00:00:00Z",
        "ChargePeriodEnd": f"2026-10-{day:02}T23:00:00Z", "ChargeCategory": "Usage",
        "ChargeDescription": f"{MODEL} {kind} Tokens", "ConsumedQuantity": quantity,
        "ConsumedUnit": "Tokens", "ServiceCategory": "AI and Machine Learning",
        "ServiceName": "Synthetic Model API", "ServiceProviderName": "Synthetic AI",
        "ServiceSubcategory": "Generative AI", "SkuMeter": f"{kind} Tokens",
        "SkuPriceDetails": json.dumps({"x_Model": MODEL}), "BillingAccountId": "acc-syn",
    }  # fmt: skip


def _table(header: Iterable[str], rows: Iterable[Mapping[str, object]]) -> str:
    out = io.StringIO()
    table = csv.DictWriter(out, [*header], restval="")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()


def _second(day: int) -> int:
    return int(datetime(2026, 10, day, tzinfo=UTC).timestamp())


def _iso(day: int) -> str:
    return f"{date(2026, 10, day).isoformat()}T00:00:00+00:00"


VIEWS: Final = (("usage",), ("cost",), ("usage", "cost"), ("cost", "usage"), ("focus",))
tokens = st.sampled_from([4_000, 2_000_000, 60_000_000])
few = st.sampled_from([Decimal(0), Decimal(0), Decimal("2.5")])


@st.composite
def bills(draw: st.DrawFn) -> Given:
    views = draw(st.sampled_from(VIEWS))
    return Given(
        views,
        {"input": draw(tokens), "output": draw(tokens)},
        times=Fraction(draw(st.sampled_from(["1", "0.9", "1.1", "20"]))),
        more=draw(st.sampled_from([0, 0, 60_000_000])),
        tokens_paid=draw(st.sampled_from([True, True, False])),
        calls=draw(st.sampled_from([2, 40, 4000])),
        units=draw(st.sampled_from([None, 1, 100, 3000])) if views[0] != "focus" else 100,
        last_day=draw(st.sampled_from([1, 20, 31])),
        tax=draw(few),
        credit=draw(few),
        refused=draw(st.sampled_from([Decimal(0), Decimal(0), Decimal("0.01"), Decimal(900)])),
        together=draw(st.sampled_from([None, True, False])),
        days=draw(st.sampled_from(["", "whole", "scaled"])),
        scenario=draw(st.sampled_from(SCENARIOS)),
    )


def made_by_hand() -> Iterable[Given]:
    """Bills that together are told each sentence."""
    some = {"input": 2_000_000, "output": 60_000_000}
    retried = SCENARIOS[2]
    yield from (
        Given(("usage",), some, calls=2, units=None, last_day=20),
        Given(("usage",), some, calls=2, last_day=1, days="scaled", scenario=retried),
        Given(("cost",), some, tokens_paid=False, scenario=SEATS_ALONE),
        Given(("cost",), some, last_day=20, days="whole", scenario=TOKENS_ALONE),
        Given(("usage",), some),
        Given(("usage", "cost"), some),
        Given(("usage", "cost"), some, calls=2, units=None, together=True),
        Given(("focus",), some, last_day=1, days="scaled"),
        *(Given(("usage", "cost"), some, more=60_000_000, together=said) for said in (None, True, False)),
        Given(("cost", "usage"), some, times=Fraction(20)),
        Given(("focus",), some, times=Fraction(20), tax=Decimal("2.5"), credit=Decimal(1)),
        Given(("focus",), some, refused=Decimal(900)),
    )
