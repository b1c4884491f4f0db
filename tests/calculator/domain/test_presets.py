"""The worked examples."""

import re
from datetime import date
from functools import cache

import pytest

from calculator.domain.cost_lines import PER_UNIT_LINES
from calculator.domain.costs import estimate
from calculator.domain.presets import BY_KEY, PRESETS, Preset, Source, _preset
from calculator.domain.workload_input import parse_workload
from calculator.prices.genai_prices import ListedPrice, listed_prices
from calculator.prices.search import MAKERS, version_of
from runrate.core.numbers import money, percent


def test_the_examples_keep_their_keys() -> None:
    assert [preset.key for preset in PRESETS] == [
        "article-small",
        "article-large",
        "support-desk",
        "insurance-claims",
        "loan-applications",
        "claims-agent",
    ]
    assert [preset.illustrative for preset in PRESETS] == [False, False, True, True, True, True]


def test_the_claims_agent_makes_six_calls_on_two_models() -> None:
    steps = BY_KEY["claims-agent"].workload.steps

    assert sum(step.calls or 1 for step in steps) == 6
    assert len({step.input_price for step in steps}) == 2


@pytest.mark.parametrize(
    ("key", "tokens", "total", "visible"),
    [
        ("article-small", "$99.00", "$13,599.00", "0.7%"),
        ("article-large", "$49,500.00", "$744,500.00", "6.6%"),
    ],
)
def test_the_articles_companies_come_out_as_recomputed(
    key: str, tokens: str, total: str, visible: str
) -> None:
    found = estimate(BY_KEY[key].workload)

    assert money(found.line("tokens").monthly) == tokens
    assert money(found.total_monthly) == total
    assert percent(found.visible_share or 0) == visible


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_every_input_of_an_example_has_a_source_with_a_date(preset: Preset) -> None:
    numbers = {name for name, value in preset.workload.entered().items() if not isinstance(value, str)}
    assert set(preset.sources) == numbers
    assert all(source.text and source.day for source in preset.sources.values())


@pytest.mark.parametrize("preset", PRESETS[2:], ids=lambda preset: preset.key)
def test_illustrative_examples_fill_every_line_and_pay(preset: Preset) -> None:
    found = estimate(preset.workload)

    assert found.complete
    assert (found.net_monthly or 0) > 0


@cache
def listed() -> dict[str, ListedPrice]:
    """The makers' own models by name, each at its newest price."""
    return {row.display_name: row for row in listed_prices() if row.provider in MAKERS}


def priced_by(source: Source) -> ListedPrice:
    """The row that a source of a price names: "Maker list price of Model 1, as a list lists it"."""
    named = re.fullmatch(r"\w+ list price of (?P<model>[^,]+), as (?P<list>.+) lists it", source.text)
    assert named is not None, source.text
    row = listed()[named["model"]]
    assert (named["list"], source.day, bool(source.url)) == (row.listed_in, row.listed_on, True)
    return row


@pytest.mark.parametrize("preset", PRESETS[2:], ids=lambda preset: preset.key)
def test_an_illustrative_example_prices_a_model_that_is_sold_today_as_the_list_has_it(preset: Preset) -> None:
    """N33: each price names its model and list; neither a deprecated model nor an older one of its family."""
    prices = {name: source for name, source in preset.sources.items() if name.endswith("_price")}
    assert prices.keys() == {name for name in preset.workload.entered() if name.endswith("_price")}
    for name, source in prices.items():
        row = priced_by(source)
        family = re.sub(r"[\d.]+$", "", row.display_name)
        versions = [version_of(other) for other in listed() if re.fullmatch(rf"{family}[\d.]+", other)]
        assert preset.workload.get(name) == getattr(row, name.rpartition(".")[2].removeprefix("routed_"))
        assert (row.deprecated, row.text) == (False, True)
        assert version_of(row.display_name) == max(versions)
    assert len(prices) >= 4


def test_the_check_of_the_examples_sees_a_model_of_yesterday() -> None:
    """What the test above rests on: the list still has older ones and marks those that were given up."""
    assert version_of("Claude Sonnet 4.5") < version_of("Claude Sonnet 5.5")
    assert "Claude Sonnet 4.5" in listed()
    assert any(row.deprecated for row in listed().values())


def test_a_preset_has_a_source_for_each_of_its_numbers() -> None:
    given = Source("Measured", date(2026, 1, 2))
    inputs = {"unit_name": "claim", "units_per_month": 5, "input_tokens": 1, "output_tokens": 2}
    prices = {"input_price": 3, "output_price": 4}

    found = _preset("claims", "Claims", "Five claims.", inputs | prices, dict.fromkeys(prices, given))
    named = _preset("claims", "Claims", "Five claims.", inputs | prices, {}, given)

    assert (found.key, found.title, found.summary, found.illustrative) == (
        "claims",
        "Claims",
        "Five claims.",
        True,
    )
    nothing = {f"{key}_monthly": 0 for key in PER_UNIT_LINES}
    assert found.workload == parse_workload(inputs | prices | nothing)
    assert named.workload == parse_workload(inputs | prices)
    assert {name: source is given for name, source in found.sources.items()} == {
        "units_per_month": False,
        "input_tokens": False,
        "output_tokens": False,
        "input_price": True,
        "output_price": True,
        **dict.fromkeys(nothing, False),
    }
    assert set(named.sources.values()) == {given}
    assert named.illustrative is False
