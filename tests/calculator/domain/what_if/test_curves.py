"""Curves around an estimate: labels that fit a phone, and no volume called zero."""

from calculator.domain.costs import estimate
from calculator.domain.label_table import LABELS
from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.curve_shapes import NARROW, WIDE, Shape
from calculator.domain.what_if.curves import decades, scale_curve, tornado
from calculator.domain.what_if.sensitivity import tornado as swings_of
from calculator.domain.what_if.volume_curve import scale_curve as points_of
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload


def test_a_phone_shortens_large_numbers_and_no_volume_is_called_zero() -> None:
    large = BY_KEY["article-large"].workload
    small = parse_workload(
        {"units_per_month": 1, "input_tokens": 9, "output_tokens": 9, "input_price": 3, "output_price": 15}
    )
    names = {name: name for name in LABELS}

    def drawn(workload: Workload, shape: Shape) -> tuple[str, str]:
        curve = scale_curve(points_of(workload), "unit", shape)
        bars = tornado(swings_of(workload), estimate(workload).total_monthly, names, shape)
        assert curve is not None
        assert bars is not None
        return " ".join(tick.label for tick in curve.volumes), bars.total

    assert drawn(large, WIDE) == ("11,000 110,000 1,100,000 11,000,000 110,000,000", "$744,500")
    assert drawn(large, NARROW) == ("11K 110K 1.1M 11M 110M", "$744,500")
    assert drawn(small, WIDE)[0] == drawn(small, NARROW)[0] == "0.01 0.1 1 10 100"


def test_five_points_stand_for_the_decades_and_fewer_for_themselves() -> None:
    points = points_of(BY_KEY["support-desk"].workload)

    assert len(points) % 4 == 1
    assert [points.index(point) for point in decades(points)] == [
        place * (len(points) - 1) // 4 for place in range(5)
    ]
    assert decades(points[:5]) == list(points[:5])
    assert decades(points[:4]) == list(points[:4])
    assert decades(points[:1]) == [points[0]]
