"""The field by which a form that is sent twice does once what it does."""

import re

from django.template import Context, Template

from runrate.core import idempotency


def test_each_form_gets_a_field_with_a_token_of_its_own() -> None:
    drawn = Template("{% load idempotency %}{% idempotency_field %}{% idempotency_field %}").render(Context())

    found = re.findall(r'<input type="hidden" name="once" value="([^"]+)">', drawn)
    assert len(found) == 2
    assert [idempotency.id_from(token) == idempotency.id_from(token) for token in found] == [True, True]
    assert idempotency.id_from(found[0]) != idempotency.id_from(found[1])
