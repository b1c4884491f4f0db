"""A part that is the same for everybody is rendered once for what it shows, and never for more."""

import pytest
from django.utils import translation

from runrate.core import cached_parts
from runrate.core.cached_parts import cached_part, part

TEMPLATE = "parts/breadcrumbs.html"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cached_parts._rendered.cache_clear()


def rendered() -> int:
    """How many parts are kept."""
    return cached_parts._rendered.cache_info().currsize


def test_it_is_rendered_once_for_the_same_values_and_again_for_others() -> None:
    first, again = (cached_part(TEMPLATE, name="Reports", url="/reports/") for _ in range(2))
    other = cached_part(TEMPLATE, name="Scenarios", url="/scenarios/")

    assert first is again
    assert ("Reports" in first, "Reports" in other) == (True, False)
    assert rendered() == 2


def test_each_language_has_its_own() -> None:
    cached_part(TEMPLATE, name="Reports", url="/reports/")
    with translation.override("de"):
        cached_part(TEMPLATE, name="Reports", url="/reports/")

    assert rendered() == 2


def test_what_is_not_common_is_the_same_and_not_kept() -> None:
    kept = cached_part(TEMPLATE, name="Reports", url="/reports/")
    once = part(TEMPLATE, common=False, name="Reports", url="/reports/")

    assert (once, rendered()) == (kept, 1)
    assert part(TEMPLATE, common=True, name="Reports", url="/reports/") is kept
