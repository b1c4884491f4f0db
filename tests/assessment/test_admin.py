"""The assessment in the administration: read, tried again where it failed, changed by nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from assessment.models import BenchmarkSnapshot, Export, ExportState, TeamRound
from runrate.accounts.models import User


def test_failed_workbooks_are_found_and_tried_again_in_the_administration(
    staff_client: Client, alice: User
) -> None:
    failed = Export.objects.create(owner=alice, state=ExportState.FAILED, failure="The disk is full.")
    Export.objects.create(owner=alice, state=ExportState.READY)

    listed = staff_client.get("/admin/assessment/export/?state__exact=failed")
    shown = list(listed.context["cl"].result_list)
    staff_client.post(
        "/admin/assessment/export/", {"action": "try_selected_again", "_selected_action": [str(failed.pk)]}
    )

    assert shown == [failed]
    assert "The disk is full." in listed.text
    assert Export.objects.get(pk=failed.pk).state == ExportState.WAITING


@pytest.mark.parametrize("table", ["teamround", "benchmarksnapshot", "export"])
def test_even_a_superuser_adds_changes_and_deletes_nothing_here(
    staff_client: Client, alice: User, table: str
) -> None:
    rows: dict[str, Callable[[], Any]] = {
        "teamround": lambda: TeamRound.objects.create(owner=alice, version="1", team_name="Claims"),
        "benchmarksnapshot": lambda: BenchmarkSnapshot.objects.create(version="1", total=50, counts=[]),
        "export": lambda: Export.objects.create(owner=alice),
    }
    row = rows[table]()
    here = f"/admin/assessment/{table}/"

    assert staff_client.get(f"{here}{row.pk}/change/").status_code == 200
    for action in ("add/", f"{row.pk}/change/", f"{row.pk}/delete/"):
        assert staff_client.post(here + action, {"post": "yes"}).status_code == 403
    row.refresh_from_db()  # it is there
