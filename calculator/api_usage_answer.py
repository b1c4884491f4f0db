"""What the API answers of a bill: the shape of what was understood and of what follows from it."""

from typing import Any

from ninja import Schema


class InputOut(Schema):
    """`lines` are the places in `usage.lines` that it is made from, the first being 0; those in `cost.lines`
    follow them."""

    name: str
    value: str
    lines: list[int]


class ResidualOut(Schema):
    key: str
    amount: str
    reason: str


class RangeOut(Schema):
    low: str
    likely: str
    high: str
    days: int


class DerivedOut(Schema):
    """`refused` says by input why they make no workload; `residuals` what it leaves of the bill.
    `assumed` are calls that nothing counts; `times_list` prices that are so many times those of the list.
    `basis`: `bill`, `money` that does not say what tokens cost, or (then there is no bill and no residual)
    tokens at `list_prices` or `estimate_prices`.
    """

    origin: str
    workload: dict[str, Any]
    inputs: list[InputOut]
    missing: list[str]
    assumed: list[str]
    times_list: dict[str, str]
    refused: dict[str, list[str]]
    notes: list[str]
    price_factor: str | None
    parts: dict[str, str]
    basis: str
    usage_cost: str | None
    residuals: list[ResidualOut]
    ranges: dict[str, RangeOut]


class ChoiceOut(Schema):
    month: str
    slice: dict[str, str]
    models: list[str] | None


class DoubtOut(Schema):
    """What the usage and the cost both name, and name differently.

    It is about `account`, `project`, `workspace`, `period`, `models`, or the `tokens` of a model.
    """

    about: str
    model: str | None
    usage: list[str]
    cost: list[str]


class NotReadOut(Schema):
    file: str
    reason: str


class RefusedOut(Schema):
    row: int
    column: str | None
    value: str | None
    reason: str


class UnderstoodOut(Schema):
    """One file as the page of what was understood has it. `rows` say what became of each, `set_aside` how
    many were left out by reason, `refused` the first that could not be read; `models` are shares of all
    tokens; `not_told` are kinds of cached tokens that the file does not tell.
    """

    source: str
    format: str
    version: str | None
    period: dict[str, str] | None
    rows: dict[str, int]
    set_aside: dict[str, int]
    refused: list[RefusedOut]
    usable: bool
    columns_not_read: list[str]
    not_told: list[str]
    tokens: dict[str, str | None]
    shares: dict[str, str | None]
    models: dict[str, str | None]
    calls: int | None
    failed: int | None
    units_seen: int | None
    money: dict[str, dict[str, str]]
    notes: list[str]
    not_read: list[NotReadOut]


class CheckOut(Schema):
    """A model's money in the file against its tokens at the prices of the list, both in dollars."""

    model: str
    billed: str
    at_list_prices: str
    passed: bool
    said: str


class DaysOut(Schema):
    month: str
    first: str
    last: str
    days: int
    of: int


class UsageOut(Schema):
    """`choice` is null while a file has several months; `derived` too, or while units are not known.

    `not_read` names files of the same archive that are no exports.
    With `doubts` the two files may be of different work: ask first. `understood` is of `usage` and, if it was
    sent, of `cost`; `days` are those that the file has of a month of which it has not all.
    """

    format: str
    source: str
    period: dict[str, str] | None
    rows: dict[str, int]
    usable: bool
    understood: list[UnderstoodOut]
    checks: list[CheckOut]
    days: list[DaysOut]
    notes: list[str]
    not_read: list[NotReadOut]
    months: list[str]
    slices: dict[str, list[str]]
    models: list[str]
    currencies: list[str]
    units_seen: int | None
    choice: ChoiceOut | None
    doubts: list[DoubtOut]
    derived: DerivedOut | None
