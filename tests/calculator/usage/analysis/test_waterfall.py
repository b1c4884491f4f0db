"""A waterfall begins at the estimate, ends at the bill, and each bar begins where the one before stopped."""

from fractions import Fraction

from calculator.usage.analysis.derived import BILL, LIST
from calculator.usage.analysis.variance import Cause, Variance, variance
from calculator.usage.analysis.waterfall import NARROW, WIDE, Shape, signed, waterfall
from tests.calculator.usage.analysis.test_variance import ACTUAL, ESTIMATED


def drawn(shape: Shape = WIDE) -> list[tuple[str, str]]:
    found = waterfall(variance(ESTIMATED, ACTUAL), shape)
    assert found is not None
    return [(bar.name, bar.amount) for bar in found.bars]


def test_the_bars_are_the_estimate_its_causes_largest_first_and_the_bill() -> None:
    assert drawn() == [
        ("Estimate", "$181.22"),
        ("Volume", "+$40.52"),
        ("Cached share", "−$23.31"),
        ("Prices", "−$19.12"),
        ("Batch share", "−$9.31"),
        ("Retries", "+$5.62"),
        ("Tokens per unit", "+$2.81"),
        ("Bill", "$178.43"),
    ]
    assert drawn(NARROW) == drawn()


def test_each_bar_begins_where_the_one_before_stopped_and_all_stay_in_the_drawing() -> None:
    for shape in (WIDE, NARROW):
        found = waterfall(variance(ESTIMATED, ACTUAL), shape)
        assert found is not None
        for bar, after in zip(found.bars[:-1], found.bars[1:], strict=True):
            left, right = float(after.x), float(after.x) + float(after.width)
            assert min(abs(float(bar.joint) - left), abs(float(bar.joint) - right)) < 0.02
        assert all(float(bar.amount_x) + len(bar.amount) * 7 <= shape.width for bar in found.bars)
        assert found.bars[-1].joint == ""


def test_on_a_phone_no_hairline_runs_through_a_name() -> None:
    """Bars that end at the left, where the names of the next ones are."""
    causes = (Cause("cache", Fraction(-90)), Cause("volume", Fraction(-9)), Cause("price", Fraction(60)))
    found = waterfall(Variance(Fraction(100), Fraction(61), causes, causes, 1), NARROW)
    assert found is not None

    for bar, after in zip(found.bars[:-1], found.bars[1:], strict=True):
        name_top, reaches = float(after.name_y) - 13, float(bar.joint_to)
        assert float(bar.joint) > len(after.name) * 7 or reaches <= name_top
    assert max(float(bar.joint_to) - float(bar.y) for bar in found.bars) == 48


def test_without_money_it_ends_at_tokens_and_not_at_a_bill() -> None:
    bill, tokens = (waterfall(variance(ESTIMATED, ACTUAL), basis=basis) for basis in (BILL, LIST))

    assert bill is not None
    assert tokens is not None
    assert [each.title for each in (bill, tokens)] == [
        "From an estimate of $181.22 to a bill of $178.43",
        "From an estimate of $181.22 to tokens at $178.43",
    ]
    assert tokens.bars[-1].name != "Bill"


def test_what_a_tool_has_estimated_is_drawn_as_that() -> None:
    tool = waterfall(variance(ESTIMATED, ACTUAL), by_tool=True)

    assert tool is not None
    assert tool.title == "From an estimate of $181.22 to a tool's cost estimate of $178.43"
    assert tool.bars[-1].name == "Tool's cost estimate"


def test_more_and_less_have_tints_of_their_own() -> None:
    found = waterfall(variance(ESTIMATED, ACTUAL))

    assert found is not None
    assert [bar.hook for bar in found.bars[:3]] == ["f-brand", "f-amber", "f-brand-3"]


def test_nothing_estimated_and_nothing_billed_is_no_picture() -> None:
    assert waterfall(Variance(Fraction(0), Fraction(0), (), (), 1)) is None


def test_a_sign_stands_before_every_difference_but_none() -> None:
    assert [signed(Fraction(amount)) for amount in ("2", "-2", "0", "-1/900")] == [
        "+$2.00",
        "−$2.00",
        "$0.00",
        "$0.00",
    ]
