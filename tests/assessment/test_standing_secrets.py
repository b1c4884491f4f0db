"""The attacker of the benchmark: fakes of his own, one stranger, looks before and after, every parameter.

Two worlds differ in the stranger's score alone. Where the scores round to the same five, which is what is
published of them, no reading differs; and fakes without a confirmed account each do not get that far.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import product

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from assessment.domain import questionnaire
from assessment.models import Industry, Submission
from assessment.services import benchmark
from runrate.accounts.models import User
from tests.assessment.others import confirmed, people, publish, submit
from tests.assessment.sheets import as_posted
from tests.assessment.walking import at

pytestmark = pytest.mark.django_db
TENTHS = [Decimal(number) / 10 for number in range(1001) if number % 25 in (0, 1, 24)]
"""Scores on both sides of each place where the rounding changes, and between."""
BAND = [Decimal(score) for score in ("47.5", "48.3", "50.0", "51.7", "52.4")]
"""Scores that are counted as 50."""


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


def scored(owner: User, score: Decimal, **context: str) -> Submission:
    made = submit(owner, 2, **context)
    Submission.objects.filter(pk=made.pk).update(score=score)
    return made


def readings(fakes: list[Submission]) -> list[object]:
    """Scores all along, in every industry and version, by the API's own words, and on a fake's page."""
    seen: list[object] = []
    for version, industry in product(questionnaire.versions(), ("", "banking")):
        seen += [benchmark.places(score, version=version, industry=industry) for score in TENTHS]
    client = Client()
    for industry in ("", *Industry.values):
        for score in ("47.4", "52.5") if industry not in ("", "banking") else ("0", "47.4", "47.5", "52.5"):
            cache.clear()
            query = {"score": score, "industry": industry}
            seen.append(client.get("/api/v1/benchmark", query).json() | {"published_on": None})
    if fakes:
        client.force_login(fakes[0].owner, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
        page = client.get(at("result", fakes[0])).content.decode()
        seen.append(page.partition("Compared with others")[2].partition("</details>")[0])
    return [_without_time(each) for each in seen]


def _without_time(seen: object) -> object:
    if isinstance(seen, dict):
        return {key: (each.percentile, each.n) if hasattr(each, "n") else each for key, each in seen.items()}
    return seen


@pytest.fixture
def victim(bob: User) -> User:
    return confirmed(bob)


def test_nineteen_fakes_and_one_stranger_read_nothing_at_all(victim: User) -> None:
    worlds = []
    for score in (Decimal(0), Decimal(50), Decimal(100)):
        with undone():
            fakes = [scored(fake, Decimal(0), industry="banking") for fake in people(19)]
            publish()
            before = readings(fakes)
            scored(victim, score, industry="banking")
            publish(days=30)
            worlds.append((before, readings(fakes)))

    assert worlds[0] == worlds[1] == worlds[2]
    assert worlds[0][0] == worlds[0][1]


@pytest.mark.parametrize("below", [4, 5, 9])
def test_forty_nine_fakes_placed_at_will_read_no_more_than_the_rounded_score(
    victim: User, below: int
) -> None:
    worlds = []
    for score in BAND:
        with undone():
            places = [Decimal(45)] * below + [Decimal(55)] * (49 - below)
            fakes = [
                scored(fake, place, industry="banking")
                for fake, place in zip(people(49), places, strict=True)
            ]
            scored(victim, score, industry="banking")
            publish()
            worlds.append(readings(fakes))

    assert all(world == worlds[0] for world in worlds)


def test_before_and_after_read_no_more_than_the_rounded_score(victim: User) -> None:
    """Fifty others, nineteen fakes among them; then the stranger comes in, with nine of the fakes changed."""
    worlds = []
    for score in BAND:
        with undone():
            others = [scored(other, Decimal(45), industry="banking") for other in people(31)]
            fakes = [scored(fake, Decimal(55), industry="banking") for fake in people(19, "fake")]
            publish()
            seen = [readings(fakes)]
            scored(victim, score, industry="banking")
            publish(days=7)
            seen.append(readings(fakes))  # the stranger alone renews nothing
            for fake in fakes[:9]:
                scored(fake.owner, Decimal(45), industry="banking")  # type: ignore[arg-type]
            assert publish(days=7) == 2
            seen.append(readings(fakes))
            worlds.append(seen)
            assert seen[0] == seen[1] != seen[2]
            assert len(others) == 31

    assert all(world == worlds[0] for world in worlds)


@pytest.mark.parametrize("fakes", [0, 8])
def test_a_strangers_change_with_fewer_than_nine_others_is_not_seen_for_weeks(
    victim: User, fakes: int
) -> None:
    everybody = people(50)
    made = [scored(other, Decimal(20), industry="banking") for other in everybody]
    publish()
    before = readings(made)

    scored(victim, Decimal(100), industry="banking")
    for fake in everybody[:fakes]:
        scored(fake, Decimal(100), industry="banking")
    for week in range(1, 9):
        publish(days=7 * week)

    assert readings(made) == before


def test_a_stranger_without_an_account_fills_no_benchmark(client: Client) -> None:
    """What twenty anonymous posts did before: sheets brought as files, and answered in a row."""
    for number in range(60):
        cache.clear()
        import_of = {"text": str(as_posted(number % 5)).replace("'", '"')}
        assert client.post("/assessment/import/", import_of).status_code == 302

    assert Submission.objects.finished().count() == 60
    assert publish() == 0
    assert not Submission.objects.in_benchmark().exists()
    assert not any(benchmark.places(score, version="1") for score in TENTHS)
