"""A restated bill: what it takes the place of, what would be lost, and the same twice in one archive."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import UsageUpload
from calculator.uploads.restated import only_in, rivals_of, twins_in
from calculator.uploads.samples import FOLDER
from runrate.accounts.models import User
from tests.calculator.uploads.conftest import Give, give  # noqa: F401  # a fixture

COST, CONSOLE = "openai-dashboard-cost.csv", "anthropic-console-cost.csv"
COSTS = (FOLDER / COST).read_text()
RESTATED = COSTS.replace("0.012,usd", "0.013,usd")


def archive(**files: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as into:
        for name, text in files.items():
            into.writestr(f"{name}.csv", text)
    return held.getvalue()


def own(upload: UsageUpload) -> UsageUpload:
    """As a table of one's own is kept: its titles with it."""
    upload.exports.update(format="own-columns")
    upload.header = upload.file_name.split(".")
    upload.save()
    return UsageUpload.objects.get(pk=upload.pk)


def test_what_an_earlier_file_has_beside_is_named_before_it_is_deleted(
    alice_client: Client,
    alice: User,
    give: Give,  # noqa: F811  # same
) -> None:
    mixed = give("mixed.zip", archive(openai=COSTS, console=(FOLDER / CONSOLE).read_text()))
    new = give("restated.csv", RESTATED)
    assert rivals_of(new, alice) == [mixed]
    assert only_in(mixed, new) == ["Anthropic cost, October 2026"]

    address = reverse("usage:replace", args=[new.pk, mixed.pk])
    asked = alice_client.post(address)

    assert "Anthropic cost, October 2026" in asked.content.decode()
    assert UsageUpload.objects.filter(pk=mixed.pk).exists()
    alice_client.post(address, {"all": "1"})
    assert not UsageUpload.objects.filter(pk=mixed.pk).exists()


def test_a_file_that_is_wholly_restated_is_replaced_at_once(
    alice_client: Client,
    give: Give,  # noqa: F811  # same
) -> None:
    old, new = give(COST), give("restated.csv", RESTATED)

    assert only_in(old, new) == []
    alice_client.post(reverse("usage:replace", args=[new.pk, old.pk]))

    assert not UsageUpload.objects.filter(pk=old.pk).exists()


def test_a_month_that_the_new_file_has_not_is_named(give: Give) -> None:  # noqa: F811  # same
    focus = (FOLDER / "focus-1.0-aws-bedrock.csv").read_text()
    old, new = (
        give("two.csv", focus + focus.partition("\n")[2].replace("2026-1", "2026-1")),
        give("x.csv", focus),
    )
    old.exports.update(months=["2026-10", "2026-11"])

    assert only_in(old, new) == ["FOCUS bill, November 2026"]


def test_tables_of_other_titles_are_no_restatement(alice: User, give: Give) -> None:  # noqa: F811  # same
    old, new, same = (
        own(give("one.csv", COSTS)),
        own(give("two.csv", RESTATED)),
        own(give("one.x", COSTS + "\n")),
    )
    same.header = old.header
    same.save()

    assert (rivals_of(new, alice), rivals_of(same, alice)) == ([], [old])


@pytest.mark.parametrize("names", [("a", "b"), ("cost", "again")])
def test_an_export_and_its_restatement_in_one_archive_are_not_added_without_a_word(
    alice_client: Client,
    give: Give,  # noqa: F811  # same
    names: tuple[str, str],
) -> None:
    both = give("both.zip", archive(**dict(zip(names, (COSTS, RESTATED), strict=True))))
    sent = {"month": "2026-10", "units_by": "typed", "units": "5"}

    page = alice_client.post(both.get_absolute_url(), sent).content.decode()

    assert "Parts of one bill, or the same bill twice?" in page
    assert UsageUpload.objects.get(pk=both.pk).choice == {}
    assert [each.place for each in twins_in(both)] == [0, 1]


def answered(client: Client, upload: UsageUpload, sent: dict[str, str]) -> Any:
    client.post(reverse("usage:parts", args=[upload.pk]), sent)
    return UsageUpload.objects.get(pk=upload.pk)


def test_one_of_two_is_left_out_or_both_are_parts_of_one(
    alice_client: Client,
    give: Give,  # noqa: F811  # same
) -> None:
    first = give("one.zip", archive(a=COSTS, b=RESTATED))
    second = give("two.zip", archive(a=COSTS, c=RESTATED))

    without, added = (
        answered(alice_client, first, {"without": "0"}),
        answered(alice_client, second, {"added": "1"}),
    )

    assert ([each.place for each in without.exports.all()], twins_in(without)) == ([1], [])
    assert (added.exports.count(), twins_in(added)) == (2, [])


def test_exports_of_other_days_are_parts_of_one_bill(give: Give) -> None:  # noqa: F811  # same
    both = give("both.zip", archive(a=COSTS, b=RESTATED))
    both.exports.filter(place=0).update(first_day="2026-10-01", last_day="2026-10-02")
    both.exports.filter(place=1).update(first_day="2026-10-03", last_day="2026-10-04")

    assert twins_in(UsageUpload.objects.get(pk=both.pk)) == []
