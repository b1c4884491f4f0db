"""`{% address 'assessment:all' submission.pk %}`: as `url`, for what has an id.

`{% keeping 'scenario' %}` behind an address keeps the row that the page is shown beside.
"""

from urllib.parse import urlencode

from django.template import Context, Library

from runrate.core.rendering.addresses import address

register = Library()
register.simple_tag(address)


@register.simple_tag(takes_context=True)
def keeping(context: Context, name: str) -> str:
    """Such as `?scenario=…`; nothing where the page has no such row."""
    held = context.get(name)
    return f"?{urlencode({name: held.pk})}" if held else ""
