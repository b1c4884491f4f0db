"""The yardstick: one Django view under no middleware, served by the same server as the site."""

import os

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


urlpatterns = [path("", hello)]


def application() -> WSGIHandler:
    import django

    settings.configure(
        SECRET_KEY=os.environ["RUNRATE_SECRET_KEY"],
        ROOT_URLCONF="tests.bench.bare",
        ALLOWED_HOSTS=["*"],
        MIDDLEWARE=[],
        INSTALLED_APPS=[],
        LOGGING_CONFIG=None,
    )
    django.setup()
    return WSGIHandler()
