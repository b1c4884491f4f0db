"""The address of a row in a template."""

from uuid import uuid4

from django.template import engines

from runrate.core.rendering.addresses import address
from runrate.core.templatetags.addresses import register


def test_a_template_says_it_with_the_view_and_the_id() -> None:
    id = uuid4()
    said = engines["django"].from_string("{% load addresses %}{% address 'assessment:question' id 3 %}")

    assert said.render({"id": id}) == f"/assessment/{id}/3/"
    assert list(register.tags) == [address.__name__]
