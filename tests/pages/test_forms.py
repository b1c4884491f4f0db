"""What a reader says about an article is refused at its field with the words kept."""

import pytest
from django.test import Client

from runrate.pages.models import Vote
from tests.refusals import refused

SLUG = "why-ai-has-a-marginal-cost"

pytestmark = pytest.mark.django_db


def test_blank_answer_is_refused_at_the_field_and_keeps_the_words(client: Client) -> None:
    response = refused(client, f"/learn/{SLUG}/helpful/", {"comment": "Nearly sent"})

    assert "Choose yes or no." in response.content.decode()
    assert "Nearly sent</textarea>" in response.content.decode()
    assert Vote.objects.count() == 0
