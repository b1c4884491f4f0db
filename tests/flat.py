"""A nested value as plain lines, for comparing a whole page of words and figures with what is kept of it."""

from collections.abc import Iterator, Mapping


def flat(value: object, path: str = "") -> Iterator[str]:
    """A nested value as lines of `path = text`."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from flat(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        if not value:
            yield f"{path} = ()"
        for number, inner in enumerate(value):
            yield from flat(inner, f"{path}[{number}]")
    else:
        yield f"{path} = {value}"
