"""What a link can open, for how long, and at which address; each app says so of its own things."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of link: what is opened by it, the days it may live, and the view that takes its secret."""

    key: str
    view: str
    days: tuple[int, ...]
    """What its maker may choose from; the first is the usual one."""
    only_one: bool = True
    """Whether a new one ends those before."""

    def __post_init__(self) -> None:
        KINDS[self.key] = self


KINDS: Final[dict[str, Kind]] = {}
"""Every kind there is, by its key."""
