"""Markup as a browser takes it: white space is one space, and none at the edges of a tag."""

import re


def squeezed(html: str) -> str:
    """One line, no white space beside a tag: what stands there is compared, not how it is set."""
    return re.sub(r" ?(<[^<>]*?)\s?(/?>) ?", r"\1\2", re.sub(r"\s+", " ", html))
