"""Knows what counts as evidence: a web link, or a text of at least four words that is no placeholder."""

import re
import unicodedata
from typing import Final

FEWEST_WORDS: Final = 4
LETTERS_A_WORD: Final = 2
"""Of scripts that write no spaces between words."""

# A host with a dot, or one of one's own network with a path behind it.
_LINK: Final = re.compile(
    r"\bhttps?://(?:[^\s/.]+\.[^\s/.]+|[^\s/.]{2,}(?::\d+)?/[^\s/])\S*"
    # As people copy it without the beginning: `www.example.com`, `example.com/path`.
    r"|\bwww\.[^\s/.]+\.[^\s/.]\S*|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/[^\s/]\S*",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Han, kana, Thai, Lao, Myanmar, Khmer.
_UNSPACED: Final = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_SAYING_NOTHING: Final = frozenset({
    "a", "about", "above", "added", "add", "additional", "all", "already", "an", "and", "answer", "any",
    "anything", "are", "as", "ask", "asked", "at", "available", "be", "been", "before", "being", "below",
    "can", "cannot", "can't", "comment", "coming", "could", "do", "does", "done", "don't", "empty",
    "evidence", "example", "exists", "fill", "filled", "few", "find", "first", "follow", "follows",
    "for", "from", "get", "give", "given", "goes", "had", "has", "have", "haven't", "here", "him", "i",
    "idea", "if", "in", "information", "is", "isn't", "it", "it's", "just", "know", "known", "later",
    "link", "links", "lorem", "ipsum", "dolor", "sit", "amet", "made", "make", "may", "maybe", "me",
    "mentioned", "might", "missing", "more", "much", "my", "n", "na", "next", "no", "none", "not",
    "note", "nothing", "now", "number", "of", "ok", "okay", "on", "once", "one", "or", "other", "our",
    "out", "pending", "placeholder", "please", "previous", "prior", "proof", "provide", "provided",
    "put", "q", "question", "questions", "reference", "said", "same", "see", "seen", "shall", "should",
    "show", "shown", "some", "something", "soon", "sorry", "still", "sure", "tba", "tbc", "tbd", "test",
    "text", "than", "that", "that's", "the", "their", "them", "then", "there", "there's", "these",
    "they", "they're", "thing", "this", "those", "time", "to", "today", "todo", "tomorrow", "two",
    "unavailable", "unclear", "unknown", "until", "up", "update", "updated", "upload", "us", "very",
    "was", "we", "we'll", "we're", "what", "when", "where", "which", "will", "wip", "with", "without",
    "work", "would", "write", "yes", "yet", "you", "your",
})  # fmt: skip
"""Words of which a note can be made that names nothing: no sheet, no system, no person, no day."""
_OF_ADDRESSES: Final = frozenset({"http", "https", "www"})
_PLACEHOLDERS: Final = frozenset(
    {
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
"""Of other languages: longer ones that say nothing; shorter ones fall to the number of words."""


def counts(note: str) -> bool:
    """Whether a note backs a claim; anything may be noted, and what backs nothing is a note all the same."""
    if any(_names_something(_words(link)) for link in _LINK.findall(note)):
        return True
    words = _words(_LINK.sub(" ", note))
    if " ".join(words) in _PLACEHOLDERS or not _names_something(words):
        return False
    # Whom to ask shows nothing; what for is a sheet or a report.
    if words[0] == "ask" and not _names_something(words[2:]):
        return False
    unspaced = len(set(_UNSPACED.findall(note)))
    spaced = {word for word in words if not _UNSPACED.search(word)}
    said = sum(1 for word in spaced if _LETTERS.search(word))
    if unspaced:
        return len(spaced) + unspaced // LETTERS_A_WORD >= FEWEST_WORDS
    return len(spaced) >= FEWEST_WORDS and said >= FEWEST_WORDS // 2


def _words(note: str) -> list[str]:
    # A vowel sign or an accent written apart is no end of a word, nor is an apostrophe.
    whole = "".join(each for each in note if not unicodedata.category(each).startswith("M"))
    return _WORD.findall(whole.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))


def _names_something(words: list[str]) -> bool:
    """Whether one word at least is none of those of which placeholders are made."""
    said = (word for word in words if word not in _SAYING_NOTHING and word not in _OF_ADDRESSES)
    return any(_LETTERS.search(word) for word in said)
