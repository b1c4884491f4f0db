"""The assessment's charts as text, figure for figure, and the command that writes them anew.

After a wanted change of a drawing: `python -m tests.assessment.whole_charts`, then read the difference.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path

from assessment.domain.charts import (
    NARROW,
    DimensionBars,
    MaturityCurve,
    Trend,
    dimension_bars,
    maturity_curve,
    trend,
)
from assessment.domain.questionnaire import load
from tests.flat import flat

FILE = Path(__file__).parent / "whole_charts.txt"
INSTRUMENT = load("1")
ATTEMPTS = [
    ("1 May", Fraction(100, 3), Fraction(100, 3)),
    ("2 May", Fraction(0), Fraction(0)),
    ("9 June", Fraction(100), Fraction(100)),
]
RANGES = [("1 May", Fraction(100, 3), Fraction(50)), ("9 June", Fraction(200, 3), Fraction(100))]
UNEVEN = {
    "visibility": Fraction(0),
    "unit_economics": Fraction(175, 3),
    "run_efficiency": None,
    "sticky_costs": Fraction(1, 10),
    "control": Fraction(100),
}


def curve(score: Fraction | None, high: Fraction | None, stage: str | None) -> MaturityCurve:
    """You on the curve; None where only the stages are shown."""
    return maturity_curve(INSTRUMENT, title="Where you are", you="You:", score=score, high=high, stage=stage)


CHARTS: Mapping[str, Callable[[], MaturityCurve | DimensionBars | Trend]] = {
    "the stages alone": lambda: maturity_curve(INSTRUMENT, title="The stages"),
    "at a score": lambda: curve(Fraction(175, 3), None, "optimized"),
    "at a quarter": lambda: curve(Fraction(800, 33), Fraction(800, 33), "tracked"),
    "within a range": lambda: curve(Fraction(10), Fraction(50), "invisible"),
    "at the top": lambda: curve(Fraction(100), Fraction(100), "governed"),
    "dimensions": lambda: dimension_bars(INSTRUMENT, UNEVEN, weakest=["visibility"], title="Five sides"),
    "on a phone": lambda: dimension_bars(
        INSTRUMENT, UNEVEN, NARROW, weakest=["visibility"], title="Five sides"
    ),
    "ranges of dimensions": lambda: dimension_bars(
        INSTRUMENT, UNEVEN, weakest=[], title="Five sides", highs={**UNEVEN, "visibility": Fraction(100, 3)}
    ),
    "a trend": lambda: trend(INSTRUMENT, ATTEMPTS, title="Three attempts"),
    "one attempt": lambda: trend(INSTRUMENT, ATTEMPTS[:1], title="One attempt"),
    "ranges in a trend": lambda: trend(INSTRUMENT, RANGES, title="Two attempts"),
}


def drawn(name: str) -> list[str]:
    """One chart as lines."""
    return list(flat(asdict(CHARTS[name]()), name))


if __name__ == "__main__":
    FILE.write_text("\n".join(line for name in CHARTS for line in drawn(name)) + "\n", "utf-8")
