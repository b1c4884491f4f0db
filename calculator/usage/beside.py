"""What lies beside the files of an export and holds none of its rows: manifests, notes, another view."""

import re
from collections.abc import Collection, Set
from typing import Final

from runrate.core.translation import gettext as _

_MANIFESTS: Final = (
    frozenset({"manifestVersion", "blobs"}),
    frozenset({"assemblyId", "reportKeys"}),
    frozenset({"exportArn", "dataFiles"}),
)
"""Keys in the lists of files that exports of Azure and both generations of those of AWS come with."""
_DEEPSEEK_COST: Final = frozenset({"model", "wallet_type", "cost", "currency"})
_MANIFEST: Final = re.compile(r"(?:.*[-_.])?manifest\.json", re.IGNORECASE)
_NOTE: Final = re.compile(
    r"(?:read[-_ ]?me|licen[cs]e|notice|change[-_ ]?log)(?:[-_. ].*)?|_success"
    r"|.*\.(?:md|sql|ya?ml|sha256|md5|sig|pdf)",
    re.IGNORECASE,
)
_TABLES: Final = (".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".xlsx", ".parquet")


def manifest(names: Set[str]) -> str:
    """What is said of a document with these fields that lists the files of an export; else nothing."""
    return _manifest() if any(marks <= names for marks in _MANIFESTS) else ""


def named(name: str) -> str:
    """What is said of a file that vendors put beside an export under such a name; nothing of any other."""
    if _MANIFEST.fullmatch(name):
        return _manifest()
    if _NOTE.fullmatch(name) and not name.lower().endswith(_TABLES):
        return _("This is a note that lies beside an export, and holds none of its rows.")
    return ""


def other_view(columns: Collection[str]) -> str:
    """What is said of a table that holds the money of the one beside it once more; nothing of any other."""
    if frozenset(columns) >= _DEEPSEEK_COST:
        return _("This is DeepSeek's cost by wallet: the money of its amounts once more, not counted twice.")
    return ""


def _manifest() -> str:
    return _("This is the manifest of an export: a list of its files, which holds none of its rows.")
