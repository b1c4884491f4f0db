"""How staff come in: by the site's own sign-in, and with a second factor in this very session."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from runrate.accounts import second_factor
from runrate.accounts.library_pages import PAGES, Narrow
from runrate.audit.recording import Recording


class StaffSite(AdminSite):
    """Django's administration without a sign-in form of its own."""

    site_header = _("Runrate administration")
    site_title = _("Runrate administration")
    index_title = _("What needs doing")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Every page of a model writes what it changes into the staff log, whoever wrote the page."""
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        for model in models:
            page: Any = PAGES.get(model._meta.label_lower) or admin_class or ModelAdmin  # noqa: SLF001  # Django's own door
            recorded = type(page.__name__, (Recording, Narrow, page), {"__module__": page.__module__})
            super().register(model, recorded, **options)

    def admin_view(self, view: Callable[..., HttpResponseBase], cacheable: bool = False) -> Any:
        """Every page of the administration; choices that no form offered are a bad request and no fault."""
        asked = super().admin_view(view, cacheable)

        @wraps(asked)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return asked(request, *args, **kwargs)
            except (OverflowError, DataError) as error:  # a number that no column of ours holds
                raise BadRequest from error
            except (ValueError, ValidationError) as error:
                if ACTION_CHECKBOX_NAME not in request.POST:
                    raise
                raise BadRequest from error  # a row's name that is none of its kind

        return answered

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff, active, and with a second factor shown."""
        if not super().has_permission(request):
            return False
        return not settings.STAFF_NEED_SECOND_FACTOR or second_factor.shown(request)

    def login(
        self,
        request: HttpRequest,
        extra_context: dict[str, object] | None = None,  # noqa: ARG002  # the base class hands it
    ) -> HttpResponse:
        """Sends each person to the one step that is missing; 403 for people who are not staff."""
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(_next(request))
        if not (user.is_staff and user.is_active):
            raise PermissionDenied
        if self.has_permission(request):
            return redirect(_next(request))
        return _to_second_factor(request, enrolled=second_factor.enrolled(user))


def _to_second_factor(request: HttpRequest, *, enrolled: bool) -> HttpResponse:
    if enrolled:
        said = _("Please sign in again with your second factor to enter the administration.")
        messages.info(request, said)
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': _next(request)})}")
    messages.info(request, _("Staff accounts need a second factor. Set one up here, then come back."))
    return redirect("mfa_activate_totp")


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return "/admin/"
