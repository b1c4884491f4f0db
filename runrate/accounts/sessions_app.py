"""Notes a sign-in among the person's sessions without looking each of the others up, as the library does."""

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.usersessions.apps import UserSessionsConfig
from django.http import HttpRequest


class SessionsConfig(UserSessionsConfig):  # type: ignore[misc]  # allauth ships no types
    """Sessions that have ended go with `manage.py housekeeping`."""

    def ready(self) -> None:
        from allauth.usersessions import signals  # its models are there only now

        super().ready()
        user_logged_in.disconnect(receiver=signals.on_user_logged_in)
        user_logged_in.connect(_note, dispatch_uid="runrate.accounts.sessions")


def _note(sender: object, request: HttpRequest, **kwargs: Any) -> None:
    from allauth.usersessions.models import UserSession  # as above

    UserSession.objects.create_from_request(request)
