"""Where somebody reads the form that they sent, for pages that refuse it."""

from typing import Any

from django.template import Library

from runrate.core import form_drafts

register = Library()


@register.simple_tag(takes_context=True)
def form_page(context: dict[str, Any]) -> str:
    """The address of the form that this request sent; none for a GET, and for what another site sent."""
    request = context.get("request")
    if request is None or request.method != "POST" or not form_drafts.from_here(request):
        return ""
    return form_drafts.place_of(request)
