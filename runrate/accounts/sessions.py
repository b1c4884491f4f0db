"""Where somebody is signed in: the library's page, read in two queries, and writing nothing."""

import hmac
from typing import Any

from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView

from runrate.accounts.models import User

# What a browser says, the most particular first: Edge also says Chrome, and Chrome also says Safari.
BROWSERS = {
    "Edg": "Edge", "OPR/": "Opera", "SamsungBrowser/": "Samsung Internet", "FxiOS/": "Firefox",
    "Firefox/": "Firefox", "CriOS/": "Chrome", "Chrome/": "Chrome", "Safari/": "Safari",
}  # fmt: skip
SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "CrOS": "ChromeOS",
    "Mac OS X": "macOS", "Linux": "Linux",
}  # fmt: skip


class SessionsPage(ListUserSessionsView):  # type: ignore[misc]  # allauth ships no types
    """The library asks for each session by itself and deletes what has ended; housekeeping does that."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listed = living(self.request.user)
        for session in listed:
            session.device = device(session.user_agent)
        words = FormView.get_context_data(self, **kwargs)
        return {**words, "sessions": listed, "session_count": len(listed), "show_last_seen_at": False}


def living(user: User) -> list[UserSession]:
    """Sessions that have not run out and were not ended by a new password, the oldest first."""
    noted = list(UserSession.objects.filter(user_id=user.pk).order_by("created_at"))
    keys = [session.session_key for session in noted]
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    wanted = user.get_session_auth_hash()
    alive = {
        row.session_key
        for row in rows
        if hmac.compare_digest(row.get_decoded().get(HASH_SESSION_KEY, ""), wanted)
    }
    return [session for session in noted if session.session_key in alive]


def device(agent: str) -> str:
    """Browser and system as their owner would say them; what says neither is shown as it calls itself."""
    browser = next((name for mark, name in BROWSERS.items() if mark in agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in agent), "")
    if browser and system:
        return _("{browser} on {system}").format(browser=browser, system=system)
    return browser or system or agent


page = SessionsPage.as_view()
