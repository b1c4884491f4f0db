"""Behind "Explore": everything around the estimate, from the address alone."""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from calculator.domain.presets import BY_KEY
from calculator.domain.what_if import levers
from calculator.domain.what_if.guesses import Exploration
from calculator.models import Scenario
from calculator.web import explore_page
from runrate.accounts.models import User
from tests.calculator.exploring import DESK, explored
from tests.calculator.pages import text
from tests.calculator.stored import price_row
from tests.faults.browser import hidden_fields

pytestmark = pytest.mark.django_db


def dict_of(mapping: Mapping[str, Fraction]) -> dict[str, Fraction]:
    assert isinstance(mapping, dict)
    return mapping


def test_the_page_names_what_moves_the_total_most(client: Client) -> None:
    html = text(explored(client))

    assert "Units per month: this moves the total most" in html
    assert "Applied together, these levers save $307 per month and leave $11,314." in html


def test_one_lever_alone_is_not_told_as_several(client: Client) -> None:
    """M12: nothing overlaps, and of time alone no cash is counted beside it."""
    by_seat = {"units_per_month": "1000", "seats": "10", "seat_monthly": "20"}
    review = {"review_rate": "0.1", "review_minutes": "4", "reviewer_hourly_cost": "45"}

    html = text(client.get("/calculator/explore/", by_seat | review).text)

    assert "Reviewing 50% fewer frees reviewers' time of $150.00 per month" in html.replace("&#x27;", "'")
    unsaid = ("They overlap", "All of them together", "$0.00", "This lever saves", "None of the usual")
    assert [said for said in unsaid if said in html] == []


def test_a_lever_says_how_far_it_is_pulled(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    as_it_is = text(explored(client))
    for key in levers.PULLED:
        monkeypatch.setitem(dict_of(levers.PULLED), key, Fraction(1, 8))

    otherwise = text(explored(client))

    names = ("Send %s as batch", "Let a cheaper model answer %s", "Shorten the prompts by %s",
             "Cut failing attempts by %s", "Review %s fewer")  # fmt: skip
    assert [name for name in names if name % "13%" not in otherwise] == []
    assert [name % n for name, n in zip(names, ("50%", "50%", "30%", "50%", "50%"), strict=True)
            if name % n not in as_it_is] == []  # fmt: skip


def test_a_model_without_a_batch_price_gets_no_batch_lever_and_no_factor_of_another(client: Client) -> None:
    price_row("openai", "none", 2, 8, None)
    price_row("openai", "some", 2, 8, None, batch_input_price=1, batch_output_price=4)
    inputs = {name: value for name, value in DESK.as_form().items() if "_price" not in name}

    none, some = (
        text(client.get("/calculator/explore/", inputs | {"model": f"openai/{model}"}).content.decode())
        for model in ("none", "some")
    )

    assert "as batch" not in none
    assert "Send 50% as batch" in some


def test_a_year_grows_as_asked(client: Client) -> None:
    """The months have names, the first is the one we are in."""
    grown = Exploration({"growth": "0.05"}, DESK)

    first, second = explore_page.explore(grown, today=date(2026, 11, 28)).months[:2]

    assert first == ("November 2026", "18,000", "$11,621", "$11,621")
    assert second == ("December 2026", "18,900", "$11,852", "$23,472")
    assert "18,900 $11,852 $23,472" in text(explored(client, growth="0.05"))


def test_seats_are_said_to_stay_and_growth_to_change_no_month(client: Client) -> None:
    seats = {"units_per_month": "100000", "seats": "10", "seat_monthly": "10"}

    html = text(client.get("/calculator/explore/", {**seats, "growth": "20%"}).content.decode())

    assert "Seats are counted as 10 at every volume: more work may need more of them." in html
    assert "nothing that was entered moves with volume, so growth changes no month." in html
    assert "Enter a growth per month" not in html


def test_twelve_equal_months_are_a_sentence_and_no_table(client: Client) -> None:
    html = text(explored(client))

    assert "At today's volume each month costs $11,621, and the next twelve months $139,449." in html
    assert "So far" not in html


def test_the_page_answers_before_anything_is_typed(client: Client) -> None:
    """W22: how far it may be off, how often it pays and what that hangs on, from ranges that are named."""
    html = text(explored(client))

    opening, _heading, rest = html.partition("Which input matters most?")
    assert "The estimate is $11,621 per month in total." in opening
    assert "In 8 of 10 cases the month costs between about $" in opening
    assert "of 5,000 simulated months the tickets earn more than they cost." in opening
    assert "up to 20% lower or higher" in opening
    assert "Taken as known, from price lists, contracts, payroll and the calendar: " in opening
    assert "Change the ranges and what is compared" in rest


@pytest.mark.parametrize(
    "banned", ["other months", "A power from", "Nothing is uncertain", "triangle", " a month", "draws from"]
)
def test_the_page_speaks_plainly(client: Client, banned: str) -> None:
    """W10, W22."""
    assert banned not in text(explored(client))


def test_a_refused_range_is_told_in_the_title_in_a_summary_and_at_its_box(client: Client) -> None:
    """W33."""
    html = explored(client, low_input_tokens="x", growth="lots")

    assert "<title>Error: How sure is the estimate?" in " ".join(html.split()).replace("<title> ", "<title>")
    summary = html.partition("error-summary")[2].partition("</div>")[0]
    assert 'href="#low_input_tokens"' in summary
    assert 'href="#growth"' in summary
    assert 'id="growth" name="growth" value="lots"' in " ".join(html.split())
    assert "Error:" not in explored(client)


def test_another_model_is_set_against_the_typed_prices(client: Client) -> None:
    price_row("openai", "o3", 2, 8, "2025-06-10")

    html = text(explored(client, other_model="openai/o3"))

    assert "With openai/o3 instead" in html
    assert "Total per month $11,620.73" in html


def test_another_model_is_taken_at_its_list_price_and_that_is_said(client: Client) -> None:
    price_row("openai", "o3", 2, 8, "2025-06-10")

    plain, agreed = (
        text(explored(client, other_model="openai/o3", **own)) for own in ({}, {"price_factor": "0.5"})
    )

    said = "At its list price: your own share of list price is not applied to another model."
    assert (said in plain, said in agreed) == (False, True)
    tokens = re.compile(r"Tokens \$[\d.,]+ (\$[\d.,]+)")
    assert tokens.findall(plain.partition("instead")[2]) == tokens.findall(agreed.partition("instead")[2])


def test_the_cheaper_model_of_the_same_seller_is_named_and_the_cheapest_has_none(client: Client) -> None:
    price_row("openai", "gpt-9", 2, 8, "2025-06-10")
    price_row("openai", "gpt-9-mini", 1, 4, "2025-06-10")
    inputs = {name: value for name, value in DESK.as_form().items() if "_price" not in name}

    large, small = (
        text(client.get("/calculator/explore/", inputs | {"model": f"openai/{model}"}).content.decode())
        for model in ("gpt-9", "gpt-9-mini")
    )

    assert "50% by openai/gpt-9-mini, $1.00 in / $4.00 out per million tokens" in large
    assert "Let a cheaper model answer" not in small


def test_an_example_names_the_model_that_would_be_cheaper_than_its_own(client: Client) -> None:
    price_row("anthropic", "claude-haiku-5-5", 0.1, 0.5, None)

    html = text(client.get("/calculator/explore/", {"preset": "claims-agent"}).content.decode())

    said = "50% by anthropic/claude-haiku-5-5, $0.10 in / $0.50 out per million tokens"
    assert f"Step 3: {said}, $0.10 cached, $0.10 for a cache write" in html
    assert f"Step 5: {said}" in html
    assert "your price as a share of list price" not in html.partition("What could lower the cost?")[2][:2000]


def test_a_unit_that_costs_the_same_at_any_volume_is_said_to(client: Client) -> None:
    """W15."""
    tokens = {"units_per_month": "100", "input_tokens": "1000", "output_tokens": "10", "input_price": "5",
              "output_price": "10", "unit_name": "letter"}  # fmt: skip

    html = text(client.get("/calculator/explore/", tokens).content.decode())

    assert "As far as entered, one letter costs $0.0051, the same at any volume" in html
    assert "One ticket costs" in text(explored(client))


def test_each_sum_of_half_an_estimate_is_at_least_so_much(client: Client) -> None:
    """W8."""
    tokens = {"units_per_month": "4000", "input_tokens": "5000", "output_tokens": "2000", "input_price": "3",
              "output_price": "15", "unit_name": "claim"}  # fmt: skip

    html = text(client.get("/calculator/explore/", tokens).content.decode())

    assert "each month costs at least $180.00, and the next twelve months at least $2,160." in html
    assert "and leave at least $" in html
    assert "Total per month, at least about $" in html
    assert "Units per month Total, at least Per unit, at least Visible" in html
    assert "at least" not in text(explored(client))


def test_other_prices_are_set_against_todays(client: Client) -> None:
    html = text(explored(client, price_change="-0.5"))

    assert "With model prices changed by −50.0%" in html
    assert "Tokens $473.85 $236.93 −$236.93" in html
    assert "Human review $3,780.00" not in html.partition("changed by −50.0%")[2]
    assert "With model prices changed by" not in text(explored(client))


def test_dearer_prices_say_plus(client: Client) -> None:
    assert "With model prices changed by +20.0%" in text(explored(client, price_change="0.2"))


def test_an_unknown_model_says_so(client: Client) -> None:
    assert "No price is known for the model nobody/knows." in text(
        explored(client, other_model="nobody/knows")
    )


def test_a_broken_workload_goes_back_to_the_calculator(client: Client) -> None:
    response = client.get("/calculator/explore/", DESK.as_form() | {"review_rate": "3"})

    assert urlsplit(response["Location"]).path == "/calculator/"
    assert parse_qs(urlsplit(response["Location"]).query)["review_rate"] == ["3"]


def test_guesses_and_seed_are_kept_with_the_scenario(alice: User, alice_client: Client) -> None:
    html = explored(alice_client, low_units_per_month="9000", seed="77")
    alice_client.post("/calculator/save/", {"scenario": hidden(html), "name": "With ranges"})

    assert Scenario.objects.get().exploration == {"seed": "77", "low_units_per_month": "9000"}


def test_guesses_of_a_saved_scenario_are_there_again_and_can_be_changed_in_place(
    alice: User, alice_client: Client
) -> None:
    first = hidden(explored(alice_client, low_input_tokens="4000", seed="77"))
    alice_client.post("/calculator/save/", {"scenario": first, "name": "Desk"})
    scenario = Scenario.objects.get()

    again = explored(alice_client, scenario=str(scenario.pk))
    changed = explored(alice_client, scenario=str(scenario.pk), low_input_tokens="3000", seed="78")
    alice_client.post("/calculator/save/", {"scenario": hidden(changed), "update": "1"})

    assert 'name="low_input_tokens" value="4000"' in again
    assert 'name="seed" value="77"' in again
    assert "Save changes, ranges and seed to “Desk”" in text(changed)
    assert Scenario.objects.get().exploration == {"seed": "78", "low_input_tokens": "3000"}


def test_what_was_said_of_an_estimate_is_said_when_it_is_saved(alice: User, alice_client: Client) -> None:
    """Saved without a look at Explore, it had a seed of its own: other ends and other odds."""
    inputs = BY_KEY["claims-agent"].workload.as_form()
    address = "/calculator/explore/"
    before = text(alice_client.get(address, inputs).text)
    alice_client.post("/calculator/save/", inputs | {"name": "Agent"})
    after = text(alice_client.get(address, inputs | {"scenario": str(Scenario.objects.get().pk)}).text)

    first, last = "The estimate is $", "Which input matters most?"
    said = [each[each.index(first) : each.index(last)] for each in (before, after)]
    assert said[0] == said[1]


def test_the_same_seed_shows_the_same_range(client: Client) -> None:
    guesses = {"low_units_per_month": "9000", "high_units_per_month": "30000"}

    first, again, other = (explored(client, **guesses, seed=seed) for seed in ("5", "5", "6"))

    assert text(first) == text(again)
    assert text(first) != text(other)


@pytest.mark.parametrize("name", ["seed", "growth", "review_rate_decay", "price_change", "low_input_tokens"])
def test_a_guess_that_cannot_be_stays_in_its_field(client: Client, name: str) -> None:
    html = explored(client, **{name: "0.333x"})

    assert 'value="0.333x"' in html.partition(f'name="{name}"')[2].partition(">")[0]


def test_no_guess_keeps_what_a_database_cannot(alice: User, alice_client: Client) -> None:
    fields = hidden_fields(explored(alice_client, low_units_per_month="9\x0000", other_model="\0"))

    alice_client.post("/calculator/save/", fields | {"name": "Desk"})

    kept = Scenario.objects.get().exploration
    assert (kept["low_units_per_month"], "other_model" in kept) == ("900", False)


def hidden(html: str) -> str:
    return hidden_fields(html)["scenario"]


def test_once_a_range_is_typed_ours_stand_beside_their_inputs_as_not_varied(client: Client) -> None:
    ours, typed = (
        text(explored(client, **query)) for query in ({}, {"low_review_rate": "5%", "high_review_rate": "9%"})
    )

    units = DESK.units_per_month
    assert units is not None
    said = f"{int(units * 4 / 5):,} to {int(units * 6 / 5):,}"
    assert f"{said} (not varied)" not in ours
    assert f"{said} (not varied)" in typed


def test_where_no_lever_saves_anything_the_page_says_so_and_small_savings_are_no_zero(client: Client) -> None:
    nothing = {"units_per_month": "10", "seats": "4", "seat_monthly": "20"}
    little = {
        "units_per_month": "100",
        "input_tokens": "100",
        "output_tokens": "10",
        "input_price": "1",
        "output_price": "5",
    }

    seats = text(client.get("/calculator/explore/", nothing).content.decode())
    tokens = text(client.get("/calculator/explore/", little).content.decode())

    assert "None of the usual levers saves anything on what is entered so far." in seats
    assert (
        "At today's volume each month costs at least $0.015, and the next twelve months at least $0.18."
        in tokens
    )
    assert "$0 " not in tokens


def test_the_totals_at_other_volumes_are_one_column(client: Client) -> None:
    """W31: $1,102 does not stand below $452.18."""
    inputs = {
        "units_per_month": "3000000", "input_tokens": "800", "output_tokens": "60", "input_price": "0.15",
        "output_price": "0.6", "vector_db_monthly": "380",
    }  # fmt: skip

    html = client.get("/calculator/explore/", inputs).text

    table = html.partition('aria-label="Scale as a table"')[2].partition("</table>")[0]
    assert re.findall(r"\$[\d,.]+", text(table))[::2] == ["$385", "$427", "$848", "$5,060", "$47,180"]
