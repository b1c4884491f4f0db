"""The pages to read: made once for each language and example, from nothing of a request."""

from collections.abc import Iterator

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

from calculator.domain.presets import BY_KEY
from runrate.pages import articles, examples, reading
from tests import pseudo

SLUG = articles.every()[0].slug


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    reading._made.cache_clear()
    yield
    reading._made.cache_clear()


def test_a_page_is_made_once_and_again_for_another_example() -> None:
    first, again = (reading.framework(examples.FRAMEWORK) for _ in range(2))
    others = {reading.framework(key).body for key in BY_KEY}

    assert first is again
    assert len(others) == len(BY_KEY)


def test_each_language_has_its_own() -> None:
    english = reading.learn()
    with pseudo.spoken():
        wrapped = reading.learn()

    assert pseudo.OPEN not in english.body
    assert pseudo.OPEN in wrapped.body
    with translation.override("en"):
        assert reading.learn() is english


def test_addresses_are_those_of_the_site_as_it_is_set(settings: Settings) -> None:
    for site in ("https://one.example", "https://other.example"):
        settings.SITE_URL = site
        assert f'<meta property="og:url" content="{site}/learn/">' in reading.learn().head


def test_what_there_is_none_of_is_said_each_time() -> None:
    for _ in range(2):
        with pytest.raises(LookupError):
            reading.framework("nothing")
        with pytest.raises(LookupError):
            reading.article("nothing")

    assert reading._made.cache_info().currsize == 0


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        (reading.home, "/"),
        (lambda: reading.framework(examples.FRAMEWORK), "/framework/"),
        (reading.method, "/method/"),
        (reading.learn, "/learn/"),
        (lambda: reading.article(SLUG), f"/learn/{SLUG}/"),
    ],
)
def test_its_head_names_its_own_address_without_a_request(
    parts: object, path: str, settings: Settings
) -> None:
    assert callable(parts)

    assert f'<meta property="og:url" content="{settings.SITE_URL}{path}">' in parts().head


def test_only_an_article_goes_on_after_the_readers_own_form() -> None:
    assert (reading.method().after, "Read next" in reading.article(SLUG).after) == ("", True)


def test_whoever_writes_templates_sees_what_changed(settings: Settings) -> None:
    settings.DEBUG = True

    assert reading.learn() is not reading.learn()
    assert reading.learn() == reading.learn()
    assert reading._made.cache_info().currsize == 0
