"""The picture that stands for a page when it is shared: its title, drawn in our colours."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
PAPER, INK, MUTED, BRAND, DEEP, ACCENT = "#ffffff", "#14202b", "#51606d", "#0f5c63", "#3c7f85", "#c2410c"
_MARGIN = 80
_TEXT_WIDTH = 800

type Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@cache
def card(title: str, below: str) -> bytes:
    """A PNG with the title above the water and a line of small text below it."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    _iceberg(draw)
    draw.text((_MARGIN, 70), "Runrate", font=_serif(40), fill=BRAND)
    draw.multiline_text((_MARGIN, 150), _wrapped(draw, title), font=_serif(66), fill=INK, spacing=14)
    draw.text((_MARGIN, 540), below, font=_sans(30), fill=MUTED)
    file = BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _iceberg(draw: ImageDraw.ImageDraw) -> None:
    """Tip and body, right of the text; the waterline crosses the whole card."""
    draw.polygon([(1010, 400), (1050, 345), (1090, 400)], fill=ACCENT)
    draw.line([(0, 400), (SIZE[0], 400)], fill="#d5dce2", width=2)
    draw.polygon([(930, 404), (1170, 404), (1140, 500), (1065, 600), (975, 540)], fill=BRAND)
    draw.polygon([(1050, 404), (1170, 404), (1140, 500), (1065, 600)], fill=DEEP)


def _wrapped(draw: ImageDraw.ImageDraw, title: str) -> str:
    """The title in lines that fit beside the iceberg, never more than three."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if draw.textlength(longer, font=_serif(66)) <= _TEXT_WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines[:3])


@cache
def _serif(size: int) -> Font:
    return _font(("Caladea-Bold.ttf", "DejaVuSerif-Bold.ttf"), size)


@cache
def _sans(size: int) -> Font:
    return _font(("Inter-Regular.otf", "Inter-Regular.ttf", "DejaVuSans.ttf"), size)


def _font(names: tuple[str, ...], size: int) -> Font:
    """The first of these that is installed, else the one inside Pillow."""
    for name in names:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)
