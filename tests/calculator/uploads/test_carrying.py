"""What was chosen of a bill goes on with its restatement, or is said to be lost before it is deleted."""

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario, UsageUpload
from calculator.uploads.choosing import chosen_of
from calculator.uploads.samples import FOLDER
from tests.calculator.uploads.conftest import Give, give  # noqa: F401  # a fixture

COST = "openai-dashboard-cost.csv"
COSTS = (FOLDER / COST).read_text()
RESTATED = COSTS.replace("0.012,usd", "0.013,usd")
CHOSEN = {"month": "2026-10", "units_by": "typed", "units": "1,200", "alias_0": ""}


def chosen(client: Client, upload: UsageUpload, **fields: str) -> UsageUpload:
    assert client.post(upload.get_absolute_url(), CHOSEN | fields).status_code == 302
    return UsageUpload.objects.get(pk=upload.pk)


def replaced(client: Client, new: UsageUpload, old: UsageUpload, **sent: str) -> str:
    answer = client.post(reverse("usage:replace", args=[new.pk, old.pk]), sent, follow=True)
    return answer.content.decode()


def test_units_month_and_slice_go_on_with_the_restated_file(
    alice_client: Client,
    give: Give,  # noqa: F811  # same
    scenario: Scenario,
) -> None:
    old = chosen(alice_client, give(COST, scenario=scenario), slice="key=key_syn1")
    new = give("restated.csv", RESTATED)

    page = replaced(alice_client, new, old)

    assert "with what you had chosen: October 2026, key: key_syn1, 1,200 units." in page
    new.refresh_from_db()
    assert chosen_of(new) == chosen_of(old)
    assert new.scenario == scenario
    assert not UsageUpload.objects.filter(pk=old.pk).exists()


@pytest.mark.parametrize(
    "restated",
    [
        RESTATED.replace("key_syn1", "key_of_another"),
        # Another day: the units were those of the first.
        RESTATED
        + RESTATED.splitlines()[2].replace("1790899200", "1790985600").replace("1790812800", "1790899200"),
    ],
)
def test_what_no_longer_fits_is_said_to_be_lost_before_anything_is_deleted(
    alice_client: Client,
    give: Give,  # noqa: F811  # same
    restated: str,
) -> None:
    old = chosen(alice_client, give(COST), slice="key=key_syn1")
    new = give("restated.csv", restated)

    page = replaced(alice_client, new, old)

    lost = f"does not fit “{new.file_name}” and is lost: October 2026, key: key_syn1, 1,200 units."
    assert lost in " ".join(page.split())
    assert UsageUpload.objects.filter(pk=old.pk).exists()
    replaced(alice_client, new, old, all="1")
    new.refresh_from_db()
    assert (chosen_of(new), UsageUpload.objects.count()) == (None, 1)
