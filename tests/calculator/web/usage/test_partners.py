"""Several files of one view and month are kept: which of them goes with the other view is asked."""

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import UsageUpload
from calculator.uploads.samples import FOLDER
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_take_views import choose

COST, USAGE = "openai-dashboard-cost.csv", "openai-dashboard-usage.csv"
ASKED = "Which of your other files belongs to this one?"
DEAD_END = "Cost export of the same months"


@pytest.fixture
def kept(alice_client: Client, send: Send) -> tuple[UsageUpload, UsageUpload, UsageUpload]:
    """Two cost files of one month, both kept, and then the usage."""
    first = send(alice_client, COST)
    second = send(alice_client, "restated.csv", (FOLDER / COST).read_text().replace("0.012,usd", "0.013,usd"))
    alice_client.post(reverse("usage:both", args=[second.pk]))
    return first, second, send(alice_client, USAGE)


def said(client: Client, upload: UsageUpload, partner: str) -> str:
    sent = {"source": "openai", "partner": partner}
    return text_of(client.post(reverse("usage:partner", args=[upload.pk]), sent, follow=True))


def billed(client: Client, upload: UsageUpload) -> str:
    choose(client, upload, units="100", alias_0="")
    page = text_of(client.get(reverse("usage:inputs", args=[upload.pk])))
    return page.partition("Billed for this part in October 2026")[2][:40]


def test_the_usage_asks_which_of_two_kept_cost_files_it_goes_with(
    alice_client: Client, kept: tuple[UsageUpload, ...]
) -> None:
    first, second, usage = kept

    page = text_of(alice_client.get(usage.get_absolute_url()))

    assert ASKED in page
    assert DEAD_END not in page
    assert all(f"“{each.file_name}” of" in page for each in (first, second))


def test_the_one_that_was_named_is_put_together_on_both_pages_and_can_be_changed(
    alice_client: Client, kept: tuple[UsageUpload, ...]
) -> None:
    first, second, usage = kept

    pages = [said(alice_client, usage, str(each.pk)) for each in (first, second)]

    for each, page in zip((first, second), pages, strict=True):
        assert f"read together with “{each.file_name}”" in page
    assert f"read together with “{usage.file_name}”" in text_of(alice_client.get(second.get_absolute_url()))
    assert "$0.03164" in billed(alice_client, usage)
    usage.refresh_from_db()
    assert usage.choice["partners"] == {"openai": str(second.pk)}


def test_parts_of_one_bill_are_added_up_when_somebody_says_so(alice_client: Client, send: Send) -> None:
    """The input on one file, the output on the other."""
    first, empty, *rows = (FOLDER / COST).read_text().splitlines()
    costs = [
        send(alice_client, f"{place}.csv", f"{first}\n{empty}\n{row}\n") for place, row in enumerate(rows)
    ]
    alice_client.post(reverse("usage:both", args=[costs[1].pk]))
    usage = send(alice_client, USAGE)

    page = said(alice_client, usage, "all")

    assert all(f"read together with “{each.file_name}”" in page for each in costs)
    assert "$0.03064" in billed(alice_client, usage)


@pytest.mark.parametrize("partner", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_another_file_than_those_that_were_offered_is_none(
    alice_client: Client, kept: tuple[UsageUpload, ...], partner: str
) -> None:
    assert ASKED in said(alice_client, kept[2], partner)

    kept[2].refresh_from_db()
    assert kept[2].choice == {}


def test_nobody_answers_for_the_file_of_somebody_else(
    bob_client: Client, kept: tuple[UsageUpload, ...]
) -> None:
    sent = {"source": "openai", "partner": "all"}

    answer = bob_client.post(reverse("usage:partner", args=[kept[2].pk]), sent)

    assert answer.status_code == 404


def test_who_deletes_a_file_is_told_which_others_are_put_together_with_it(
    alice_client: Client, send: Send
) -> None:
    cost = send(alice_client, COST)
    before = text_of(alice_client.get(reverse("usage:delete", args=[cost.pk])))
    usage = send(alice_client, USAGE)

    after = text_of(alice_client.get(reverse("usage:delete", args=[cost.pk])))

    said = (
        f"It is read together with “{usage.file_name}”: "
        "what is calculated there is then calculated without this file."
    )
    assert (said in before, said in after) == (False, True)
