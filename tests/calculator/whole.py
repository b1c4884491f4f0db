"""The calculator's charts and the article's audit as text, and the command that writes them anew.

After a wanted change of words, figures or a drawing: `python -m tests.calculator.whole`, then read the
difference.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from calculator.domain.article_audit import figures
from calculator.domain.charts import Iceberg, iceberg
from calculator.domain.cost_lines import LINE_NAMES, LINES
from calculator.domain.costs import estimate
from calculator.domain.drawings.cost_bars import CostLines, cost_lines
from calculator.domain.label_table import LABELS
from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.curve_shapes import NARROW, WIDE, Shape
from calculator.domain.what_if.curves import ScaleCurve, Tornado, scale_curve, tornado
from calculator.domain.what_if.sensitivity import tornado as swings_of
from calculator.domain.what_if.volume_curve import scale_curve as points_of
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload
from tests.flat import flat

FOLDER = Path(__file__).parent / "whole"
LINE_LABELS = [LINE_NAMES[key] for key in LINES]
INPUT_LABELS = {name: label.english for name, label in LABELS.items()}
BARE: Mapping[str, object] = {"input_tokens": 1000, "output_tokens": 100, "input_price": 1, "output_price": 5}
LARGE, SMALL, DESK = (BY_KEY[key].workload for key in ("article-large", "article-small", "support-desk"))
ALONE = parse_workload({**BARE, "units_per_month": 10})
HIDDEN = parse_workload(
    {**BARE, "units_per_month": 10, "input_price": 0, "output_price": 0, "observability_monthly": 1000}
)
EVEN = parse_workload({**BARE, "units_per_month": 1_000_000, "vector_db_monthly": 1500})
ONE_DOLLAR = parse_workload(
    {
        "units_per_month": 100,
        "input_tokens": 1_000_000,
        "output_tokens": 0,
        "input_price": 1,
        "output_price": 5,
    }
)
MILLIONS = parse_workload({**BARE, "units_per_month": 1_000_000, "upkeep_monthly": 12_345_678})
FREE = parse_workload({**BARE, "units_per_month": 10, "input_price": 0, "output_price": 0})
NO_UNITS = parse_workload({**BARE, "units_per_month": 0})


def lines_of(workload: Workload) -> CostLines:
    """Every line as a bar."""
    return cost_lines(estimate(workload))


def iceberg_of(workload: Workload) -> Iceberg | None:
    """The tip and what is below it."""
    return iceberg(estimate(workload))


def curve_of(workload: Workload, shape: Shape) -> ScaleCurve | None:
    """Cost over volume."""
    return scale_curve(points_of(workload), "ticket", shape)


def swings(workload: Workload, shape: Shape) -> Tornado | None:
    """What moves the total."""
    return tornado(swings_of(workload), estimate(workload).total_monthly, INPUT_LABELS, shape)


Drawing = Iceberg | CostLines | ScaleCurve | Tornado | None
CHARTS: Mapping[str, Callable[[], Drawing]] = {
    "iceberg of the desk": lambda: iceberg_of(DESK),
    "iceberg of the large company": lambda: iceberg_of(LARGE),
    "iceberg of tokens alone": lambda: iceberg_of(ALONE),
    "iceberg half of tokens": lambda: iceberg_of(EVEN),
    "iceberg without a tip": lambda: iceberg_of(HIDDEN),
    "iceberg of nothing": lambda: iceberg_of(FREE),
    "lines of the desk": lambda: lines_of(DESK),
    "lines of the large company": lambda: lines_of(LARGE),
    "lines of a thousand dollars": lambda: lines_of(HIDDEN),
    "lines of nothing": lambda: lines_of(FREE),
}
CURVES: Mapping[str, Callable[[], Drawing]] = {
    "curve of the desk": lambda: curve_of(DESK, WIDE),
    "curve of the desk on a phone": lambda: curve_of(DESK, NARROW),
    "curve of the small company": lambda: curve_of(SMALL, WIDE),
    "curve of tokens alone": lambda: curve_of(ALONE, WIDE),
    "curve without tokens": lambda: curve_of(HIDDEN, NARROW),
    "curve of one dollar at any volume": lambda: curve_of(ONE_DOLLAR, WIDE),
    "curve of nothing": lambda: curve_of(FREE, WIDE),
    "swings of the desk": lambda: swings(DESK, WIDE),
    "swings of the desk on a phone": lambda: swings(DESK, NARROW),
    "swings of the large company on a phone": lambda: swings(LARGE, NARROW),
    "swings of millions": lambda: swings(MILLIONS, WIDE),
    "swings of millions on a phone": lambda: swings(MILLIONS, NARROW),
    "swings of tokens alone": lambda: swings(ALONE, WIDE),
    "swings of no units": lambda: swings(NO_UNITS, WIDE),
}


def drawn(charts: Mapping[str, Callable[[], Drawing]]) -> list[str]:
    """Charts as lines, one after the other."""
    found = {name: make() for name, make in charts.items()}
    return [
        line
        for name, chart in found.items()
        for line in flat(chart if chart is None else asdict(chart), name)
    ]


TOLD: Mapping[str, Callable[[], list[str]]] = {
    "charts": lambda: drawn(CHARTS),
    "curves": lambda: drawn(CURVES),
    "article_audit": lambda: list(flat([asdict(figure) for figure in figures()], "figure")),
}


def kept(name: str) -> list[str]:
    """The lines as they were written down."""
    return file_of(name).read_text("utf-8").splitlines()


def file_of(name: str) -> Path:
    """Where the lines are kept."""
    return FOLDER / f"{name}.txt"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each, told in TOLD.items():
        file_of(each).write_text("\n".join(told()) + "\n", "utf-8")
