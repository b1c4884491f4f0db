"""How words are set: no last word of a headline alone in its line, no minus parted from its amount."""

from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from runrate.core.rendering.signs import signs_held
from runrate.core.text import cut

register = Library()
LEAST_LAST_LINE = 10
LONGEST_FIGURE = 24
LONGEST_LEAD = 300
_NARROW = "\u00a0"


@register.filter
def settled(text: str) -> str:
    """The last words of a headline tied together, where paper has no `text-wrap: balance`.

    >>> settled("Tokens are 0.7% of it")
    'Tokens are 0.7%\\xa0of\\xa0it'
    """
    words = str(text).split(" ")
    last = words.pop()
    while words and len(last) < LEAST_LAST_LINE:
        last = f"{words.pop()}{_NARROW}{last}"
    return " ".join([*words, last])


@register.filter
def goes_whole(figure: str) -> bool:
    """Whether a figure is short enough to go to the next line whole.

    >>> goes_whole("$0.8525")
    True
    """
    return len(figure) <= LONGEST_FIGURE


@register.filter
def is_long(lead: str) -> bool:
    """Whether a lead is too long to be kept on one page whatever stands above it.

    >>> is_long("At ten times the volume one ticket costs $0.69 instead of $0.87.")
    False
    """
    return len(lead) > LONGEST_LEAD


@register.filter
def together(figure: str) -> str:
    """A figure with its unit in one line, as far as it is short enough to go to the next one whole.

    >>> together("1,657 tickets")
    '1,657\\xa0tickets'
    """
    return figure.replace(" ", _NARROW) if goes_whole(figure) else figure


@register.simple_block_tag
def held(content: str) -> SafeString:
    """A stretch of a page in which no line ends between a minus and its amount.

    >>> held("<p>−$736</p>")
    '<p><span class="nowrap">−$736</span></p>'
    """
    return mark_safe(signs_held(content))  # noqa: S308 - the template has escaped all but the spans


@register.filter
def cut_to(text: str, most: int) -> str:
    """A label as far as there is room for it, ended between two words.

    >>> cut_to("reconciled statement of account", 24)
    'reconciled statement of…'
    """
    return cut(str(text), most)
