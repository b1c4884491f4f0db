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


@pytest.mark.parametrize("moved", [True, False], ids=["moved before the answer was lost", "never arrived"])
@pytest.mark.parametrize("beats", [1, 2], ids=["at the end", "at the next beat"])
def test_a_renewal_whose_answer_is_lost_does_not_lose_the_lease(beats: int, *, moved: bool) -> None:
    row, asked = [UNTIL], []

    def answer_lost_at_first(old: datetime, new: datetime) -> bool:
        asked.append(new)
        is_held = old == row[0]
        if is_held and (moved or len(asked) > 1):
            row[0] = new
        if len(asked) == 1:
            raise OSError("the server closed the connection")
        return is_held

    with Heartbeat(answer_lost_at_first, until=UNTIL) as held:
        assert eventually(lambda: len(asked) >= beats)

    assert held.until == row[0] != UNTIL


def test_a_lease_of_another_is_not_taken_after_a_lost_answer() -> None:
    asked: list[datetime] = []

    def lost_and_then_of_another(old: datetime, new: datetime) -> bool:
        asked.append(old)
        if len(asked) == 1:
            raise OSError("the server closed the connection")
        return False

    with Heartbeat(lost_and_then_of_another, until=UNTIL) as held:
        assert eventually(lambda: len(asked) >= 3)

    assert held.until == UNTIL
