"""For whom a report is, from whom, and how it may be handled: words of the reader, each optional."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final

from runrate.core.text import one_name

LONGEST: Final = 120


class CoverError(ValueError):
    """What is wrong with a cover, in words."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Words of at most 120 characters each; a report with none of them has no cover page."""

    organisation: str = ""
    author: str = ""
    audience: str = ""
    confidentiality: str = ""

    def __bool__(self) -> bool:
        return any(words for _name, words in self.given())

    def given(self) -> Iterator[tuple[str, str]]:
        """Field and words of those that were filled in."""
        for field in fields(self):
            if words := getattr(self, field.name):
                yield field.name, words

    def as_json(self) -> dict[str, str]:
        """Empty where nothing was given, so that a report from before covers keeps its key."""
        return dict(self.given())


def parse_cover(data: object) -> Cover:
    """A cover from its JSON form, an empty one where there is none. Raises CoverError."""
    if data is None:
        return Cover()
    if not isinstance(data, Mapping):
        raise CoverError("A cover is an object: organisation, author, audience and confidentiality.")
    return Cover(**{field.name: _words(data, field.name) for field in fields(Cover)})


def _words(data: Mapping[str, object], name: str) -> str:
    words = data.get(name, "")
    if type(words) is not str or len(words) > LONGEST:
        raise CoverError(f"{name}: give a text of at most {LONGEST} characters.")
    return one_name(words)
