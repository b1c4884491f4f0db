"""Every number box of the site reads the whole table of spellings alike: found by walking its forms."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.test import Client, RequestFactory

from assessment.web import forms as assessment_forms
from calculator.domain.fields import NUMBERS
from calculator.domain.presets import BY_KEY
from calculator.domain.typed_numbers.inputs import LAST_INVOICE, measure_of, refusal_of
from calculator.domain.what_if.guesses import Exploration
from calculator.models import PriceRow
from calculator.web.forms import WorkloadForm
from calculator.web.scenario_forms import ScenarioForm
from runrate.accounts.models import User
from runrate.core.inputs import Meant
from runrate.core.number_input.fields import NumberField
from runrate.core.number_input.reader import Measure, read_number
from runrate.core.number_input.reading_back import asked_back
from runrate.pages.styleguide import EveryField
from runrate.reports.web.forms import ReportForm
from tests.spellings import number_of, spellings

pytestmark = pytest.mark.django_db
SMALL = BY_KEY["article-small"].workload.as_form()
type MakeForm = Callable[[User], forms.BaseForm]


def price_form(user: User) -> forms.BaseForm:
    request = RequestFactory().get("/")
    request.user = user
    made: forms.BaseForm = admin.site.get_model_admin(PriceRow).get_form(request)()
    return made


def number_boxes(user: User) -> Iterator[tuple[str, forms.Field]]:
    makers: dict[str, MakeForm] = {
        "scenario": lambda _user: ScenarioForm(),
        "report": lambda user: ReportForm(user=user),
        "price": price_form,
        "round": lambda _user: assessment_forms.RoundForm(),
        "styleguide": lambda _user: EveryField(),
    }
    for page, make in makers.items():
        for name, field in make(user).fields.items():
            if isinstance(field, forms.IntegerField):  # a DecimalField is one, too
                yield f"{page}.{name}", field


def outcome(field: forms.Field, text: str) -> tuple[Any, list[str]]:
    try:
        return field.clean(text), []
    except forms.ValidationError as error:
        return None, error.messages


def test_every_box_of_a_django_form_is_of_the_one_class(admin_user: User) -> None:
    boxes = dict(number_boxes(admin_user))

    assert len(boxes) > 20
    assert [name for name, field in boxes.items() if not isinstance(field, NumberField)] == []


def test_every_box_reads_a_spelling_as_its_plain_number_and_refuses_the_rest_alike(admin_user: User) -> None:
    wrong = []
    for name, field in number_boxes(admin_user):
        assert isinstance(field, NumberField)
        for text, meant in spellings(field.measure).items():
            plainly = number_of(meant)
            if plainly is None:
                own = field.error_messages.get("invalid")
                said = [read_number(text, field.measure, field.example).refusal]
                right = outcome(field, text) in ((None, said), (None, [own]))
            elif asked := asked_back(text, field.measure):
                right = outcome(field, text) == (None, [asked])
                right &= outcome(field, Meant(text)) == outcome(field, Meant(f"{plainly:f}"))
            else:
                right = outcome(field, text) == outcome(field, f"{plainly:f}")
            wrong += [] if right else [(name, text, outcome(field, text))]

    assert wrong == []


@pytest.mark.parametrize("name", [*(field.name for field in NUMBERS), LAST_INVOICE, "steps.1.input_price"])
def test_every_box_of_the_calculator_reads_the_table(name: str) -> None:
    measure = measure_of(name)
    assert measure is not None
    wrong = []
    for text, meant in spellings(measure).items():
        form = WorkloadForm({**SMALL, name: text})
        plainly = number_of(meant)
        if plainly is None:
            right = form.errors.get(name) == [refusal_of(name, text)]
        else:
            right = form.errors == WorkloadForm({**SMALL, name: f"{plainly:f}"}).errors
            right &= name == LAST_INVOICE or Decimal(form.inputs[name]) == plainly
        wrong += [] if right else [(text, form.errors)]

    assert wrong == []


def test_the_seed_reads_the_table() -> None:
    for text, meant in spellings(Measure.COUNT).items():
        plainly = number_of(meant)
        form = Exploration({"seed": text}, BY_KEY["article-small"].workload)
        refusal = read_number(text, Measure.COUNT).refusal
        if plainly is not None and plainly != plainly.to_integral_value():
            refusal = "Enter a whole number, such as 12."

        assert form.errors == ({"seed": refusal} if refusal else {})
        assert refusal or form.seed == plainly


@pytest.mark.parametrize(("name", "measure"), [("growth", Measure.CHANGE), ("price_change", Measure.CHANGE)])
def test_the_boxes_of_explore_read_the_table(name: str, measure: Measure) -> None:
    workload = BY_KEY["article-small"].workload
    for text, meant in spellings(measure).items():
        form = Exploration({name: text}, workload)
        refusal = read_number(text, measure).refusal

        assert form.errors == ({name: refusal} if refusal else {})
        assert refusal or float(getattr(form, name)) == float(meant)


def test_the_guesses_of_explore_read_shares_and_money_as_the_calculator_does() -> None:
    typed = {"low_review_rate": "5 %", "low_input_price": "$1", "high_input_price": "0,150"}

    form = Exploration(typed, BY_KEY["article-small"].workload)

    assert form.errors == {"input_price": read_number("0,150", Measure.MONEY).refusal}
    assert [(guess.field, guess.low) for guess in form.guesses] == [("review_rate", Decimal("0.05"))]


def test_what_was_understood_stands_beside_the_box_and_what_was_typed_in_it(client: Client) -> None:
    """N1."""
    page = client.get("/calculator/", {**SMALL, "input_price": "1,150", "review_rate": "7 %"}).text

    assert 'name="input_price" value="1,150"' in page
    assert (
        '<output class="field__read" for="input_price">Read as $1,150.00 per million tokens.</output>' in page
    )
    assert 'for="output_price">' not in page.replace('label for="output_price">', "")


def test_a_price_that_can_mean_two_things_is_refused_and_either_meaning_taken(client: Client) -> None:
    """N1: 0,150 was taken for $150 a million, $7,800.00 a month instead of $307.50."""
    asked = {
        "units_per_month": "10000",
        "input_tokens": "5000",
        "output_tokens": "2000",
        "output_price": "15",
    }

    refused, meant, large = (
        " ".join(client.get("/calculator/", {**asked, "input_price": typed}).text.split())
        for typed in ("0,150", "0.150", "150")
    )

    assert ("$307.50" in refused, "$7,800" in refused) == (False, False)
    assert "“0,150” can mean 0.150 or 150. Write the one you mean." in refused
    assert 'name="input_price" value="0,150"' in refused
    assert ("$307.50" in meant, "$7,800" in meant) == (True, False)
    assert "$7,800" in large


def test_a_box_shows_a_share_of_an_address_as_a_percentage_and_how_one_is_typed(client: Client) -> None:
    page = client.get("/calculator/", {**SMALL, "review_rate": "0.07"}).text

    assert 'name="review_rate" value="7%"' in page
    assert '<output class="field__read" for="review_rate">' not in page
    after = page.partition('name="cache_read_share"')[2].partition("</div>")[0]
    assert ">such as 7%</span>" in after
    assert "0 to 1<" not in page


def test_the_live_answer_says_what_was_understood_of_each_box_by_the_name_that_it_has(client: Client) -> None:
    agent = BY_KEY["claims-agent"].workload.as_form()
    gone = {name: text for name, text in agent.items() if not name.startswith("steps.1.")}
    sent = gone | {"steps.2.input_price": "1,150", "review_rate": ".2", "retry_rate": "0,07"}

    answer = client.post("/calculator/", sent, headers={"HX-Request": "true"}).text

    said = re.findall(r'<output class="field__read" for="([^"]+)" hidden>([^<]+)</output>', answer)
    assert {"steps.2.input_price", "review_rate"} <= dict(said).keys()
    assert dict(said)["review_rate"] == "Read as 20%."
    assert "retry_rate" not in dict(said)
    whole = client.get("/calculator/", SMALL).text
    assert '<output class="field__read"' not in whole


def test_explore_says_what_it_understood_beside_each_box(client: Client) -> None:
    typed = {"low_review_rate": "0.05", "high_review_rate": "20%", "seed": "2k", "growth": "0.05"}
    typed |= {"price_change": "-.2", "review_rate_decay": "0.30"}

    page = client.get("/calculator/explore/", {**SMALL, **typed}).text

    said = re.findall(r'<output\s+class="field__read"\s+for="([^"]+)">([^<]+)</output>', page)
    assert dict(said) == {
        "low_review_rate": "Read as 5%.",
        "seed": "Read as 2,000.",
        "growth": "Read as 5%.",
        "review_rate_decay": "Read as 0.3.",
        "price_change": "Read as −20%.",
    }


def test_a_form_says_what_it_read_and_shows_shares_as_percentages(admin_user: User) -> None:
    sent = ReportForm({"day_cost": "$1.2k", "minimum_review_rate": "0,07"}, user=admin_user)

    assert "Read as $1,200.00." in str(sent["day_cost"].help_text)
    assert sent["minimum_review_rate"].value() == "0,07"
    assert sent.errors["minimum_review_rate"] == ["“0,07” can mean 0.07 or 7. Write the one you mean."]
    shown = ReportForm(initial={"minimum_review_rate": Decimal("0.07")}, user=admin_user)
    assert shown["minimum_review_rate"].value() == "7%"


def test_programs_stay_strict(client: Client) -> None:
    """N15."""
    for text in ("1,150", "$3", "5%", "5k", ".5", "0,15"):
        sent = client.post(
            "/api/v1/estimates", {**SMALL, "input_price": text}, content_type="application/json"
        )
        assert (sent.status_code, list(sent.json()["errors"])) == (422, ["input_price"])


def test_numbers_hardly_meant_are_asked_about_and_not_refused() -> None:
    """N1."""
    PriceRow.objects.all().delete()
    for number in range(200):
        PriceRow.objects.create(
            provider="a", model=f"m{number}", input_price=number, output_price=number, context_window=200_000
        )

    def doubts(**typed: str) -> dict[str, str]:
        flat = {name: text for name, text in SMALL.items() if name not in {"units_per_day", "days_per_month"}}
        form = WorkloadForm({**flat, "units_per_month": "2200", **typed})
        assert form.errors == {}
        return form.doubts

    assert doubts() == {}
    assert doubts(input_price="150") == {}
    assert doubts(input_price="198.5") == {
        "input_price": "$198.50 per million tokens is dearer than 99% of the models listed. Is that meant?"
    }
    assert doubts(units_per_month="1.234") == {
        "units_per_month": "1.234 is not a whole number. Is that meant?"
    }
    assert doubts(units_per_month="1234567890.123") == {
        "units_per_month": "1,234,567,890.123 is not a whole number. Is that meant?"
    }
    assert doubts(units_per_month=".5") == {"units_per_month": "0.5 is less than one. Is that meant?"}
    assert doubts(input_tokens="1M", calls_per_unit="5") == {}
    assert doubts(input_tokens="1M", calls_per_unit="4") == {
        "input_tokens": "250,000 tokens per call are more than a context window of 200,000 holds. "
        "Is that meant?"
    }


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ("jpy", []),
        ("KWD", []),
        ("XYZ", ["Enter the three letters of a known currency, such as EUR."]),
        ("XXX", ["Enter the three letters of a known currency, such as EUR."]),
        ("€", ["Enter the three letters of a known currency, such as EUR."]),
    ],
)
def test_a_currency_is_a_known_one(typed: str, errors: list[str]) -> None:
    """N28."""
    sent = {"name": "Desk", "agent_status": "live", "exchange_rate": "150", "exchange_rate_on": "2026-11-02"}

    assert ScenarioForm({**sent, "currency": typed}).errors.get("currency", []) == errors
