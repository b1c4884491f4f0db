"""Answers about articles: one's own found by the cookie that names it, all of them counted by article."""

from uuid import uuid4

import pytest

from runrate.pages.models import Vote

pytestmark = pytest.mark.django_db


def test_an_answer_is_found_by_its_id_and_its_article() -> None:
    mine = Vote.objects.create(article="a", helpful=True)
    other = Vote.objects.create(article="b", helpful=True)

    assert Vote.objects.among((mine.pk, other.pk), "a") == mine
    assert Vote.objects.among((other.pk, uuid4()), "a") is None
    assert Vote.objects.among((), "a") is None


@pytest.mark.django_db
def test_counts_tell_each_article_apart() -> None:
    Vote.objects.create(article="a", helpful=True)
    Vote.objects.create(article="a", helpful=False, comment="Too short")
    Vote.objects.create(article="b", helpful=True)

    counts = [dict(row) for row in Vote.objects.all().counts()]

    assert counts == [
        {"article": "a", "helped": 1, "did_not": 1, "comments": 1},
        {"article": "b", "helped": 1, "did_not": 0, "comments": 0},
    ]
