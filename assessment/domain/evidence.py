"""Knows what counts as evidence: a web link, or a text of at least four words that is no placeholder."""

import re
import unicodedata
from typing import Final

FEWEST_WORDS: Final = 4
LETTERS_A_WORD: Final = 2
"""Of scripts that write no spaces between words."""

# A host with a dot, or one of one's own network with a path behind it.
_LINK: Final = re.compile(r"\bhttps?://(?:[^\s/.]+\.[^\s/.]+|[^\s/.]{2,}(?::\d+)?/[^\s/])", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")
# Han, kana, Thai, Lao, Myanmar, Khmer.
_UNSPACED: Final = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_PLACEHOLDERS: Final = frozenset(
    {
        "to be done later",
        "to be added later",
        "will be added later",
        "will follow later on",
        "we do not know yet",
        "i do not know yet",
        "there is no evidence",
        "there is no evidence yet",
        "same as the one above",
        "see the answer above please",
        "lorem ipsum dolor sit amet",
        "wird noch nachgereicht werden",
        "wie bei der vorigen frage",
        "à compléter plus tard merci",
        "se completará más adelante",
        "暂时没有任何证据",
        "将在以后补充说明",
        "後で追加する予定です",
        "今のところ特にありません",
    }
)
"""Longer ones that say nothing; shorter ones fall to the number of words."""


def counts(note: str) -> bool:
    """Whether a note backs a claim; anything may be noted, and what backs nothing is a note all the same."""
    if _LINK.search(note):
        return True
    # A vowel sign or an accent written apart is no end of a word.
    whole = "".join(each for each in note if not unicodedata.category(each).startswith("M"))
    words = _WORD.findall(whole.casefold())
    if " ".join(words) in _PLACEHOLDERS:
        return False
    unspaced = len(set(_UNSPACED.findall(note)))
    spaced = {word for word in words if not _UNSPACED.search(word)}
    said = sum(1 for word in spaced if _LETTERS.search(word))
    if unspaced:
        return len(spaced) + unspaced // LETTERS_A_WORD >= FEWEST_WORDS
    return len(spaced) >= FEWEST_WORDS and said >= FEWEST_WORDS // 2
