"""Reports that set an estimate against a bill: of all kinds of files, of one volume and of another."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from calculator.usage.analysis.bill import PARTS
from calculator.usage.analysis.derived import LIST, MONEY
from runrate.reports.domain.billed import Billed
from runrate.reports.domain.inputs import Source
from tests.reports.readers import LARGE, SMALL, sheet, source, workload

NOTHING: Final[Mapping[str, Fraction]] = dict.fromkeys(PARTS, Fraction(0))
_TOKENS: Final[Mapping[str, object]] = {"retry_rate": "0.05", "seats": 3, "seat_monthly": 20}


def against(
    estimate: Mapping[str, object], actual: Mapping[str, object], *, answered: bool = False, **bill: object
) -> Source:
    made = source(sheet(2) if answered else None, workload(estimate))
    assert made.costed is not None
    billed = Billed(workload(actual), NOTHING, {}, "FOCUS bill, October 2026")
    return replace(made, costed=replace(made.costed, billed=replace(billed, **bill)))  # type: ignore[arg-type]


_MANY: Final[Mapping[str, object]] = {
    **SMALL, **_TOKENS, "units_per_day": 77, "input_tokens": 3333, "output_price": "13.37",
    "retry_rate": "0.02", "seats": 7, "cache_read_share": "0.3", "cache_read_price": "0.3",
}  # fmt: skip
BILLED: Final[Mapping[str, Source]] = {
    "the same": against(SMALL, SMALL),
    "another price": against(SMALL, {**SMALL, "output_price": "13.5"}, answered=True),
    "another volume": against({**SMALL, **_TOKENS}, {**SMALL, **_TOKENS, "units_per_day": 7}),
    "many causes": against({**SMALL, **_TOKENS}, _MANY, parts={**NOTHING, "tax": Fraction("12.5")}),
    "thirds": against(LARGE, {**LARGE, "output_price": "9.3333", "units_per_day": 33_333}, answered=True),
    "tokens without money": against(SMALL, {**SMALL, "input_tokens": 900}, basis=LIST),
    "a tool's estimate": against(SMALL, {**SMALL, "input_tokens": 900}, by_tool=True),
    "money alone": against(
        SMALL,
        {**SMALL, "units_per_day": Decimal("3.5")},
        basis=MONEY,
        parts={**NOTHING, "tokens": Fraction("842.2"), "tax": Fraction(9)},
    ),
    "money alone of one volume": against(
        SMALL, SMALL, basis=MONEY, parts={**NOTHING, "tokens": Fraction("42.2")}
    ),
}
