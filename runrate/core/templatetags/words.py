"""How words are set: no last word of a headline alone in its line."""

from django.template import Library

register = Library()
LEAST_LAST_LINE = 10
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
