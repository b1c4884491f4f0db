"""From rows to a source: what a scenario and a submission bring into a report."""

from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from time_machine import travel

from assessment.domain.answer_sheet import NotApplicable
from assessment.domain.questionnaire import load
from assessment.domain.team_combine import combine
from assessment.models import Submission, TeamRound
from calculator.domain.break_even.retirement import Triggers
from calculator.domain.workload_input import parse_workload
from calculator.models import Scenario, UsageUpload
from calculator.prices.pricing import Priced, price_inputs
from calculator.scenarios.services import save_scenario
from calculator.uploads.samples import FOLDER
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from runrate.reports.domain.currency import Exchange
from runrate.reports.domain.input_reading import parse_source
from runrate.reports.domain.inputs import Costed
from runrate.reports.services.gathering import assessed_from, gather
from tests.assessment.sheets import sheet as rated
from tests.calculator.stored import price_row
from tests.calculator.web.usage.conftest import Send
from tests.calculator.web.usage.conftest import send as send  # noqa: PLC0414 - a fixture
from tests.calculator.web.usage.test_take_views import FOCUS, choose
from tests.reports.euros import EUROS
from tests.reports.readers import DAY, SMALL


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ({"currency": "EUR", "exchange_rate": EUROS.rate, "exchange_rate_on": EUROS.day}, EUROS),
        ({"currency": "EUR", "exchange_rate": None, "exchange_rate_on": None}, None),
        ({"currency": "XYZ", "exchange_rate": EUROS.rate, "exchange_rate_on": EUROS.day}, None),
        ({"currency": "USD", "exchange_rate": EUROS.rate, "exchange_rate_on": EUROS.day}, None),
    ],
)
def test_a_report_takes_the_currency_of_its_scenario(
    alice: User, kept: dict[str, Any], found: Exchange | None
) -> None:
    inputs = {name: str(value) for name, value in SMALL.items()}
    scenario = Scenario.objects.create(owner=alice, name="Desk", inputs=inputs, **kept)

    costed = gather(made_on=DAY, submission=None, scenario=scenario).costed

    assert costed is not None
    assert costed.exchange == found
    assert [note.message for note in costed.notes if note.field == "currency"] == (
        ["XYZ is no known currency, so every sum stands in dollars."] if kept["currency"] == "XYZ" else []
    )


@pytest.mark.django_db
@travel(DAY, tick=False)
def test_a_report_says_of_each_step_whose_model_its_price_is(alice: User) -> None:
    price_row("openai", "o3", 2, 8, "2025-06-10")
    price_row("anthropic", "sonnet", 3, 15, "2025-06-10")
    tokens = {"input_tokens": 1000, "output_tokens": 100}
    steps = [tokens | {"model": "openai/o3"}, tokens | {"model": "anthropic/sonnet", "output_price": "9"}]
    priced = price_inputs({"units_per_month": 5, "steps": steps}, DAY)
    scenario = save_scenario(
        id=uuid4(), user=alice, name="Agent", workload=parse_workload(priced.inputs), priced=priced, preset=""
    )

    costed = gather(made_on=DAY, submission=None, scenario=scenario).costed

    assert costed is not None
    assert costed.origins["steps.1.output_price"].startswith("price of openai/o3, checked 24 November 2026")
    assert costed.origins["steps.2.input_price"].startswith(
        "price of anthropic/sonnet, checked 24 November 2026"
    )
    assert costed.origins["steps.2.output_price"] == "you entered"


@pytest.mark.django_db
def test_a_report_of_twenty_typed_steps_and_a_line_of_ones_own_that_is_the_largest(alice: User) -> None:
    step = {
        "input_tokens": 10,
        "output_tokens": 1,
        "input_price": 1,
        "output_price": 2,
        "cache_read_price": 1,
    }
    inputs = {
        "units_per_month": 5,
        "steps": [step | {"name": f"step {number}"} for number in range(20)],
        "other_lines": [{"name": "Lawyers", "monthly": 90_000}, {"name": "Only a name"}],
    }
    workload = parse_workload(inputs)
    scenario = save_scenario(
        id=uuid4(), user=alice, name="Agent", workload=workload, priced=Priced({}), preset=""
    )

    source = gather(made_on=DAY, submission=None, scenario=scenario)
    summary = compose(parse_source(source.as_json())).summary

    assert len(scenario.origins) > 100
    assert "The largest line entered is Lawyers: $90,000 per month" in summary.found[0]
    assert "Only a name" in " ".join(summary.found)


def test_a_report_takes_the_bill_that_was_chosen_last_for_its_scenario(
    alice_client: Client, scenario: Scenario, send: Send
) -> None:
    assert gathered(scenario).billed is None
    upload = send(alice_client, FOCUS)
    choose(alice_client, upload)
    UsageUpload.objects.update(scenario=scenario)

    billed = gathered(scenario).billed

    assert billed is not None
    assert (billed.source, billed.parts["tokens"]) == (
        "FOCUS bill, October 2026, 1 of 31 days taken as the month",
        Fraction("102.8"),
    )
    assert str(billed.workload.units_per_month) == "10000"
    again = parse_source(gather(made_on=DAY, submission=None, scenario=scenario).as_json())
    assert again.costed is not None
    assert again.costed.billed == billed


def test_a_report_names_the_chosen_models_of_a_bill(
    alice_client: Client, scenario: Scenario, send: Send
) -> None:
    upload = send(alice_client, "aws-cur2-bedrock.csv")
    choose(alice_client, upload, units="10", models="NovaPro")
    UsageUpload.objects.update(scenario=scenario)

    billed = gathered(scenario).billed

    assert billed is not None
    assert (billed.source.rpartition(", ")[2], billed.of_part) == ("model: NovaPro", True)
    assert sum(billed.parts.values()) == Fraction("6.64")


@pytest.mark.parametrize("change", [{"owner": None}, {"choice": {}}])
def test_anothers_bill_and_one_without_a_choice_are_in_no_report(
    alice_client: Client, scenario: Scenario, send: Send, change: dict[str, Any]
) -> None:
    choose(alice_client, send(alice_client, FOCUS))
    UsageUpload.objects.update(scenario=scenario, **change)

    assert gathered(scenario).billed is None


def test_a_bill_of_ours_says_that_it_is_made_up(alice_client: Client, scenario: Scenario, send: Send) -> None:
    choose(alice_client, send(alice_client, FOCUS))
    UsageUpload.objects.update(scenario=scenario, is_sample=True)

    billed = gathered(scenario).billed

    assert billed is not None
    assert billed.source == "FOCUS bill, October 2026, 1 of 31 days taken as the month, of a made-up sample"


@pytest.mark.parametrize(
    ("origin", "found"),
    [
        ("measured:focus:2026-10", True),
        ("sample:focus:2026-10", False),
        ("measured:focus:2026-09", False),
        ("measured:openai-usage:2026-10", False),
        ("entered", False),
    ],
)
def test_a_scenario_finds_the_bill_that_its_inputs_name(
    alice_client: Client, scenario: Scenario, send: Send, origin: str, *, found: bool
) -> None:
    """As one that was copied, or saved before its owner signed in, is tied to no upload."""
    choose(alice_client, send(alice_client, FOCUS))
    Scenario.objects.update(origins={"input_tokens": origin})
    scenario.refresh_from_db()

    assert (gathered(scenario).billed is not None) is found


def test_months_of_a_bill_come_along_and_one_alone_does_not(
    alice_client: Client, scenario: Scenario, send: Send
) -> None:
    text = (FOLDER / FOCUS).read_text()
    two = text + text.partition("\n")[2].replace("2026-10-", "2026-09-")
    for content, months in [(text, []), (two, ["2026-09", "2026-10"])]:
        UsageUpload.objects.all().delete()
        upload = send(alice_client, FOCUS, content)
        choose(alice_client, upload)
        UsageUpload.objects.update(scenario=scenario)

        billed = gathered(scenario).billed

        assert billed is not None
        assert list(billed.months) == months
        assert all(billed.months.values())


def gathered(scenario: Scenario) -> Costed:
    costed = gather(made_on=DAY, submission=None, scenario=scenario).costed
    assert costed is not None
    return costed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("origin", "words"),
    [
        ("measured:openai-usage:2026-10", "measured: OpenAI usage, October 2026"),
        ("sample:focus:2026-10", "measured: FOCUS bill, October 2026, of a made-up sample"),
    ],
)
def test_a_report_says_which_bill_measured_an_input(alice: User, origin: str, words: str) -> None:
    inputs = {name: str(value) for name, value in SMALL.items()}
    scenario = Scenario.objects.create(
        owner=alice, name="Desk", inputs=inputs, origins={"input_tokens": origin}
    )

    costed = gather(made_on=DAY, submission=None, scenario=scenario).costed

    assert costed is not None
    assert costed.origins == {"input_tokens": words}


@pytest.mark.django_db
@pytest.mark.parametrize(("raters", "without"), [(4, {}), (5, {"q1": (1, 0), "q10": (0, 2)})])
def test_a_team_of_five_is_told_how_many_gave_no_level_and_a_smaller_one_is_not(
    alice: User, raters: int, without: dict[str, tuple[int, int]]
) -> None:
    out = NotApplicable("nothing is reviewed")
    ratings = [rated(q1="dk", q10=out), rated(3, q10=out), *[rated(4)] * (raters - 2)]
    combined = combine(ratings, load("1"))
    assert combined is not None
    answered = Submission.objects.create(
        owner=alice, version="1", answers=combined.sheet.as_json()["answers"]
    )
    TeamRound.objects.create(owner=alice, version="1", combined=answered, outcome=combined.as_json())

    team = assessed_from(answered).team

    assert team is not None
    assert (team.raters, dict(team.without)) == (raters, without)


@pytest.mark.django_db
def test_a_report_takes_the_last_invoice_and_the_limits_for_retiring(alice: User) -> None:
    inputs = {name: str(value) for name, value in SMALL.items()}
    kept = {
        "last_invoice": Decimal("120.5"),
        "retire_cost_above": Decimal(7),
        "retire_review_above": Decimal("0.2"),
    }
    scenario = Scenario.objects.create(owner=alice, name="Desk", inputs=inputs, **kept)

    costed = gather(made_on=DAY, submission=None, scenario=scenario).costed

    assert costed is not None
    assert costed.last_invoice == Decimal("120.5")
    assert costed.triggers == Triggers(Decimal(7), None, Decimal("0.2"))
