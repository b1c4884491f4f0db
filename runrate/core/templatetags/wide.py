"""What may be wider than a phone: it scrolls by itself on a screen, and stands as it is on paper."""

from django.template import Context, Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = Library()


@register.simple_block_tag(takes_context=True)
def scrolling(context: Context, content: str, label: str) -> str:
    """A table that is scrolled by finger or keyboard under the name `label`; where `paper` is set it is none.

    >>> scrolling({"paper": False}, "<table></table>", "Inputs")
    '<div class="table-scroll" tabindex="0" role="group" aria-label="Inputs"><table></table></div>'
    >>> scrolling({"paper": True}, "<table></table>", "Inputs")
    '<table></table>'
    """
    if context.get("paper"):
        return content
    open_tag = '<div class="table-scroll" tabindex="0" role="group" aria-label="{}">{}</div>'
    return format_html(open_tag, label, content)


@register.simple_tag(takes_context=True)
def focusable(context: Context) -> SafeString:
    """The attribute by which the keyboard reaches a wide drawing; none where `paper` is set.

    >>> focusable({"paper": False})
    ' tabindex="0"'
    >>> focusable({"paper": True})
    ''
    """
    return SafeString() if context.get("paper") else mark_safe(' tabindex="0"')
