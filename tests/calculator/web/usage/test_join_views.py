"""Two halves of a month, given apart, are read as one bill where somebody says so, as an archive is."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import UsageUpload
from calculator.uploads.joined import joined_with
from calculator.uploads.restated import parts_of
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_take_views import choose

HEADER = (
    "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,quantity,quantity_unit,"
    "line_item,project_id\n"
)
OCTOBER = 1790726400
"""The second at which the last day of September begins."""

OFFERED = "You have files of the same source and month whose days are not in this one."
READ_AS_ONE = "What is below holds this file and these, as if they had come in one:"


def days(first: int, last: int, *, project: str = "desk") -> str:
    """A cost export of some days of October: a dollar more each day, and a token for each millionth."""
    rows = "".join(
        f"{OCTOBER + day * 86400},{OCTOBER + day * 86400 + 86400},2026-10-{day:02}T00:00:00Z,,"
        f"{day},usd,{day}000000,tokens,"
        f'"gpt-4.1, input",{project}\n'
        for day in range(first, last + 1)
    )
    return HEADER + rows


def archive(*texts: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for place, text in enumerate(texts):
            packed.writestr(f"{place}.csv", text)
    return held.getvalue()


@pytest.fixture
def halves(alice_client: Client, send: Send) -> tuple[UsageUpload, UsageUpload]:
    """The first and the second half of October, both kept."""
    first = send(alice_client, "first.csv", days(1, 15))
    second = send(alice_client, "second.csv", days(16, 31))
    return first, second


def post(client: Client, upload: UsageUpload, **sent: str) -> str:
    answer = client.post(reverse("usage:joined", args=[upload.pk]), sent, follow=True)
    return text_of(answer)


def billed(client: Client, upload: UsageUpload) -> str:
    choose(client, upload, units="100", alias_0="")
    page = text_of(client.get(reverse("usage:inputs", args=[upload.pk])))
    return page.partition("Billed for this part in ")[2][:24]


def test_halves_of_a_month_are_offered_to_be_read_as_one_before_and_after_both_are_kept(
    alice_client: Client, halves: tuple[UsageUpload, ...]
) -> None:
    first, second = halves
    button = "Read “first.csv” (1 October 2026 to 15 October 2026 (UTC)) and this file as one bill"

    asked = text_of(alice_client.get(second.get_absolute_url()))
    alice_client.post(reverse("usage:both", args=[second.pk]))
    kept = text_of(alice_client.get(second.get_absolute_url()))

    assert "You have uploaded this month before" in asked
    assert button in asked
    assert OFFERED in kept
    assert button in kept
    assert "Read “second.csv” (16 October 2026 to 31 October 2026 (UTC))" in text_of(
        alice_client.get(first.get_absolute_url())
    )


@pytest.mark.parametrize("on", [0, 1])
def test_what_is_read_as_one_has_the_sums_of_an_archive_of_both_on_either_page(
    alice_client: Client, bob_client: Client, send: Send, halves: tuple[UsageUpload, ...], on: int
) -> None:
    whole = send(bob_client, "both.zip", archive(days(1, 15), days(16, 31)))

    page = post(alice_client, halves[1], other=str(halves[0].pk))

    assert READ_AS_ONE in page
    assert "first.csv (1 October 2026 to 15 October 2026 (UTC))" in page
    assert billed(alice_client, halves[on]) == billed(bob_client, whole)
    assert "$496" in billed(alice_client, halves[on])
    assert "of 31 days" not in text_of(alice_client.get(reverse("usage:inputs", args=[halves[on].pk])))


def test_each_is_read_by_itself_again(alice_client: Client, halves: tuple[UsageUpload, ...]) -> None:
    first, second = halves
    post(alice_client, second, other=str(first.pk))
    together = billed(alice_client, first)

    page = post(alice_client, first, apart="1")

    assert "$496" in together
    assert OFFERED in page
    assert READ_AS_ONE not in page
    assert "$120" in billed(alice_client, first)
    assert "$376" in billed(alice_client, second)


def test_a_third_part_is_added_to_two_and_what_overlaps_is_offered_to_nobody(
    alice_client: Client, send: Send
) -> None:
    parts = [send(alice_client, f"{first}.csv", days(first, last)) for first, last in ((1, 10), (11, 20))]
    post(alice_client, parts[1], other=str(parts[0].pk))
    last = send(alice_client, "21.csv", days(21, 31))
    overlaps = send(alice_client, "over.csv", days(5, 12))
    owner = last.owner
    assert owner is not None

    post(alice_client, overlaps, other=str(last.pk))
    assert parts_of(UsageUpload.objects.get(pk=last.pk), owner) == []
    assert overlaps not in parts_of(UsageUpload.objects.get(pk=parts[0].pk), owner)
    post(alice_client, overlaps, apart="1")
    post(alice_client, last, other=str(parts[0].pk))

    assert {each.pk for each in joined_with(UsageUpload.objects.get(pk=last.pk), owner)} == {
        each.pk for each in parts
    }
    assert overlaps not in parts_of(UsageUpload.objects.get(pk=last.pk), owner)
    assert "$496" in billed(alice_client, parts[0])


@pytest.mark.parametrize(
    "other",
    [days(15, 31), days(16, 31, project="other"), days(16, 31).replace(",usd,", ",eur,")],
    ids=["a day in common", "another account", "another currency"],
)
def test_what_overlaps_or_is_of_another_bill_is_not_offered(
    alice_client: Client, send: Send, other: str
) -> None:
    first = send(alice_client, "first.csv", days(1, 15))
    second = send(alice_client, "second.csv", other)

    page = post(alice_client, second, other=str(first.pk))

    assert "as one bill" not in page
    assert UsageUpload.objects.get(pk=second.pk).choice.get("joined", []) == []


def test_why_files_of_two_projects_are_not_read_as_one_is_said_on_both_pages(
    alice_client: Client, send: Send
) -> None:
    desk = send(alice_client, "desk.csv", days(1, 31))
    claims = send(alice_client, "claims.csv", days(1, 31, project="claims"))

    pages = [text_of(alice_client.get(each.get_absolute_url())) for each in (desk, claims)]

    said = "they are two bills and are not read as one."
    assert f"“claims.csv” is of claims and this file of desk: {said}" in pages[0]
    assert f"“desk.csv” is of desk and this file of claims: {said}" in pages[1]


def test_a_part_that_is_deleted_leaves_the_other_by_itself(
    alice_client: Client, halves: tuple[UsageUpload, ...]
) -> None:
    first, second = halves
    post(alice_client, second, other=str(first.pk))

    alice_client.post(reverse("usage:delete", args=[first.pk]))

    assert "$376" in billed(alice_client, second)


def test_nobody_joins_the_file_of_somebody_else(
    alice_client: Client, bob_client: Client, send: Send, halves: tuple[UsageUpload, ...]
) -> None:
    mine = send(bob_client, "mine.csv", days(16, 31))
    answer: Any = bob_client.post(reverse("usage:joined", args=[halves[0].pk]), {"other": str(mine.pk)})

    page = post(bob_client, mine, other=str(halves[0].pk))

    assert answer.status_code == 404
    assert "first.csv" not in page
    assert "$376" in billed(bob_client, mine)
