"""What was understood, in words and figures."""

from datetime import date
from fractions import Fraction

import pytest

from calculator.models import UsageExport, UsageUpload
from calculator.uploads.bills import bills_of
from calculator.uploads.choosing import CALLS, proxies
from calculator.uploads.pairs import belong_together
from calculator.usage.analysis.bill import Choice
from calculator.web.usage.understood import checked, checks_of, paid, period_of, rows_counted, understood
from runrate.accounts.models import User
from tests.calculator.stored import price_row
from tests.calculator.uploads.conftest import Give, give  # noqa: F401  # a fixture


def test_an_export_says_what_it_is_and_what_it_holds(alice: User, give: Give) -> None:  # noqa: F811  # same
    [export] = give("focus-1.0-aws-bedrock.csv").exports.all()

    found = understood(export)

    assert found.title.startswith("FOCUS bill")
    assert found.title.endswith("11 rows, none refused") or found.title.endswith("10 rows, none refused")
    facts = dict(found.facts)
    assert facts["input tokens, cached ones included"] == "119,000,000"
    assert facts["Money, billed"] == "$102.80"
    assert facts["Money, tax"] == "$21.50"


@pytest.mark.parametrize("name", ["litellm-spend-logs.jsonl", "openai-dashboard-usage.csv"])
def test_calls_that_stand_for_units_are_those_that_were_understood(
    alice: User,
    give: Give,  # noqa: F811  # same
    name: str,
) -> None:
    upload = give(name)
    [export], [bill] = upload.exports.all(), bills_of(upload, user=alice)

    facts = dict(understood(export).facts)
    [offered] = [each.count for each in proxies(bill, Choice("2026-10")) if each.name == CALLS]

    assert str(offered) == facts.get("calls that were billed, as below", facts["calls"])
    assert ("of which failed" in facts) == (str(offered) != facts["calls"])


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "1 October 2026 to 31 October 2026 (UTC)"),
        (date(2026, 10, 1), date(2026, 10, 1), "1 October 2026 (UTC)"),
        (None, None, "no days"),
    ],
)
def test_a_period_is_its_days(first: date | None, last: date | None, words: str) -> None:
    assert period_of(UsageExport(first_day=first, last_day=last, zone="UTC")) == words


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("102.8", "USD", "$102.80"),
        ("0.03064", "USD", "$0.03064"),
        ("43.965", "EUR", "€43.97"),
        ("0.9", "EUR", "€0.90"),
        ("0.25", "credits", "0.25 credits"),
        ("0", "USD", "$0.00"),
    ],
)
def test_small_amounts_are_not_nothing(amount: str, currency: str, words: str) -> None:
    assert paid(Fraction(amount), currency) == words


def test_money_is_compared_with_tokens_at_list_prices(alice: User, give: Give) -> None:  # noqa: F811  # same
    price_row("openai", "gpt-4.1-2025-04-14", 200, 800, "2025-04-14")
    give("openai-dashboard-cost.csv")
    usage = give("openai-dashboard-usage.csv")
    [asked] = bills_of(usage, user=alice)
    assert asked.pair is not None
    belong_together(pair=asked.pair, together=True)
    [bill] = bills_of(UsageUpload.objects.get(pk=usage.pk), user=alice)

    [check] = checks_of(bill)

    assert not check.passed
    assert checked(check) == (
        (
            "openai/gpt-4.1-2025-04-14: $0.03064 in the file, $3.20 at the prices of our list: "
            "money may be in hundreds"
        ),
        False,
    )


def test_money_near_list_prices_is_said_with_both_numbers_and_how_far_apart(
    alice: User,
    give: Give,  # noqa: F811  # a fixture
) -> None:
    price_row("openai", "gpt-4.1-2025-04-14", 2, 8, "2025-04-14", cache_read_price="0.5")
    give("openai-dashboard-cost.csv")
    [bill] = bills_of(give("openai-dashboard-usage.csv"), user=alice)

    assert [checked(each) for each in checks_of(bill)] == [
        (
            "openai/gpt-4.1-2025-04-14: $0.03064 in the file, $0.03008 at the prices of our list: 1.9% more",
            True,
        )
    ]


def test_rows_are_counted_in_numbers() -> None:
    counted = UsageExport(
        format="openai-dashboard-usage", rows_read=3, rows_taken=2, set_aside={"a time": 1}, rows_refused=0
    )

    assert rows_counted(counted) == (
        "OpenAI usage, rows: 2 taken + 1 set aside + 0 refused = 3 read.",
        True,
    )
    counted.rows_read = 4
    assert rows_counted(counted) == (
        "OpenAI usage, rows: 2 taken + 1 set aside + 0 refused are not the 4 read.",
        False,
    )


def test_money_that_a_file_has_in_two_currencies_is_said_to_be_the_same(
    alice: User,
    give: Give,  # noqa: F811  # a fixture
) -> None:
    [export] = give("azure-cost-details-mca.csv").exports.all()

    facts = dict(understood(export).facts)

    assert facts["Money, billed"] == "€19.85"
    assert facts["The same money in dollars, as the file converts it from EUR"] == "$22.05"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("openai-dashboard-cost.csv", "input tokens, as far as the file tells them"),
        ("openai-dashboard-usage.csv", "input tokens, cached ones included"),
    ],
)
def test_input_is_told_as_far_as_a_file_tells_cached_tokens(
    alice: User,
    give: Give,  # noqa: F811  # a fixture
    name: str,
    label: str,
) -> None:
    [export] = give(name).exports.all()

    assert [fact for fact, _figure in understood(export).facts if "input tokens" in fact] == [label]


@pytest.mark.parametrize(
    ("name", "note"),
    [
        (
            "openai-usage-completions.json",
            "The export goes on: this file is one page of several. Add the others.",
        ),
        (
            "cursor-usage-events.csv",
            "Calls that the plan includes have no price in this file: unknown, not 0.",
        ),
        (
            "github-copilot-ai-usage.csv",
            "The file counts credits, not calls: people seen can stand for units.",
        ),
        ("anthropic-usage-report.json", "This format does not count calls."),
    ],
)
def test_what_a_reader_notes_is_said_in_plain_words(
    alice: User,
    give: Give,  # noqa: F811  # a fixture
    name: str,
    note: str,
) -> None:
    [export] = give(name).exports.all()

    assert note in understood(export).notes
