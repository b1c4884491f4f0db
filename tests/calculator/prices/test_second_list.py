"""A second price list is read as a file and compared, model by model and field by field."""

import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest

from calculator.models import PriceRow
from calculator.prices import second_list as module
from calculator.prices.genai_prices import listed_prices
from calculator.prices.second_list import PACKAGE, UnreadableListError, compare, second_list
from tests.calculator.prices.second_lists import entry, put_second_list
from tests.calculator.stored import TODAY

type Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """A second list with these models, found before any that is installed."""

    def _install(**given: Any) -> None:
        put_second_list(tmp_path, **given)
        monkeypatch.syspath_prepend(str(tmp_path))

    return _install


def row(
    provider: str = "openai", model: str = "o3", into: str = "2", out: str = "8", **fields: Any
) -> PriceRow:
    prices = {name: Decimal(value) for name, value in fields.items() if isinstance(value, str)}
    return PriceRow(
        provider=provider,
        model=model,
        input_price=Decimal(into),
        output_price=Decimal(out),
        **{**fields, **prices},
    )


def differences(*rows: PriceRow) -> list[tuple[str, str, Decimal | None, Decimal | None]]:
    second = second_list(TODAY)
    assert second is not None
    found = compare(rows, second).differences
    return [(each.reference, each.field, each.ours, each.theirs) for each in found]


def test_without_the_package_there_is_no_second_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PACKAGE", "a-list-that-nobody-keeps")

    assert second_list(TODAY) is None


def test_the_prices_of_the_day_are_read_without_importing_the_package(install: Install) -> None:
    install(
        openai={
            "O3": {
                "standard": [
                    entry(None, input=10.0, output=40.0),
                    entry("2025-06-10T00:00:00Z", input=2.0, output=8.0, cache_read=0.5),
                    entry("2027-01-01T00:00:00Z", input=1.0, output=4.0),
                ],
                "batch": [
                    {"start": None, "rates": None},
                    entry("2024-04-15T00:00:00Z", input=1.0, output=4.0),
                ],
            },
            "gone": {"standard": [entry(None, input=1.0, output=1.0)]},
            "old": {"standard": [entry(None, input=1.0, output=1.1)]},
        },
        xai={"grok": {"standard": [entry(None, input=3.0, output=4.800000000000001)]}},
    )

    found = second_list(TODAY)

    assert found is not None
    assert (found.name, found.of, "model_prices" in sys.modules) == ("model-prices 9.1", "2026-11-20", False)
    assert found.prices == {
        ("openai", "o3"): {
            "input_price": 2,
            "output_price": 8,
            "cache_read_price": Decimal("0.5"),
            "batch_input_price": 1,
            "batch_output_price": 4,
        },
        ("openai", "old"): {"input_price": 1, "output_price": Decimal("1.1")},
        ("x-ai", "grok"): {"input_price": 3, "output_price": Decimal("4.8")},
    }


def test_a_shared_model_is_compared_in_each_field_and_what_one_list_lacks_is_a_difference(
    install: Install,
) -> None:
    tier = {"above": 200_000, "input": 4.0, "output": 12.0}
    prices = entry(None, input=2.5, output=8.0, cache_write=2.5, cache_write_1h_multiple=2.0, tiers=[tier])
    install(openai={"o3": {"standard": [prices]}})

    ours = row(
        cache_read_price="0.5", cache_write_1h_price="4", long_context_threshold=199_999,
        long_context_input_price="4", long_context_output_price="13",
    )  # fmt: skip

    assert differences(ours, row(model="only-ours")) == [
        ("openai/o3", "input_price", 2, Decimal("2.5")),
        ("openai/o3", "cache_read_price", Decimal("0.5"), None),
        ("openai/o3", "cache_write_price", None, Decimal("2.5")),
        ("openai/o3", "cache_write_1h_price", 4, 5),
        ("openai/o3", "long_context_output_price", 13, 12),
    ]
    assert differences(row(into="2.5", cache_write_price="2.5")) == [
        ("openai/o3", "long_context_threshold", None, 200_000),
        ("openai/o3", "long_context_input_price", None, 4),
        ("openai/o3", "long_context_output_price", None, 12),
    ]


def test_models_are_shared_by_their_own_names_and_never_by_how_a_name_begins(install: Install) -> None:
    install(anthropic={"claude-9-20260101": {"standard": [entry(None, input=1.0, output=5.0)]}})
    second = second_list(TODAY)
    assert second is not None

    by_name = row(
        "anthropic", "claude-9-latest", match={"or": [{"equals": "Claude-9-20260101"}, {"contains": "9"}]}
    )
    by_start = row("anthropic", "claude-9", match={"starts_with": "claude-9"})

    assert [compare([each], second).shared for each in (by_name, by_start)] == [1, 0]


def test_prices_by_the_hour_are_compared_in_the_dearest_hours(install: Install) -> None:
    install(
        deepseek={"flash": {"standard": [entry(None, input=0.15, output=0.6)]}},
        openai={"o3": {"standard": [entry(None, input=2.0, output=8.0)]}},
    )

    assert differences(row("deepseek", "flash", "0.3", "1.2"), row()) == []


def test_models_of_other_meters_are_left_out(install: Install) -> None:
    install(openai={"o3": {"standard": [entry(None, input=2.0, output=99.0)]}})

    assert differences(row(text=False)) == []
    assert differences(row()) == [("openai/o3", "output_price", 8, 99)]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"schema": 2}, "its form is 2, not 1"),
        ({"text": "not json"}, "JSONDecodeError"),
        ({"text": "{}"}, "KeyError: 'schema'"),
        ({"text": "[]"}, "TypeError"),
        ({"openai": {"o3": {"standard": "?"}}}, "TypeError"),
    ],
)
def test_a_list_in_another_form_is_refused_and_not_half_read(
    install: Install, wrong: dict[str, Any], said: str
) -> None:
    install(**wrong)

    with pytest.raises(UnreadableListError, match=said):
        second_list(TODAY)


def _installed() -> bool:
    try:
        distribution(PACKAGE)
    except PackageNotFoundError:
        return False
    return True


@pytest.mark.skipif(not _installed(), reason="the second list is installed with the development packages")
def test_the_installed_list_shares_models_with_ours_and_agrees_on_most() -> None:
    second = second_list(date.today())  # noqa: DTZ011  # as of any day
    rows = {(each.provider, each.model): each for each in listed_prices()}
    assert second is not None

    found = compare((PriceRow(**_fields(each)) for each in rows.values()), second)

    differing = {each.reference for each in found.differences}
    assert found.shared > 100
    assert len(differing) < found.shared / 2


def _fields(listed: Any) -> dict[str, Any]:
    return {name: getattr(listed, name) for name in listed.__slots__}
