"""How full the pages of a printed report are, and of which part each is: read from where its text stands."""

from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader

HEAD, FOOT = 50.0, 45.0
"""Points at the edges that belong to running heads and page numbers."""


@dataclass(frozen=True)
class Filled:
    """One page: the part in its running head, and how far down its text reaches."""

    section: str
    filled: float


def pages_of(file: bytes) -> list[Filled]:
    return [_page(page) for page in PdfReader(BytesIO(file)).pages]


def letters_of(page: PageObject) -> float:
    """The size in points that most letters of a page have."""
    sizes: Counter[float] = Counter()

    def see(text: str, matrix: Any, place: Any, _font: object, size: float) -> None:
        if matrix[3] < 0:  # as the page is set; drawings have sizes of their own
            sizes[round(abs(size * place[3] * matrix[3]), 2)] += len(text.strip())

    page.extract_text(visitor_text=see)
    return sizes.most_common(1)[0][0]


def _page(page: PageObject) -> Filled:
    height = float(page.mediabox.height)
    lowest, running = height, ""

    def see(text: str, matrix: Any, place: Any, *_others: object) -> None:
        nonlocal lowest, running
        if not text.strip() or matrix[3] >= 0:
            return  # drawings carry a matrix of their own: what stands in them is measured by what follows
        y = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
        if y > height - HEAD:
            running = text.strip() or running
        elif y > FOOT:
            lowest = min(lowest, y)

    page.extract_text(visitor_text=see)
    return Filled(running, (height - HEAD - lowest) / (height - HEAD - FOOT))
