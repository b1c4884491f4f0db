"""What a bill does not say is asked for beside its measured inputs; the other file is on the page before."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario, UsageUpload
from calculator.web.usage.asked_form import AskedForm, with_entered
from tests.calculator.stored import price_row
from tests.calculator.web.usage.conftest import Send, sent, text_of
from tests.calculator.web.usage.test_take_views import choose, every, take

USAGE, COST, CONSOLE = "openai-dashboard-usage.csv", "openai-dashboard-cost.csv", "anthropic-console-cost.csv"


def inputs_page(client: Client, upload: UsageUpload) -> Any:
    return client.get(reverse("usage:inputs", args=[upload.pk]))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (COST, "It counts no calls and may leave out cached tokens."),
        (CONSOLE, "A cost export has money and no tokens."),
        (USAGE, "A usage export has tokens and no money."),
    ],
)
def test_the_other_file_is_asked_for_before_any_unit(
    alice_client: Client, send: Send, name: str, said: str
) -> None:
    shown = alice_client.get(send(alice_client, name).get_absolute_url())

    text = text_of(shown)
    assert said in text
    assert text.index(said) < text.index("Units in that month")
    assert 'id="second_file"' in shown.content.decode()


def test_with_both_files_nothing_more_is_asked_for(alice_client: Client, send: Send) -> None:
    send(alice_client, COST)

    shown = alice_client.get(send(alice_client, USAGE).get_absolute_url())

    assert "second_file" not in shown.content.decode()


def test_the_cost_export_of_the_dashboard_alone_becomes_a_scenario(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, COST)
    choose(alice_client, upload, units="5", alias_0="")

    answer = take(alice_client, upload, *every(alice_client, upload))

    made = Scenario.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.workload().input_tokens, made.workload().output_tokens) == (1744, 300)
    assert str(made.last_invoice) == "0.03"
    assert made.origins["input_tokens"] == "measured:openai-dashboard-cost:2026-10.1"


def test_tokens_that_no_file_says_have_their_boxes_here(alice_client: Client, send: Send) -> None:
    price_row("anthropic", "claude-sonnet-4-6", 3, 15, "2025-04-14")
    upload = send(alice_client, CONSOLE)
    choose(alice_client, upload, units="5", alias_0="anthropic/claude-sonnet-4-6")

    asked = inputs_page(alice_client, upload).context["asked"]
    refused = take(alice_client, upload, *every(alice_client, upload), **{"asked-input_tokens": "many"})
    answer = take(
        alice_client,
        upload,
        *every(alice_client, upload),
        **{"asked-input_tokens": "1,200", "asked-output_tokens": "300"},
    )

    assert list(asked.fields) == ["input_tokens", "output_tokens"]
    assert refused.status_code == 422
    assert set(refused.context["asked"].errors) == {"input_tokens", "output_tokens"}
    made = Scenario.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.workload().input_tokens, made.workload().input_price) == (1200, 3)
    assert made.origins["input_tokens"] == "entered"
    assert str(made.last_invoice) == "0.99"


def test_without_prices_a_model_of_the_list_will_do(db: None) -> None:
    price_row("openai", "gpt-4.1", 2, 8, "2025-04-14")
    names = ["input_price", "output_price"]
    empty, named, typed, unknown = (
        AskedForm({f"asked-{name}": text for name, text in fields.items()}, names=names)
        for fields in (
            {},
            {"model": "gpt-4.1"},
            {"input_price": "$2", "output_price": "8"},
            {"model": "no such model at all"},
        )
    )

    assert set(empty.errors) == {"input_price", "output_price"}
    assert named.is_valid()
    assert named.entered == {"model": "openai/gpt-4.1"}
    assert typed.is_valid()
    assert typed.entered == {"input_price": "2", "output_price": "8"}
    assert set(unknown.errors) == {"model"}


def test_what_is_missing_in_a_step_goes_into_that_step() -> None:
    inputs = {"steps": [{"name": "a", "input_price": "1"}, {"name": "b"}]}

    found = with_entered(inputs, {"steps.2.input_price": "3", "review_rate": "0.1"})

    assert found == {
        "steps": [{"name": "a", "input_price": "1"}, {"name": "b", "input_price": "3"}],
        "review_rate": "0.1",
    }
    assert inputs["steps"][1] == {"name": "b"}


def test_more_units_than_calls_ask_whether_the_unit_is_right(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, USAGE)
    choose(alice_client, upload, units="50", alias_0="")
    assert "With this many units, one takes 0.1 model calls" in text_of(inputs_page(alice_client, upload))

    choose(alice_client, upload, units="10,000", alias_0="")
    page = text_of(inputs_page(alice_client, upload))
    assert "With this many units, one takes 0.0005 model calls" in page  # as the row of that input has it

    choose(alice_client, upload, units="5", alias_0="")
    assert "With this many units, one takes" not in text_of(inputs_page(alice_client, upload))


def test_units_that_are_typed_are_not_called_optional(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, USAGE)

    assert alice_client.get(upload.get_absolute_url()).context["form"].fields["units"].required
    counted = {"month": "2026-10", "units_by": "calls", "units": "", "alias_0": ""}
    assert alice_client.post(upload.get_absolute_url(), counted).status_code == 302
    typed = alice_client.post(upload.get_absolute_url(), {**counted, "units_by": "typed"})
    assert typed.status_code == 303
    assert "Enter how many units there were." in text_of(alice_client.get(typed["Location"]))


def test_a_file_given_again_for_a_scenario_stands_beside_it(
    alice_client: Client, send: Send, scenario: Scenario
) -> None:
    upload = send(alice_client, USAGE)
    choose(alice_client, upload, units="5", alias_0="")

    sent(alice_client, USAGE, scenario=str(scenario.pk))

    upload.refresh_from_db()
    assert upload.scenario == scenario
    assert inputs_page(alice_client, upload).context["scenario"] == scenario
    against = alice_client.get(reverse("usage:against", args=[upload.pk]))
    assert against.context["scenario"] == scenario


def test_a_file_chosen_from_the_list_stands_beside_the_scenario_that_it_was_chosen_for(
    alice_client: Client, send: Send, scenario: Scenario
) -> None:
    upload = send(alice_client, USAGE)
    start = alice_client.get("/usage/", {"scenario": str(scenario.pk)})
    address = f"{upload.get_absolute_url()}?scenario={scenario.pk}"

    fields = {"month": "2026-10", "units_by": "typed", "units": "5", "alias_0": ""}
    answer = alice_client.post(address, fields)

    assert f'href="{address}"' in " ".join(start.content.decode().split())
    assert alice_client.get(answer["Location"]).context["scenario"] == scenario


def test_the_calculator_says_beside_each_box_that_it_is_measured(send: Send) -> None:
    visitor = Client()
    send(visitor, COST)
    upload = send(visitor, USAGE)
    choose(visitor, upload, units="5", alias_0="")
    address = take(visitor, upload, *every(visitor, upload))["Location"]

    shown = visitor.get(address).content.decode()
    changed = visitor.get(address.replace("input_tokens=2000", "input_tokens=2001")).content.decode()

    beside = '<output class="field__read" for="{}">measured: OpenAI {}, 1 October 2026</output>'
    assert beside.format("input_tokens", "usage") in shown
    assert beside.format("input_price", "cost") in shown
    assert beside.format("cache_read_share", "usage") in shown
    assert beside.format("input_tokens", "usage") not in changed
    assert beside.format("output_tokens", "usage") in changed
    assert f'name="bill" value="{upload.pk}"' in " ".join(shown.split())


def test_a_model_whose_name_is_too_long_asks_for_no_price_too(db: None) -> None:
    form = AskedForm({"asked-model": "x" * 161}, names=["input_price", "output_price"])

    assert list(form.errors) == ["model"]


def test_a_second_file_that_was_not_chosen_is_asked_for_where_files_are_given(
    alice_client: Client, send: Send
) -> None:
    upload = send(alice_client, USAGE)
    came = {"HTTP_REFERER": f"http://testserver{upload.get_absolute_url()}"}

    answer = alice_client.post("/usage/", {}, **came)  # type: ignore[arg-type]  # a header
    first = alice_client.get(answer["Location"]).context["form"]
    choice = alice_client.get(upload.get_absolute_url()).context["form"]

    assert (answer["Location"], first.errors) == ("/usage/", {"file": ["Choose a file first."]})
    assert (choice.is_bound, choice.errors) == (False, {})
