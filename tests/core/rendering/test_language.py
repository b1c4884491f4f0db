"""Which language a request is answered in, and that it is looked up once."""

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import trans_real

from runrate.core.rendering.language import LanguageMiddleware


def spoken(_request: HttpRequest) -> HttpResponse:
    active = getattr(trans_real._active, "value", None)  # type: ignore[attr-defined]  # no public way to ask
    return HttpResponse(active.to_language() if active else "looked up for each text")


def answered() -> str:
    return LanguageMiddleware(spoken)(RequestFactory().get("/")).content.decode()


def test_the_sites_language_is_spoken_through_the_whole_request() -> None:
    translation.deactivate()

    assert spoken(RequestFactory().get("/")).content == b"looked up for each text"
    assert answered() == "en"


def test_a_language_that_is_spoken_already_stays_and_is_spoken_afterwards() -> None:
    with translation.override("de"):
        assert answered() == "de"
        assert translation.get_language() == "de"
