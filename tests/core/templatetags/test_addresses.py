"""The address of a row in a template."""

from types import SimpleNamespace
from uuid import uuid4

from django.template import engines

from runrate.core.rendering.addresses import address
from runrate.core.templatetags.addresses import register


def test_a_template_says_it_with_the_view_and_the_id() -> None:
    id = uuid4()
    said = engines["django"].from_string("{% load addresses %}{% address 'assessment:question' id 3 %}")

    assert said.render({"id": id}) == f"/assessment/{id}/3/"
    assert list(register.tags) == [address.__name__, "keeping"]


def test_an_address_keeps_the_row_that_a_page_is_shown_beside() -> None:
    said = engines["django"].from_string("{% load addresses %}/usage/{% keeping 'scenario' %}")

    assert said.render({"scenario": SimpleNamespace(pk="a-1")}) == "/usage/?scenario=a-1"
    assert said.render({"scenario": None}) == said.render({}) == "/usage/"
