"""Probes asked as a balancer asks them."""

from typing import Any

from django.test import RequestFactory

from runrate.wsgi import application


def ask(path: str, method: str = "GET", **environ: Any) -> tuple[int, bytes, dict[str, str]]:
    """What the WSGI door says, with a Host that is nobody's unless another is given."""
    said: list[tuple[int, dict[str, str]]] = []
    given = {"HTTP_HOST": "10.1.2.3", **environ}
    request = RequestFactory().generic(method, path, **given)

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        said.append((int(status[:3]), dict(headers)))

    body = b"".join(application(request.environ, start))
    return said[0][0], body, said[0][1]
