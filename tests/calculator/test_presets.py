"""The worked examples."""

import pytest

from calculator.costs import estimate
from calculator.presets import BY_KEY, PRESETS, Preset
from runrate.kit.numbers import money, percent


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
