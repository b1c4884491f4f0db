"""The drawings that only a report has as text, figure for figure, and the command that writes them anew.

After a wanted change of a drawing: `python -m tests.reports.whole_charts`, then read the difference.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path

from runrate.reports.domain.charts import (
    CoverIceberg,
    CoverStages,
    Strip,
    cover_iceberg,
    cover_stages,
    strip,
)
from tests.flat import flat

FILE = Path(__file__).parent / "whole_charts.txt"
STAGES = [("Invisible", 0), ("Tracked", 20), ("Allocated", 40), ("Optimized", 60), ("Governed", 80)]


def cover(visible: str) -> CoverIceberg:
    """The cover's iceberg for this visible share."""
    return cover_iceberg(Fraction(visible), visible_words="is tokens", hidden_words="is the rest")


def stairs(score: str, you: str = "You: 50", current: str = "") -> CoverStages:
    """The cover's stairs up to this stage, of itself that of this score."""
    reached = current or [name for name, floor in STAGES if Fraction(score) >= floor][-1]
    return cover_stages(Fraction(score), STAGES, current=reached, title="Five stages", you=you)


def placed(score: str, high: str, current: str = "Tracked") -> Strip:
    """The strip of the summary."""
    return strip(Fraction(score), Fraction(high), STAGES, current=current, title="Here", you="You")


CHARTS: Mapping[str, Callable[[], CoverIceberg | CoverStages | Strip]] = {
    "iceberg of nothing visible": lambda: cover("0"),
    "iceberg of a tenth": lambda: cover("1/10"),
    "iceberg of most": lambda: cover("19/20"),
    "iceberg of all": lambda: cover("1"),
    "stairs at the foot": lambda: stairs("0"),
    "stairs at one": lambda: stairs("1/2"),
    "stairs at the second": lambda: stairs("20"),
    "stairs within the third": lambda: stairs("175/3"),
    "stairs with many words": lambda: stairs("45", "You are exactly at this point of them all"),
    "stairs where the words just do not fit": lambda: stairs("6300/482", "a" * 10),
    "stairs at the top": lambda: stairs("100"),
    "stairs that a cap holds": lambda: stairs("85", current="Tracked"),
    "strip at the foot": lambda: placed("0", "0"),
    "strip below the turn": lambda: placed("239/10", "50"),
    "strip at the turn": lambda: placed("24", "24", "Invisible"),
    "strip at the top": lambda: placed("100", "100", "Governed"),
}


def drawn(name: str) -> list[str]:
    """One drawing as lines."""
    return list(flat(asdict(CHARTS[name]()), name))


if __name__ == "__main__":
    FILE.write_text("\n".join(line for name in CHARTS for line in drawn(name)) + "\n", "utf-8")
