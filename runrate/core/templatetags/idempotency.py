"""The field by which a form that is sent twice does once what it does."""

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from runrate.core import idempotency

register = Library()


@register.simple_tag
def idempotency_field() -> SafeString:
    """`{% idempotency_field %}` inside of a form."""
    return format_html('<input type="hidden" name="{}" value="{}">', idempotency.FIELD, idempotency.token())
