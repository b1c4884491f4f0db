"""Staff and prices: a copy overrides, nothing bundled is rewritten, nothing is deleted."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from calculator.models import Origin, PriceRow, Scenario
from runrate.accounts.models import User
from tests.calculator.stored import price_row, saved

pytestmark = pytest.mark.django_db
LIST = "/admin/calculator/pricerow/"
BATCH = {"batch_input_price": "1", "batch_output_price": "4"}


def test_a_bundled_price_is_copied_to_be_overridden(staff_client: Client) -> None:
    row = price_row("openai", "o3", 2, 8, "2025-06-10")

    staff_client.post(LIST, {"action": "copy_to_override", "_selected_action": [str(row.pk)]})

    copy = PriceRow.objects.exclude(pk=row.pk).get()
    assert copy.origin == Origin.STAFF
    assert (copy.input_price, copy.effective_from) == (row.input_price, row.effective_from)


def test_a_bundled_price_cannot_be_changed_and_a_staff_one_can(staff_client: Client) -> None:
    bundled = price_row("openai", "o3", 2, 8, "2025-06-10")
    staff = price_row("openai", "o3", 2, 8, "2025-06-10", origin=Origin.STAFF)
    form = {
        "provider": "openai",
        "model": "o3",
        "display_name": "o3",
        "input_price": "1.5",
        "output_price": "8",
        "status": "in_force",
        "checked_on": "2026-11-24",
    }

    refused = staff_client.post(f"{LIST}{bundled.pk}/change/", form)
    staff_client.post(f"{LIST}{staff.pk}/change/", form)

    bundled.refresh_from_db()
    staff.refresh_from_db()
    assert refused.status_code == 403
    assert [str(row.input_price) for row in (bundled, staff)] == ["2.0000000000", "1.5000000000"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"long_context_threshold": "200000", "long_context_input_price": "5"}, "long_context_output_price"),
        ({**BATCH, "batch_cache_factor": "1.5"}, "batch_cache_factor"),
        ({"batch_input_price": "1"}, "batch_output_price"),
        ({"batch_input_price": "1", "batch_output_price": "9"}, "batch_output_price"),
        ({}, None),
    ],
)
def test_a_price_that_no_estimate_could_use_is_refused_at_its_field(
    staff_client: Client, typed: dict[str, str], field: str | None
) -> None:
    form = {"provider": "openai", "model": "o9", "display_name": "o9", "input_price": "2",
            "output_price": "8", "status": "in_force", "checked_on": ""}  # fmt: skip

    answer = staff_client.post(f"{LIST}add/", form | typed)

    refused = answer.context["adminform"].form.errors if answer.context else {}
    assert PriceRow.objects.exists() is (field is None)
    assert list(refused) == ([field] if field else [])


def test_a_price_that_cannot_be_read_is_not_said_to_be_missing_too(staff_client: Client) -> None:
    form = {"provider": "openai", "model": "o9", "display_name": "o9", "input_price": "2",
            "output_price": "8", "status": "in_force", "checked_on": ""}  # fmt: skip
    form |= BATCH | {"batch_input_price": "5%"}

    errors = staff_client.post(f"{LIST}add/", form).context["adminform"].form.errors

    assert [(name, len(said)) for name, said in errors.items()] == [("batch_input_price", 1)]
    assert "leave out the percent sign" in errors["batch_input_price"][0].lower()


def test_a_price_that_hardly_any_model_has_is_asked_about_and_no_negative_one_taken(
    staff_client: Client,
) -> None:
    """M5: a constraint of the database was named, and 5k taken for a price."""
    price_row("openai", "o3", 2, 8, None)
    form = {"provider": "openai", "model": "o9", "display_name": "o9", "input_price": "2",
            "output_price": "8", "status": "in_force", "checked_on": ""}  # fmt: skip

    dear, negative = (
        staff_client.post(f"{LIST}add/", form | {"input_price": typed}).context["adminform"].form.errors
        for typed in ("5k", "-5")
    )
    staff_client.post(f"{LIST}add/", form | {"input_price": "5k", "input_price-meant": "5k"})

    question = "$5,000.00 per million tokens is dearer than 99% of the models listed. Is that meant?"
    assert dear == {"input_price": [f"{question} Send the form again if it is."]}
    assert negative == {"input_price": ["Enter 0 or more: a negative amount makes no sense here."]}
    assert PriceRow.objects.get(model="o9").input_price == 5000


def test_no_price_is_deleted(staff_client: Client) -> None:
    row = price_row("openai", "o3", 2, 8, None)

    assert staff_client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert PriceRow.objects.filter(pk=row.pk).exists()


def test_old_prices_say_how_old_they_are(staff_client: Client) -> None:
    today = timezone.now().date()
    price_row("openai", "fresh", 1, 1, None, checked_on=today)
    price_row("openai", "amber", 1, 1, None, checked_on=today - timedelta(days=100))
    price_row("openai", "red", 1, 1, None, checked_on=today - timedelta(days=200))

    html = staff_client.get(LIST).content.decode()

    assert "over 90 days ago" in html
    assert "over 180 days ago" in html
    assert html.count('class="price-') == 2


def test_staff_read_scenarios_and_change_nothing(staff_client: Client, alice: User) -> None:
    scenario = saved(alice)
    Scenario.objects.update(share_token="0" * 32)

    page = staff_client.get(f"/admin/calculator/scenario/{scenario.pk}/change/")
    refused = staff_client.post(f"/admin/calculator/scenario/{scenario.pk}/change/", {"name": "Mine now"})

    assert "Desk" in page.content.decode()
    assert "0" * 32 not in page.content.decode()
    assert refused.status_code == 403


def test_a_row_is_found_by_the_name_that_the_list_shows(staff_client: Client) -> None:
    for provider, model in (("openai", "gpt-4o"), ("azure", "gpt-4o"), ("openrouter", "openai/gpt-4o")):
        price_row(provider, model, 2, 8, None)

    found = {
        words: [row.reference for row in staff_client.get(LIST, {"q": words}).context["cl"].result_list]
        for words in ("openai/gpt-4o", "OpenAI/GPT-4", "openai/", "azure/o3")
    }

    assert found == {
        "openai/gpt-4o": ["openai/gpt-4o", "openrouter/openai/gpt-4o"],
        "OpenAI/GPT-4": ["openai/gpt-4o", "openrouter/openai/gpt-4o"],
        "openai/": ["openrouter/openai/gpt-4o"],
        "azure/o3": [],
    }
