"""Model steps and own lines in a form: read, numbered without gaps, made from the inputs of a unit."""

from decimal import Decimal
from fractions import Fraction
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings

from calculator.domain.costs import estimate
from calculator.domain.fields import BY_NAME
from calculator.domain.presets import BY_KEY, PRESETS, Preset
from calculator.domain.workload_input import lists_from, parse_workload
from calculator.web.form_rows import ROW_NAMES, Rows, as_steps
from calculator.web.forms import WorkloadForm
from tests.calculator.pages import page, rows, text, typed
from tests.calculator.stored import price_row
from tests.calculator.workloads import agents, workloads

pytestmark = pytest.mark.django_db
STEP = {"calls": "2", "input_tokens": "3000", "output_tokens": "300", "input_price": "1", "output_price": "5"}
TWO = {"units_per_month": "100"} | {
    f"steps.{number}.{name}": text for number in (1, 2) for name, text in STEP.items()
}


def test_rows_are_numbered_without_gaps_and_know_what_they_were_called() -> None:
    found = Rows.read(
        {"steps.2.calls": "1", "steps.5.calls": "x", "steps.3.calls": " ", "steps.9.nonsense": "1"}
    )

    assert found.texts == {"steps.1.calls": "1", "steps.2.calls": "x"}
    assert found.sent_name("steps.2.calls") == "steps.5.calls"
    assert found.sent_name("units_per_month") == "units_per_month"
    assert (found.counts, found.removed_from) == ({"steps": 2, "other_lines": 0}, "")


def test_a_row_that_is_removed_takes_no_other_with_it() -> None:
    found = Rows.read({"other_lines.1.name": "A", "other_lines.2.name": "B", "remove": "other_lines.1"})

    assert (found.texts, found.removed_from) == ({"other_lines.1.name": "B"}, "other_lines")


@pytest.mark.parametrize("preset", PRESETS[:5], ids=lambda preset: preset.key)
def test_the_inputs_of_a_unit_become_steps_of_the_same_cost(preset: Preset) -> None:
    form = WorkloadForm({**preset.workload.as_form(), "add": "steps"})

    assert form.is_valid()
    assert form.workload.steps != ()
    assert rounded(estimate(form.workload).total_monthly) == rounded(estimate(preset.workload).total_monthly)


def rounded(amount: Fraction) -> Fraction:
    """Tokens that do not divide by the calls are kept to the sixth place."""
    return round(amount, 4)


def test_units_routed_to_a_cheaper_model_become_a_step_of_their_own() -> None:
    form = WorkloadForm({**BY_KEY["loan-applications"].workload.as_form(), "add": "steps"})

    assert form.typed["steps.1.calls"] == form.typed["steps.2.calls"] == "4"
    assert form.typed["steps.2.name"] == "Cheaper model"
    assert (form.typed["steps.2.input_price"], form.typed["steps.1.input_price"]) == ("0.1", "2")
    assert "routed_share" not in form.typed


@pytest.mark.parametrize(
    "broken", [{"calls_per_unit": "many"}, {"calls_per_unit": "0"}, {"routed_share": "2"}]
)
def test_what_cannot_be_read_stays_where_it_was_typed(client: Client, broken: dict[str, str]) -> None:
    html = page(client, **BY_KEY["support-desk"].workload.as_form() | broken | {"add": "steps"})

    assert {name: typed(html, name) for name in broken} == broken
    assert typed(html, "input_tokens") == "5000"
    assert 'id="steps.1"' not in html


def test_nothing_typed_yet_adding_a_step_shows_two_empty_ones(client: Client) -> None:
    html = client.get("/calculator/", {"preset": "none", "add": "steps"}).content.decode()

    assert (typed(html, "steps.1.input_tokens"), typed(html, "steps.2.input_tokens")) == ("", "")
    assert "steps.3.calls" not in html


def test_pressing_the_button_for_a_step_leads_to_the_first_one_made_and_an_empty_second(
    client: Client,
) -> None:
    sent = BY_KEY["support-desk"].workload.as_form() | {
        "preset": "support-desk",
        "tools_monthly": "",
        "add": "steps",
    }

    response = client.get("/calculator/", sent)
    html = client.get(response["Location"]).content.decode()

    assert response.status_code == 302
    assert response["Location"].endswith("&add=steps#steps.2")
    assert (typed(html, "steps.1.input_tokens"), typed(html, "steps.1.calls")) == ("5000", "1")
    assert typed(html, "steps.2.input_tokens") == ""
    assert typed(html, "vector_db_per_unit") == "0.003"
    assert "$11,620.73" in html


def test_a_blank_row_between_two_is_left_out_of_the_address(client: Client) -> None:
    sent = {name.replace("steps.2.", "steps.7."): text for name, text in TWO.items()}

    response = client.get("/calculator/", sent)

    assert response["Location"].count("steps.2.") == len(STEP)
    assert "steps.7" not in response["Location"]


def test_the_live_answer_calls_a_row_by_the_number_on_the_page(client: Client) -> None:
    sent = {name.replace("steps.2.", "steps.3."): text for name, text in TWO.items()} | {"steps.3.calls": "x"}

    html = client.get("/calculator/", sent, headers={"HX-Request": "true"}).content.decode()

    assert 'data-field="steps.3.calls"' in html
    assert "Step 3: calls per unit" in html


def test_an_error_stands_at_the_field_of_its_row_with_what_was_typed(client: Client) -> None:
    response = client.get("/calculator/", TWO | {"steps.2.calls": "several", "other_lines.1.monthly": "$5"})

    html = response.content.decode()
    assert response.status_code == 422
    assert typed(html, "steps.2.calls") == "several"
    assert typed(html, "other_lines.1.monthly") == "$5"
    assert 'id="steps.2.calls-error"' in html
    assert 'id="other_lines.1.name-error"' in html
    assert [name for name, *_rest in WorkloadForm(TWO | {"steps.2.calls": "several"}).summary()] == [
        "steps.2.calls"
    ]


def test_typing_habits_are_understood_in_rows_too(client: Client) -> None:
    habits = {"steps.1.input_tokens": "3,000", "steps.1.input_price": "$1", "steps.1.cache_read_share": "5%",
              "steps.1.price_factor": "78%"}  # fmt: skip

    form = WorkloadForm(TWO | habits)

    assert form.is_valid()
    step = form.workload.steps[0]
    found = [step.input_tokens, step.input_price, step.cache_read_share, step.price_factor]
    assert [str(number) for number in found] == ["3000", "1", "0.05", "0.78"]


def test_a_dollar_sign_alone_is_no_blank_and_not_lost(client: Client) -> None:
    response = client.get("/calculator/", TWO | {"steps.1.input_price": "$"})

    assert response.status_code == 422
    assert typed(response.content.decode(), "steps.1.input_price") == "$"


def test_twenty_steps_are_costed_and_one_more_is_refused_as_a_whole(client: Client) -> None:
    steps = {f"steps.{number}.{name}": text for number in range(1, 21) for name, text in STEP.items()}
    more = {name.replace("steps.20.", "steps.21."): text for name, text in steps.items()}

    html = page(client, units_per_month="1", **steps)
    refused = client.get("/calculator/", {"units_per_month": "1", **steps, **more})

    assert rows(html)["Tokens"] == "$0.18"
    assert refused.status_code == 422
    assert "Model steps: Enter at most 20 model steps." in text(refused.content.decode())
    assert typed(refused.content.decode(), "steps.21.calls") == "2"


def test_the_form_of_steps_is_posted_and_leads_to_its_address(client: Client) -> None:
    blanks = {f"steps.{number}.call_fee": "" for number in (1, 2)}

    response = client.post("/calculator/", TWO | blanks)

    assert response.status_code == 302
    assert "call_fee" not in response["Location"]
    assert rows(client.get(response["Location"]).content.decode())["Tokens"] == "$1.80"


def test_every_box_of_the_largest_form_can_be_sent_at_once(client: Client) -> None:
    most = {"steps": 20, "other_lines": 10}
    boxes = [
        f"{group}.{number}.{part}"
        for group, parts in ROW_NAMES.items()
        for number in range(1, most[group] + 1)
        for part in parts
    ]

    response = client.post("/calculator/", dict.fromkeys([*BY_NAME, *boxes], "") | TWO)

    assert len(boxes) == 20 * len(ROW_NAMES["steps"]) + 60
    assert dict(parse_qsl(urlsplit(response["Location"]).query)) == TWO | {"add": "steps"}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(agents())
def test_any_workload_comes_back_from_its_form(inputs: dict[str, object]) -> None:
    workload = parse_workload(inputs)

    form = WorkloadForm(workload.as_form())

    assert form.errors == {}
    assert form.workload == workload
    assert parse_workload(lists_from(form.inputs)) == workload


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(workloads())
def test_any_flat_workload_costs_the_same_as_steps(inputs: dict[str, object]) -> None:
    flat = parse_workload(inputs)

    form = WorkloadForm({**flat.as_form(), "add": "steps"})

    assert form.errors == {}
    assert form.workload.steps != ()
    assert rounded(estimate(form.workload).total_monthly) == rounded(estimate(flat).total_monthly)


ROUTED = {"units_per_month": "1000", "input_tokens": "6000", "output_tokens": "300", "batch_share": "0.5",
          "routed_share": "0.5", "routed_input_price": "1", "routed_output_price": "2"}  # fmt: skip


@pytest.mark.parametrize(
    ("batch", "typed_factor"),
    [
        ({}, {}),
        ({"batch_input_price": 1, "batch_output_price": 5}, {}),
        ({"batch_input_price": 1, "batch_output_price": 5, "batch_cache_factor": 1}, {}),
        ({}, {"batch_factor": "0.8"}),
    ],
)
def test_units_routed_past_a_model_keep_its_batch_price(
    batch: dict[str, int], typed_factor: dict[str, str]
) -> None:
    price_row("xai", "grok-3", 3, 15, None, **batch)
    flat = WorkloadForm({**ROUTED, **typed_factor, "model": "xai/grok-3", "cache_read_share": "0.9"})

    stepped = WorkloadForm({**flat.typed, "add": "steps"})

    assert (flat.errors, stepped.errors, len(stepped.workload.steps)) == ({}, {}, 2)
    assert ("steps.1.batch_factor" in stepped.inputs) == bool(typed_factor)
    assert estimate(stepped.workload).total_monthly == estimate(flat.workload).total_monthly


@pytest.mark.parametrize("share", ["0.0000001", "0.9999999", "0." + "0" * 24 + "1"])
def test_a_tiny_share_of_routed_units_keeps_its_calls(share: str) -> None:
    prices = {"input_price": "3", "output_price": "15"}
    flat = WorkloadForm({**ROUTED, **prices, "routed_share": share})

    stepped = WorkloadForm({**flat.typed, "add": "steps"})

    assert (flat.errors, stepped.errors, stepped.typed["steps.2.calls"]) == ({}, {}, share)
    assert estimate(stepped.workload).total_monthly == estimate(flat.workload).total_monthly


def test_calls_that_are_no_number_of_thirty_digits_stay_as_they_were() -> None:
    prices = {"input_price": "3", "output_price": "15", "calls_per_unit": "3.000000001"}
    flat = WorkloadForm({**ROUTED, **prices, "routed_share": "0." + "0" * 24 + "1"})

    stepped = WorkloadForm({**flat.typed, "add": "steps"})

    assert (flat.errors, stepped.errors) == ({}, {})
    assert stepped.workload == flat.workload


EMPTY = {f"steps.3.{name}": "" for name in STEP}


def test_a_step_with_nothing_in_it_stays_on_the_page_and_is_said_to_be_in_no_figure(client: Client) -> None:
    sent = client.post("/calculator/", TWO | EMPTY)
    html = client.get(sent["Location"]).content.decode()

    assert urlsplit(sent["Location"]).fragment == "answer"
    assert 'id="steps.3"' in html
    assert "empty, not counted" in text(html)
    assert "One more step has nothing in it: it is in no figure." in text(html)
    assert "nothing in it" not in text(page(client, **TWO))


def test_the_live_estimate_says_the_same_of_a_step_whose_name_alone_is_sent(client: Client) -> None:
    html = client.post("/calculator/", TWO | {"steps.3.name": ""}, headers={"HX-Request": "true"})

    assert "One more step has nothing in it: it is in no figure." in text(html.content.decode())


def test_an_empty_step_that_is_removed_is_gone(client: Client) -> None:
    sent = client.post("/calculator/", TWO | EMPTY | {"remove": "steps.3"})

    assert "add=steps" not in sent["Location"]


@pytest.mark.parametrize(
    ("flat", "calls", "tokens", "searches"),
    [
        ({"calls_per_unit": "3", "input_tokens": "19000"}, ["1", "2"], ["6334", "6333"], [""]),
        (
            {"calls_per_unit": "3", "input_tokens": "19000", "searches_per_unit": "2"},
            ["1", "1", "1"],
            ["6334", "6333"],
            ["1", "0"],
        ),
        (
            {
                "calls_per_unit": "6",
                "input_tokens": "20003",
                "routed_share": "0.25",
                "routed_input_price": "1",
            },
            ["3.75", "0.75", "1.25", "0.25"],
            ["3334", "3333"],
            [""],
        ),
        ({"calls_per_unit": "4", "input_tokens": "10"}, ["4"], ["2.5"], [""]),
        ({"calls_per_unit": "1.5", "input_tokens": "2000"}, ["0.5", "1"], ["1334", "1333"], [""]),
        ({"calls_per_unit": "0.3", "input_tokens": "1000"}, ["0.1", "0.2"], ["3334", "3333"], [""]),
        ({"calls_per_unit": "1.5", "input_tokens": "3000"}, ["1.5"], ["2000"], [""]),
    ],
)
def test_tokens_that_do_not_divide_stay_whole_and_none_is_lost(
    flat: dict[str, str], calls: list[str], tokens: list[str], searches: list[str]
) -> None:
    found = as_steps({**flat, "input_price": "3"})

    assert found is not None
    rows = [f"steps.{number}." for number in range(1, len(calls) + 1)]
    assert [found[f"{row}calls"] for row in rows] == calls
    assert {found[f"{row}input_tokens"] for row in rows} == set(tokens)
    assert {found.get(f"{row}searches", "") for row in rows} == set(searches)
    assert sum(Decimal(found[f"{row}calls"]) for row in rows) == Decimal(flat["calls_per_unit"])
    assert sum(
        Decimal(found[f"{row}calls"]) * Decimal(found[f"{row}input_tokens"]) for row in rows
    ) == Decimal(flat["input_tokens"])
