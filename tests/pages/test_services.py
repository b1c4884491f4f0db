"""A reader's answer about an article: one of each, changed by its reader alone."""

import pytest
from django.test import Client

from runrate.pages.models import Vote

SLUG = "why-ai-has-a-marginal-cost"

pytestmark = pytest.mark.django_db


def test_second_answer_of_the_same_reader_replaces_the_first(client: Client) -> None:
    client.post(f"/learn/{SLUG}/helpful/", {"helpful": "no"})
    client.post(f"/learn/{SLUG}/helpful/", {"helpful": "yes"})

    assert Vote.objects.values_list("helpful", flat=True).get() is True


def test_another_reader_neither_sees_nor_changes_an_answer(client: Client) -> None:
    client.post(f"/learn/{SLUG}/helpful/", {"helpful": "no", "comment": "Only mine"})
    stranger = Client()

    assert "Only mine" not in stranger.get(f"/learn/{SLUG}/").content.decode()
    stranger.post(f"/learn/{SLUG}/helpful/", {"helpful": "yes"})
    assert Vote.objects.count() == 2
