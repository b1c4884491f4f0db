"""All my data: everything of mine, nothing of anybody else's, no key to any door."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from botocore.exceptions import EndpointConnectionError

from runrate.accounts import services
from runrate.accounts.models import User
from runrate.core.storage import WholeFileStorage
from runrate.mydata.export import archive
from runrate.reports.models import Report

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@contextmanager
def _unpacked(user: User) -> Iterator[zipfile.ZipFile]:
    with archive(user=user, now=NOW) as file, zipfile.ZipFile(file) as packed:
        yield packed


def test_rows_and_files_are_handed_over(alices_report: Report, bobs_report: Report) -> None:
    with _unpacked(alices_report.owner) as packed:
        reports = json.loads(packed.read("data/reports.report.json"))
        submissions = json.loads(packed.read("data/assessment.submission.json"))
        file = packed.read(f"files/reports.report/{alices_report.filename}")

    assert [row["id"] for row in reports] == [str(alices_report.pk)]
    assert [row["answers"]["q1"] for row in submissions] == [2]
    assert file == b"%PDF of alice@example.com"


def test_earlier_versions_of_scenarios_are_handed_over(alices_report: Report, bobs_report: Report) -> None:
    with _unpacked(alices_report.owner) as packed:
        versions = json.loads(packed.read("data/calculator.scenarioversion.json"))

    assert [row["kept"]["name"] for row in versions] == ["Support desk before"]


def test_nothing_of_anybody_else_is_in_it(alices_report: Report, bobs_report: Report) -> None:
    with _unpacked(alices_report.owner) as packed:
        everything = b"".join(packed.read(name) for name in packed.namelist())

    assert b"bob@example.com" not in everything
    assert str(bobs_report.pk).encode() not in everything


def test_no_key_to_any_door_is_in_it(alices_report: Report) -> None:
    alice = User.objects.get(pk=alices_report.owner_id)
    seed = services.enrol(user=alice).secret
    with _unpacked(alice) as packed:
        everything = b"".join(packed.read(name) for name in packed.namelist()).decode()

    assert alice.password not in everything
    assert seed not in everything
    assert all(link.secret_hash not in everything for link in alices_report.share_links.all())


def test_a_missing_file_is_said_and_the_rest_handed_over(alices_report: Report) -> None:
    alices_report.file.storage.delete(str(alices_report.file.name))

    with _unpacked(alices_report.owner) as packed:
        assert "could not be read: files/reports.report" in packed.read("README.txt").decode()
        assert "data/calculator.scenario.json" in packed.namelist()


def test_the_address_is_told_with_its_state(alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)

    with _unpacked(alice) as packed:
        rows = json.loads(packed.read("data/account.emailaddress.json"))

    assert [(row["email"], row["verified"]) for row in rows] == [(alice.email, True)]


def test_a_store_that_is_away_is_waited_for_twice_and_not_for_each_file(
    alices_report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _more in range(4):
        alices_report.pk, alices_report.inputs_hash = uuid4(), uuid4().hex
        alices_report.save(force_insert=True)
    asked = []

    def away(storage: object, name: str, mode: str = "rb") -> None:
        asked.append(name)
        raise EndpointConnectionError(endpoint_url="http://store.example")

    monkeypatch.setattr(WholeFileStorage, "_open", away)
    with _unpacked(alices_report.owner) as packed:
        said = packed.read("README.txt").decode()

    assert (len(asked), said.count("could not be read: ")) == (2, 5)
    assert "Ask again later" in said
