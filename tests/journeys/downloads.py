"""Files that the site hands out: whether each is what it says it is, and what a person reads in it."""

import gzip
import io
import json
from zipfile import ZipFile

from pypdf import PdfReader


def written_in(kind: str, content: bytes) -> str:
    """What a person reads in a file once it is opened; packed bytes say anything by chance."""
    if "pdf" in kind:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if "sheet" in kind or "zip" in kind:
        with ZipFile(io.BytesIO(content)) as packed:
            inside = {name: packed.read(name) for name in packed.namelist()}
        return "\n".join(
            written_in("pdf" if name.endswith(".pdf") else "text", each) for name, each in inside.items()
        )
    return content.decode(errors="replace")


def readable(kind: str, content: bytes) -> bool:
    """Whether a downloaded file is what it says it is."""
    if "json" in kind:
        return bool(json.loads(content)) or True
    if "pdf" in kind:
        return content.startswith(b"%PDF-") and b"%%EOF" in content[-64:]
    if "sheet" in kind or "zip" in kind:
        return ZipFile(io.BytesIO(content)).testzip() is None
    if content.startswith(b"\x1f\x8b"):
        content = gzip.decompress(content)
    content.decode("utf-8")
    return bool(content)
