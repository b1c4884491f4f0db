"""What the pages of a bill say of it and must not say twice, or of another one."""

from django.test import Client
from django.urls import reverse

from calculator.models import ModelAlias, UsageUpload
from calculator.uploads.job import read_upload
from runrate.accounts.models import User
from tests.calculator.stored import price_row, saved
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_take_views import choose

COST = "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item\n"


def test_the_files_list_prices_and_ours_are_told_apart(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, "focus-1.0-aws-bedrock.csv")

    page = text_of(alice_client.get(upload.get_absolute_url()))

    assert "at the vendor's list prices, as the file has them" in page
    assert " at list prices" not in page


def test_a_bill_that_pays_back_is_nobodys_last_invoice(alice_client: Client, send: Send) -> None:
    upload = send(
        alice_client, "back.csv", COST + '1790812800,1790899200,,,-4,usd,"gpt-4.1-2025-04-14, input"\n'
    )
    choose(alice_client, upload, units="10")

    page = text_of(alice_client.get(reverse("usage:inputs", args=[upload.pk])))

    assert "Billed for this part in October 2026: −$4.00." in page
    assert "last invoice" not in page


def test_a_comparison_with_our_sample_says_that_it_is_made_up(
    alice: User, alice_client: Client, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        alice_client.post(reverse("usage:try_sample"))
        upload = UsageUpload.objects.get()
        read_upload.func(str(upload.pk))
    choose(alice_client, upload, units="1000", alias_0="")
    scenario = saved(alice)

    page = text_of(
        alice_client.get(reverse("usage:against", args=[upload.pk]), {"scenario": str(scenario.pk)})
    )

    assert ", of a made-up sample, October 2026." in page


def test_what_was_said_of_a_models_name_is_shown_and_can_be_changed(
    alice: User, alice_client: Client, send: Send
) -> None:
    price_row("openai", "gpt-4.1", 2, 8, None)
    name, row = "5.4", '1790812800,1790899200,,,4,usd,"5.4, input"\n'
    upload = send(alice_client, "a.csv", COST + row)
    asked = f"Which model is “{name}”?"
    pages = []

    for answer in ("openai/gpt-4.1", ""):
        choose(alice_client, upload, units="10", alias_0=answer)
        pages.append(text_of(alice_client.get(upload.get_absolute_url())))
        sent = {"name": name}
        page = text_of(alice_client.post(reverse("usage:names", args=[upload.pk]), sent, follow=True))
        assert (asked in page, "Names of models" in page) == (True, False)

    assert "You said that “5.4” is openai/gpt-4.1." in pages[0]
    assert "You chose no model from the price list for “5.4”." in pages[1]
    assert not any(asked in page for page in pages)
    assert not ModelAlias.objects.exists()


def test_nobody_changes_what_somebody_else_said_of_a_name(
    alice_client: Client, bob_client: Client, send: Send
) -> None:
    upload = send(alice_client, "a.csv", COST + '1790812800,1790899200,,,4,usd,"5.4, input"\n')
    choose(alice_client, upload, units="10", alias_0="")

    answer = bob_client.post(reverse("usage:names", args=[upload.pk]), {"name": "5.4"})

    assert (answer.status_code, ModelAlias.objects.count()) == (404, 1)
