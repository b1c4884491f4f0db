"""What lies beside an export is known by its own marks or by the name that vendors give it; no table is."""

import pytest

from calculator.usage import beside


@pytest.mark.parametrize(
    "name", ["README", "readme.txt", "LICENSE.html", "a-Manifest.json", "x.sql", "_SUCCESS"]
)
def test_notes_and_manifests_are_known_by_their_names(name: str) -> None:
    assert beside.named(name)


@pytest.mark.parametrize("name", ["usage.csv", "readme.csv", "manifested.csv", "notice.jsonl", "data.json"])
def test_what_may_hold_rows_is_never_a_note(name: str) -> None:
    assert beside.named(name) == ""


def test_a_manifest_and_another_view_are_known_by_their_marks() -> None:
    assert beside.manifest({"manifestVersion", "blobs", "runInfo"})
    assert beside.manifest({"manifestVersion"}) == ""
    assert beside.other_view(["model", "wallet_type", "cost", "currency", "utc_date"])
    assert beside.other_view(["model", "cost", "currency"]) == ""
