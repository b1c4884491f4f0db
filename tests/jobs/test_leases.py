"""A lease is renewed while its worker lives, is never renewed for another, and survives a database away."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from runrate.jobs import leases
from runrate.jobs.leases import Heartbeat

BEATS = timedelta(milliseconds=30)
UNTIL = timezone.now()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "LEASE", BEATS)


def eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 10
    while not holds() and time.monotonic() < until:
        time.sleep(0.005)
    return holds()


def _noted(asked: list[datetime]) -> Callable[[datetime, datetime], bool]:
    def renew(old: datetime, new: datetime) -> bool:
        asked.append(new)
        return True

    return renew


def test_each_renewal_follows_from_the_one_before() -> None:
    asked: list[tuple[datetime, datetime]] = []

    def renew(old: datetime, new: datetime) -> bool:
        asked.append((old, new))
        return True

    with Heartbeat(renew, until=UNTIL) as held:
        assert eventually(lambda: len(asked) > 2)

    assert [old for old, _new in asked] == [UNTIL, *(new for _old, new in asked[:-1])]
    assert held.until == asked[-1][1]


def test_it_stops_with_the_work() -> None:
    asked: list[datetime] = []
    with Heartbeat(_noted(asked), until=UNTIL):
        assert eventually(lambda: bool(asked))

    at_the_end = len(asked)
    time.sleep(3 * BEATS.total_seconds())

    assert len(asked) == at_the_end


def test_a_lease_that_was_lost_is_not_asked_for_again() -> None:
    asked: list[datetime] = []

    def lost(old: datetime, new: datetime) -> bool:
        asked.append(new)
        return False

    with Heartbeat(lost, until=UNTIL) as held:
        assert eventually(lambda: bool(asked))
        time.sleep(3 * BEATS.total_seconds())

    assert (len(asked), held.until) == (1, UNTIL)


def test_a_database_that_is_away_for_a_beat_costs_nothing() -> None:
    asked: list[datetime] = []

    def away_at_first(old: datetime, new: datetime) -> bool:
        asked.append(new)
        if len(asked) == 1:
            raise OSError("the server closed the connection")
        return True

    with Heartbeat(away_at_first, until=UNTIL) as held:
        assert eventually(lambda: held.until != UNTIL)

    assert held.until in asked[1:]


def test_work_that_hangs_loses_its_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "LONGEST", timedelta(0))
    asked: list[datetime] = []

    with Heartbeat(_noted(asked), until=UNTIL):
        time.sleep(3 * BEATS.total_seconds())

    assert asked == []
