"""Every address of the site, read from the URL conf, so that a new page cannot be forgotten.

What an address holds (an id, a number, a slug) is filled in from samples. An argument without a sample
fails the tests: whoever adds such a page says here what to look at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import URLPattern, URLResolver, get_resolver, reverse

# Django's own administration has its own tests; an API root is no page.
NOT_PAGES = ("admin:", "staff:", "api:", "api-")


@dataclass(frozen=True)
class Address:
    """One named address and the arguments it takes."""

    name: str
    arguments: tuple[str, ...]

    def __str__(self) -> str:
        return self.name

    def path(self, samples: Mapping[str, object]) -> str:
        """The address with its arguments filled in; a sample may be for one name or namespace only."""
        space = self.name.rpartition(":")[0]
        found = {}
        for argument in self.arguments:
            for key in (f"{self.name}.{argument}", f"{space}.{argument}", argument):
                if key in samples:
                    found[argument] = samples[key]
                    break
            else:
                raise AssertionError(f"{self.name} needs a sample of {argument}")
        return reverse(
            self.name, kwargs=found or None, query=QueryDict(str(samples.get(f"{self.name}?", "")))
        )


def every() -> list[Address]:
    """All addresses that may be pages, each name once."""
    found = {each.name: each for each in _walk(get_resolver().url_patterns, "", ())}
    return [found[name] for name in sorted(found) if not name.startswith(NOT_PAGES)]


def _walk(
    patterns: list[URLPattern | URLResolver], space: str, arguments: tuple[str, ...]
) -> Iterator[Address]:
    for pattern in patterns:
        taken = (*arguments, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, taken)
        elif pattern.name:
            yield Address(f"{space}{pattern.name}", taken)
