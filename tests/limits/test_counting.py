"""A limit holds when all ask in the same moment, by network, and closes nothing by failing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from runrate.limits import counting
from runrate.limits.models import Tally


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_forty_who_ask_at_once_as_many_pass_as_the_limit_says() -> None:
    together = Barrier(40)

    def ask(_: int) -> list[bool]:
        together.wait()
        try:
            return [counting.within("test", "one", amount=120, seconds=60) is None for _ in range(6)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(40) as threads:
        passed = [answer for answers in threads.map(ask, range(40)) for answer in answers]

    assert (len(passed), sum(passed)) == (240, 120)


@pytest.mark.django_db
def test_a_window_that_is_over_begins_anew_and_is_swept() -> None:
    assert [counting.within("test", amount=1, seconds=60) is None for _ in range(2)] == [True, False]
    Tally.objects.update(ends_at=timezone.now() - timedelta(seconds=1))

    assert counting.within("test", amount=1, seconds=60) is None
    assert counting.forget_over(now=timezone.now()) == 0
    assert counting.forget_over(now=timezone.now() + timedelta(minutes=2)) == 1


@pytest.mark.django_db
def test_who_is_over_the_limit_learns_for_how_long() -> None:
    counting.within("test", amount=1, seconds=60)

    left = counting.within("test", amount=1, seconds=60)

    assert left is not None
    assert 59 < left <= 60


@pytest.mark.django_db
def test_a_counter_that_cannot_be_reached_lets_pass_and_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise DatabaseError("gone")

    with connection.execute_wrapper(broken):
        assert counting.within("test", amount=0, seconds=60) is None

    assert caplog.messages == ["a limit was not counted: DatabaseError"]


@pytest.mark.django_db
@pytest.mark.parametrize(("renews", "passed"), [(True, 5), (False, 10)])
def test_where_two_windows_meet_only_one_that_renews_holds_its_amount(renews: bool, passed: int) -> None:
    limit = counting.Limit(("test", "edge"), 5, 300, renews=renews)
    begun = timezone.now()

    def asked(after: float) -> bool:
        with time_machine.travel(begun + timedelta(seconds=after), tick=False):
            return counting.within_each([limit]) == [None]

    allowed = [asked(moment) for moment in (0, 290, 291, 292, 293, 301, 302, 303, 304, 305)]

    assert sum(allowed) == passed
    assert asked(594) is renews


@pytest.mark.django_db
def test_what_is_refused_renews_nothing() -> None:
    limit = counting.Limit(("test", "shut"), 1, 300, renews=True)
    begun = timezone.now()

    def asked(after: float) -> bool:
        with time_machine.travel(begun + timedelta(seconds=after), tick=False):
            return counting.within_each([limit]) == [None]

    assert [asked(moment) for moment in (0, 100, 200, 299, 301)] == [True, False, False, False, True]
