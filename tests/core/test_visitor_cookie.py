"""The signed cookie that lets a stranger go on with unfinished work."""

from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from runrate.core import visitor_cookie


def _after(response: HttpResponse) -> RequestFactory:
    factory = RequestFactory()
    factory.cookies[settings.VISITOR_COOKIE_NAME] = response.cookies[settings.VISITOR_COOKIE_NAME].value
    return factory


def _remembering(*ids: UUID) -> RequestFactory:
    factory = RequestFactory()
    for id in ids:
        response = HttpResponse()
        visitor_cookie.remember(response, factory.get("/"), "submission", id)
        factory = _after(response)
    return factory


def test_remembered_work_comes_back_newest_first() -> None:
    first, second = uuid4(), uuid4()

    request = _remembering(first, second).get("/")

    assert visitor_cookie.ids(request, "submission") == (second, first)
    assert visitor_cookie.ids(request, "scenario") == ()


def test_forgotten_work_is_gone() -> None:
    kept, dropped = uuid4(), uuid4()
    factory = _remembering(kept, dropped)
    response = HttpResponse()

    visitor_cookie.forget(response, factory.get("/"), "submission", dropped)

    assert visitor_cookie.ids(_after(response).get("/"), "submission") == (kept,)


def test_a_changed_cookie_names_nothing() -> None:
    factory = _remembering(uuid4())
    forged = factory.cookies[settings.VISITOR_COOKIE_NAME].value.replace("submission", "scenario")
    factory.cookies[settings.VISITOR_COOKIE_NAME] = forged

    request = factory.get("/")

    assert visitor_cookie.ids(request, "submission") == ()
    assert visitor_cookie.ids(request, "scenario") == ()


def test_the_cookie_stays_small_however_much_is_started() -> None:
    factory = _remembering(*(uuid4() for _ in range(40)))

    assert len(visitor_cookie.ids(factory.get("/"), "submission")) == visitor_cookie.KEPT_IDS
    assert len(factory.cookies[settings.VISITOR_COOKIE_NAME].value) < 1000


def test_scripts_cannot_read_the_cookie() -> None:
    response = HttpResponse()

    visitor_cookie.remember(response, RequestFactory().get("/"), "submission", uuid4())

    cookie = response.cookies[settings.VISITOR_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
