"""Words of a drawing whose letters join or run from right to left: they stand over it as text of the page.

WeasyPrint places the text of a drawing letter by letter, from left to right and each for itself: Arabic falls
apart, Hebrew is turned round, and the marks of Hindi or Thai leave their letters. Text of a page it shapes.
"""

import re
import unicodedata

# Conjoining Hangul, Mongolian, flags: letters of no mark and no direction that join all the same.
_JOINING = re.compile("[\u1100-\u11ff\u1800-\u18af\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
MAY_NEED_IT = re.compile(
    "[\u0300-\u036f\u0483-\u1fff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u2c00-\U0001ffff]"
)
"""Letters beyond Latin, Greek and Cyrillic, and what joins or turns them: no dashes, arrows or signs."""
_DRAWING = re.compile(
    r'<svg\b(?![^>]*cover-art)[^>]*viewBox="0 0 (?P<width>\d+\S*) (?P<height>\d+\S*?)".*?</svg>', re.DOTALL
)
_TEXT = re.compile(r"<text\b(?P<attributes>[^>]*)>(?P<words>[^<]*)</text>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


def needs_shaping(text: str) -> bool:
    """Whether letters of this text depend on those beside them."""
    return bool(_JOINING.search(text)) or any(
        unicodedata.category(letter) in {"Mn", "Mc", "Me", "Cf"}
        or unicodedata.bidirectional(letter) in {"R", "AL", "AN"}
        for letter in text
    )


def over_drawings(html: str) -> str:
    """The page with such words taken out of its drawings and put over them, each at its place."""
    return _DRAWING.sub(_one, html)


def _one(drawing: re.Match[str]) -> str:
    width, height = float(drawing["width"]), float(drawing["height"])
    over: list[str] = []

    def taken_out(text: re.Match[str]) -> str:
        if not needs_shaping(text["words"]):
            return text[0]
        over.append(_beside(dict(_ATTRIBUTE.findall(text["attributes"])), text["words"], width, height))
        return ""

    rest = _TEXT.sub(taken_out, drawing[0])
    return f'<div class="drawn">{rest}{"".join(over)}</div>' if over else drawing[0]


def _beside(attributes: dict[str, str], words: str, width: float, height: float) -> str:
    """A label at the place, of the colour and the weight that it has in the drawing."""
    across = (float(attributes["x"]) + float(attributes.get("dx", 0))) / width * 100
    up = (1 - (float(attributes["y"]) + float(attributes.get("dy", 0))) / height) * 100
    at = {
        "end": f"right:{100 - across:.2f}%",
        "middle": f"left:{across - 50:.2f}%;width:100%;text-align:center",
    }.get(attributes.get("text-anchor", ""), f"left:{across:.2f}%")
    colour, weight = attributes["fill"], attributes.get("font-weight", "400")
    style = f"{at};bottom:{up:.2f}%;color:{colour};font-weight:{weight}"
    return f'<span style="{style}">{" ".join(words.split())}</span>'
