"""What a fault did: a row of counts, and whether the promise held."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One fault. `kept` is the whole promise; the counts are what anybody may check it by."""

    fault: str
    acknowledged: int
    stored: int
    lost: int
    doubled: int
    partial: int
    kept: bool
    note: str


HEAD = f"{'fault':<38}{'acknowledged':>13}{'stored':>8}{'lost':>6}{'doubled':>9}{'partial':>9}  kept  note"


def line(row: Row) -> str:
    """The row under `HEAD`."""
    counts = f"{row.acknowledged:>13}{row.stored:>8}{row.lost:>6}{row.doubled:>9}{row.partial:>9}"
    return f"{row.fault:<38}{counts}  {'yes ' if row.kept else 'NO  '}  {row.note}"
