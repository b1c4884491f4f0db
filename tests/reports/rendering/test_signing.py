"""The site's signature tells what this site wrote from what anybody could."""

from typing import Any

import pytest
from pytest_django.fixtures import Settings

from runrate.reports.rendering.document import attachment_of
from runrate.reports.rendering.signing import is_ours, signed
from runrate.reports.services.imports import read_back
from tests.reports.importing import strange
from tests.reports.readers import DAY, SMALL, article


def test_what_this_site_signed_comes_back_as_it_was() -> None:
    made = article(SMALL)

    assert read_back(attachment_of(made.as_json()).encode(), today=DAY) == made


def test_a_signature_of_a_key_that_still_counts_holds(settings: Settings) -> None:
    text = attachment_of(article(SMALL).as_json()).encode()

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, [settings.SECRET_KEY]
    assert not read_back(text, today=DAY).imported
    settings.SECRET_KEY_FALLBACKS = []
    assert read_back(text, today=DAY).imported


@pytest.mark.parametrize(
    "change",
    [
        {"day_cost": "601"},
        {"made_on": "2026-11-23"},
        {"example": True},
        {"imported": False},
        {"signature": ""},
        {"signature": None},
        {"signature": ["x"]},
        {"signature": "\u00fc" * 64},
        {"more": 1},
    ],
)
def test_whatever_is_altered_is_no_longer_ours(change: dict[str, Any]) -> None:
    data = signed(article(SMALL).as_json())

    assert is_ours(data)
    assert not is_ours({**data, **change})


@pytest.mark.parametrize(
    "mark", ["\ud800", "\u00e9" * 64, "\x00", "", "0" * 64, 5, None, ["a"]], ids=range(8)
)
def test_a_signature_of_any_letters_is_read_as_none_of_ours(mark: object) -> None:
    """Half a letter has no bytes, and comparing it was a fault of the site."""
    assert is_ours({**strange(), "signature": mark}) is False
