"""Numbers in templates: as people read them, a dash where unknown, and never from a float."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template


def drawn(source: str, value: object) -> str:
    return Template(f"{{% load numbers %}}{source}").render(Context({"value": value}))


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ value|money }}", Decimal("1234.5"), "$1,234.50"),
        ("{{ value|money:0 }}", Fraction(2469, 2), "$1,235"),
        ("{{ value|price }}", Fraction(9, 200), "$0.045"),
        ("{{ value|count }}", 22000, "22,000"),
        ("{{ value|percent }}", Fraction(1, 3), "33.3%"),
        ("{{ value|percent:0 }}", "0.5", "50%"),
    ],
)
def test_an_exact_number_is_written_as_people_read_it(source: str, value: object, shown: str) -> None:
    assert drawn(source, value) == shown


@pytest.mark.parametrize("filter", ["money", "price", "count", "percent"])
@pytest.mark.parametrize("unknown", [None, ""])
def test_what_is_not_known_is_a_dash(filter: str, unknown: object) -> None:
    assert drawn(f"{{{{ value|{filter} }}}}", unknown) == "–"


@pytest.mark.parametrize("filter", ["money", "price", "count", "percent"])
def test_a_float_is_refused(filter: str) -> None:
    with pytest.raises(TypeError):
        drawn(f"{{{{ value|{filter} }}}}", 0.1)
