"""What other rooms show beside a submission in the administration: they register, this room knows none."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, PermissionsMixin

from assessment.models import Submission


@dataclass(frozen=True, slots=True)
class Panel:
    """A heading with links (their address is empty where the reader may not go) and sentences under it."""

    title: str
    links: tuple[tuple[str, str], ...] = ()
    sentences: tuple[str, ...] = ()


type Reader = PermissionsMixin | AnonymousUser
type Source = Callable[[Submission, Reader], Panel]

_sources: list[Source] = []


def show(source: Source) -> Source:
    """Registers a source of panels, once."""
    if source not in _sources:
        _sources.append(source)
    return source


def panels(submission: Submission, reader: Reader) -> list[Panel]:
    """Those that say something; `reader` is who looks at the page."""
    found = [source(submission, reader) for source in _sources]
    return [panel for panel in found if panel.links or panel.sentences]
