"""Files with some days in common, and files that are read as one: which days and which files, in words."""

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import UsageUpload
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_join_views import days, post
from tests.calculator.web.usage.test_take_views import choose


@pytest.fixture
def files(alice_client: Client, send: Send) -> tuple[UsageUpload, UsageUpload]:
    """1 to 15 October, and 15 to 31 October: one day in common."""
    first = send(alice_client, "first.csv", days(1, 15))
    return first, send(alice_client, "second.csv", days(15, 31))


def page_of(client: Client, upload: UsageUpload) -> str:
    return text_of(client.get(upload.get_absolute_url()))


@pytest.mark.parametrize("kept", [False, True], ids=["when it is asked", "when both are kept"])
def test_a_day_that_is_in_two_files_is_named_with_what_can_be_done(
    alice_client: Client, files: tuple[UsageUpload, ...], kept: bool
) -> None:
    first, second = files
    if kept:
        alice_client.post(reverse("usage:both", args=[second.pk]))

    page = page_of(alice_client, second)

    assert (
        "“first.csv” and this file both have 15 October 2026, so they are not read as one: "
        "what was used then would count twice. “first.csv” alone has 1 October 2026 to 14 October 2026. "
        "Kept both, each is a bill of its own days. To read them as one, "
        "delete one of them and export it again without 15 October 2026."
    ) in page
    assert "Delete “first.csv”" in page
    assert "“second.csv” alone has 16 October 2026 to 31 October 2026." in page_of(alice_client, first)


def test_days_that_only_the_earlier_file_has_are_not_deleted_without_a_word(
    alice_client: Client, files: tuple[UsageUpload, ...]
) -> None:
    first, second = files

    page = text_of(alice_client.post(reverse("usage:replace", args=[second.pk, first.pk])))

    assert "OpenAI cost, 1 October 2026 to 14 October 2026" in page
    assert UsageUpload.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize("later", [(1, 15), (16, 31)], ids=["the same days", "other days"])
def test_nothing_is_said_of_days_where_all_or_none_are_in_both(
    alice_client: Client, send: Send, later: tuple[int, int]
) -> None:
    send(alice_client, "first.csv", days(1, 15))

    page = page_of(alice_client, send(alice_client, "later.csv", days(*later).replace("usd", "USD")))

    assert "You have uploaded this month before" in page
    assert "both have" not in page


def test_files_that_are_read_as_one_are_named_together_with_all_their_days(
    alice_client: Client, send: Send
) -> None:
    first, second = (send(alice_client, f"{at}.csv", days(at, at + 9)) for at in (1, 11))
    post(alice_client, second, other=str(first.pk))

    pages = [page_of(alice_client, each) for each in (first, second)]

    assert "“1.csv” and “11.csv” are read as one bill: 1 October 2026 to 20 October 2026." in pages[0]
    assert "“11.csv” and “1.csv” are read as one bill: 1 October 2026 to 20 October 2026." in pages[1]
    for page in pages:
        assert "1.csv OpenAI cost, 1 October 2026 to 10 October 2026 (UTC): 10 rows, none refused" in page
        assert "11.csv OpenAI cost, 11 October 2026 to 20 October 2026 (UTC): 10 rows, none refused" in page
    choose(alice_client, first, units="100", alias_0="")
    assert "1.csv and 11.csv Measured inputs" in text_of(
        alice_client.get(reverse("usage:inputs", args=[first.pk]))
    )


def test_days_that_none_of_them_has_stand_between_two_periods(alice_client: Client, send: Send) -> None:
    first, second = (send(alice_client, f"{at}.csv", days(at, at + 9)) for at in (1, 21))

    page = post(alice_client, second, other=str(first.pk))

    said = "1 October 2026 to 10 October 2026 and 21 October 2026 to 30 October 2026."
    assert f"are read as one bill: {said}" in page
