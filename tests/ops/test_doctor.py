"""The doctor names what is wrong and what to do."""

import pytest
from pytest_django.fixtures import Settings

from runrate.accounts import services
from runrate.ops import doctor


def _findings(part: str) -> list[tuple[str, str]]:
    return [(finding.verdict, finding.found) for finding in doctor.examine() if finding.part == part]


@pytest.mark.django_db
def test_each_part_is_looked_at() -> None:
    parts = [finding.part for finding in doctor.examine()]

    assert list(dict.fromkeys(parts)) == [
        "settings", "database", "cache", "storage", "mail", "fonts", "pango", "clock", "queue", "staff",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_cache_of_one_process_is_bad_since_limits_would_not_add_up() -> None:
    assert [verdict for verdict, _ in _findings("cache")] == ["bad"]


@pytest.mark.django_db
def test_storage_that_cannot_be_written_is_bad_and_the_rest_still_checked(settings: Settings) -> None:
    settings.MEDIA_ROOT = "/dev/null/files"

    assert [verdict for verdict, _ in _findings("storage")] == ["bad"]


def test_a_server_that_writes_utf_8_and_has_room_is_fine() -> None:
    assert list(doctor.about_server("database", encoding="UTF8", allowed=100, taken=80)) == []


@pytest.mark.parametrize(
    ("encoding", "taken", "found"),
    [
        ("SQL_ASCII", 3, "The database is written in SQL_ASCII"),
        ("UTF8", 81, "81 of 100 connections are taken"),
    ],
)
def test_a_server_that_spells_or_counts_too_low_is_bad(encoding: str, taken: int, found: str) -> None:
    findings = doctor.about_server("database", encoding=encoding, allowed=100, taken=taken)

    assert [(finding.verdict, finding.found) for finding in findings] == [("bad", found)]


@pytest.mark.django_db
def test_no_administrator_is_bad_and_the_command_named() -> None:
    found = [finding for finding in doctor.examine() if finding.part == "staff"]

    assert [(finding.verdict, finding.todo) for finding in found] == [
        ("bad", "manage.py first_admin you@example.com")
    ]


@pytest.mark.django_db
def test_an_administrator_with_a_second_factor_is_good() -> None:
    admin = services.make_admin(email="root@example.com", password="a long walk before breakfast")
    services.enrol(user=admin)

    assert [verdict for verdict, _ in _findings("staff")] == ["good"]
