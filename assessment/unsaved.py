"""What was sent after the session had ended: kept until its sender is signed in again, and shown there."""

import re
from collections.abc import Mapping

from django.http import HttpRequest

from assessment.sheet import MAX_EVIDENCE

_SESSION_KEY = "assessment.unsaved"
_FIELD = re.compile(r"q[0-9]{1,3}(-note|-reason|-seen)?", re.ASCII)


def keep(request: HttpRequest) -> None:
    """Keeps what was posted to this page in the visitor's session, which a sign-in carries over."""
    posted = {
        name: value[:MAX_EVIDENCE] for name, value in request.POST.items() if _FIELD.fullmatch(name) and value
    }
    if posted:
        request.session[_SESSION_KEY] = {"path": request.path, "posted": posted}


def kept(request: HttpRequest) -> Mapping[str, str] | None:
    """What waits for this page, if anything does."""
    # Reading an empty session costs a query for nothing: only those who have one are asked.
    waiting = request.session.get(_SESSION_KEY) if request.user.is_authenticated else None
    return waiting["posted"] if waiting and waiting["path"] == request.path else None


def forget(request: HttpRequest) -> None:
    """Once saved, it waits no longer."""
    if request.user.is_authenticated:
        request.session.pop(_SESSION_KEY, None)
