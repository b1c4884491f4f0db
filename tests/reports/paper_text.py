"""Where letters stand on the pages of a PDF, and as which glyphs: read from what is drawn."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

type Matrix = pikepdf.Matrix


@dataclass(frozen=True, slots=True)
class Run:
    """One drawn run: its page (from 1), its face, its glyphs, and its box in points from the bottom left."""

    page: int
    face: str
    glyphs: tuple[int, ...]
    left: float
    right: float
    bottom: float
    top: float


def runs(pdf: bytes) -> Iterator[Run]:
    """Every run of glyphs of each page, groups of drawings among them."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        for number, page in enumerate(opened.pages, start=1):
            yield from _drawn(page.obj, page.obj, number, pikepdf.Matrix())


def outside(pdf: bytes, *, slack: float = 1) -> list[Run]:
    """Runs that leave their page by more than `slack` points."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        boxes = [[float(each) for each in page.mediabox] for page in opened.pages]
    return [
        run
        for run in runs(pdf)
        if run.left < boxes[run.page - 1][0] - slack
        or run.right > boxes[run.page - 1][2] + slack
        or run.bottom < boxes[run.page - 1][1] - slack
        or run.top > boxes[run.page - 1][3] + slack
    ]


def _drawn(content: Any, owner: Any, page: int, outer: Matrix) -> Iterator[Run]:
    reader = _Reader(owner, outer)
    for instruction in pikepdf.parse_content_stream(content):
        operands = list(instruction.operands)
        match str(instruction.operator):
            case "Tj":
                yield reader.run(page, [operands[0]])
            case "TJ":
                yield reader.run(page, list(operands[0]))
            case "Do":
                form = owner.Resources.XObject[str(operands[0])]
                if str(form.get("/Subtype")) == "/Form":
                    inner = pikepdf.Matrix(*map(float, form.get("/Matrix", [1, 0, 0, 1, 0, 0])))
                    yield from _drawn(form, form, page, inner @ reader.place)
            case other:
                reader.move(other, operands)


class _Reader:
    """Where the next letter goes, and in which face."""

    def __init__(self, owner: Any, outer: Matrix) -> None:
        self.place = outer
        self._fonts = owner.get("/Resources", {}).get("/Font", {})
        self._kept: list[Matrix] = []
        self._text = self._line = pikepdf.Matrix()
        self._size, self._face, self._widths = 1.0, "", _Widths(None)
        self._glyph_of: dict[int, int] = {}

    def move(self, operator: str, operands: Any) -> None:
        """Takes what changes place or face; all else draws no letters."""
        match operator:
            case "q":
                self._kept.append(self.place)
            case "Q":
                self.place = self._kept.pop()
            case "cm":
                self.place = pikepdf.Matrix(*map(float, operands)) @ self.place
            case "BT":
                self._text = self._line = pikepdf.Matrix()
            case "Tm":
                self._text = self._line = pikepdf.Matrix(*map(float, operands))
            case "Td":
                self._line = pikepdf.Matrix(1, 0, 0, 1, float(operands[0]), float(operands[1])) @ self._line
                self._text = self._line
            case "Tf":
                font = self._fonts[str(operands[0])]
                self._size, self._face, self._widths = float(operands[1]), str(font.BaseFont), _Widths(font)
                self._glyph_of = _encoding(font)

    def run(self, page: int, parts: list[Any]) -> Run:
        glyphs: list[int] = []
        advance = 0.0
        for part in parts:
            if isinstance(part, pikepdf.String):
                codes = bytes(part)
                some = [codes[at] * 256 + codes[at + 1] for at in range(0, len(codes) - 1, 2)]
                glyphs += [self._glyph_of.get(code, code) for code in some]
                advance += sum(map(self._widths.of, some))
            else:
                advance -= float(part)
        width = advance * self._size / 1000
        start = self._text @ self.place
        corners = [start.transform((x, y)) for x in (0, width) for y in (0, self._size * 0.7)]
        self._text = pikepdf.Matrix(1, 0, 0, 1, width, 0) @ self._text
        across, up = [x for x, _y in corners], [y for _x, y in corners]
        return Run(page, self._face, tuple(glyphs), min(across), max(across), min(up), max(up))


def _encoding(font: Any) -> dict[int, int]:
    """Codes that mean another glyph than their own number; a face that lacks letters says so here."""
    if not isinstance(font.Encoding, pikepdf.Stream):
        return {}
    told = font.Encoding.read_bytes().decode()
    return {int(code, 16): int(glyph) for code, glyph in re.findall(r"<([0-9a-f]{4})> (\d+)", told)}


class _Widths:
    """Widths of a composite font's glyphs in thousandths of its size."""

    def __init__(self, font: Any) -> None:
        self._known: dict[int, float] = {}
        self._other = 1000.0
        if font is None:
            return
        below = font.DescendantFonts[0]
        self._other = float(below.get("/DW", 1000))
        items = list(below.get("/W", []))
        while items:
            first = int(items.pop(0))
            second = items.pop(0)
            if isinstance(second, pikepdf.Array):
                self._known |= {first + at: float(width) for at, width in enumerate(list(second))}
            else:
                width = float(items.pop(0))
                self._known |= dict.fromkeys(range(first, int(second) + 1), width)

    def of(self, glyph: int) -> float:
        return self._known.get(glyph, self._other)
