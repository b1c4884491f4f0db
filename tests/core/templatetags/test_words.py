"""How words are set: no last word of a headline alone in its line."""

import pytest

from runrate.core.templatetags.words import settled


@pytest.mark.parametrize(
    ("headline", "tied"),
    [
        ("The invoice shows 0.7% of it", "The invoice shows 0.7%\u00a0of\u00a0it"),
        ("Begin with visibility", "Begin with visibility"),
        ("of it", "of\u00a0it"),
        ("", ""),
    ],
)
def test_short_last_words_are_tied_together_and_a_long_one_stands_alone(headline: str, tied: str) -> None:
    assert settled(headline) == tied
