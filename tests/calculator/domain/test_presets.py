"""The worked examples."""

from datetime import date

import pytest

from calculator.domain.cost_lines import PER_UNIT_LINES
from calculator.domain.costs import estimate
from calculator.domain.presets import BY_KEY, PRESETS, Preset, Source, _preset
from calculator.domain.workload_input import parse_workload
from calculator.prices.genai_prices import listed_prices
from runrate.core.numbers import money, percent


def test_the_five_examples_keep_their_keys() -> None:
    assert [preset.key for preset in PRESETS] == [
        "article-small",
        "article-large",
        "support-desk",
        "insurance-claims",
        "loan-applications",
    ]
    assert [preset.illustrative for preset in PRESETS] == [False, False, True, True, True]


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
    assert set(preset.sources) == set(preset.workload.as_json()) - {"unit_name"}
    assert all(source.text and source.checked_on for source in preset.sources.values())


@pytest.mark.parametrize("preset", PRESETS[2:], ids=lambda preset: preset.key)
def test_illustrative_examples_fill_every_line_and_pay(preset: Preset) -> None:
    found = estimate(preset.workload)

    assert found.complete
    assert (found.net_monthly or 0) > 0


@pytest.mark.parametrize("preset", PRESETS[2:], ids=lambda preset: preset.key)
def test_an_illustrative_example_prices_a_model_that_is_sold_today_as_the_list_has_it(preset: Preset) -> None:
    """Sources name the model and the list; prices of a second model stand beside it in the list too."""
    newest = {(row.provider, row.model): row for row in listed_prices()}
    main, small = newest["anthropic", "claude-sonnet-5-5"], newest["anthropic", "claude-haiku-5-5"]
    workload = preset.workload

    assert not main.deprecated
    assert not small.deprecated
    prices = ("input_price", "output_price", "cache_read_price", "cache_write_price")
    assert [getattr(workload, name) for name in prices] == [getattr(main, name) for name in prices]
    if workload.routed_share:
        routed = [workload.routed_input_price, workload.routed_output_price]
        assert routed == [small.input_price, small.output_price]
    assert preset.sources["input_price"].text.endswith(f"as {main.listed_in} lists it")
    assert preset.sources["input_price"].checked_on == main.listed_on


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
