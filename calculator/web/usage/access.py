"""Whose upload it is: an account's own, or what this browser sent without one; else a 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache

from calculator.models import Scenario, UsageUpload, UsageUploadQuerySet
from calculator.uploads.bills import Bill, bills_of
from calculator.uploads.choosing import Chosen, chosen_of
from calculator.uploads.receiving import VISITOR_KIND
from runrate.core import visitor_cookie
from runrate.core.requests import named_in

SHOWN: Final = "shown"
"""The mark of the choice that a form was shown for."""
CHANGED: Final = gettext_noop(
    "Another part, month or number of units was chosen of this file meanwhile. Nothing was done with the "
    "page you had: this is what stands now."
)
type UploadView = Callable[..., HttpResponse]


def own_uploads(request: HttpRequest) -> UsageUploadQuerySet:
    """All that whoever asks may see."""
    return UsageUpload.objects.of(request.user, visitor_cookie.ids(request, VISITOR_KIND))


def own_bills(request: HttpRequest, upload: UsageUpload) -> list[Bill]:
    """Each source of an upload, with the other view of its months where they have given that too."""
    begun = visitor_cookie.ids(request, VISITOR_KIND)
    return bills_of(
        upload,
        user=request.user,
        begun=begun,
        aliases=upload.choice.get("aliases") if upload.choice else None,
    )


def shows_another(request: HttpRequest, upload: UsageUpload, said: Chosen | None = None) -> bool:
    """Whether a form was shown before another choice was made of the upload, such as in another tab.

    Then nothing is done with what its reader has not seen; it is said, and the page is shown anew. Where it
    has `said` what stands there now, of the same part, it was sent twice, and there is nothing to say.
    """
    chosen, shown = chosen_of(upload), named_in(request, SHOWN)
    if not shown or (chosen is not None and chosen.mark == shown):
        return False
    if chosen is not None and said == chosen and shown.split("_")[1:] == chosen.mark.split("_")[1:]:
        return False
    messages.warning(request, _(CHANGED))
    return True


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text)[:64])
    except ValueError:
        return None


def own_scenario(request: HttpRequest, asked: object) -> Scenario | None:
    """The scenario of that id, if it is theirs."""
    id = _uuid(asked)
    if id is None:
        return None
    return Scenario.objects.visible_to(request.user).filter(pk=id).first()


def asked_scenario(request: HttpRequest) -> Scenario | None:
    """The scenario that the page is shown beside: named by its form or its address."""
    return own_scenario(request, named_in(request, "scenario"))


def on_to(request: HttpRequest, to: Any, *args: object) -> HttpResponseRedirect:
    """To another of these pages, beside the same scenario."""
    scenario = asked_scenario(request)
    query = f"?{urlencode({'scenario': scenario.pk})}" if scenario else ""
    return HttpResponseRedirect(resolve_url(to, *args) + query)


def ones_own(view: UploadView) -> UploadView:
    """Hands a view the upload of the address instead of its id. Somebody else's is a 404."""

    @never_cache
    @wraps(view)
    def asked(request: HttpRequest, id: UUID | str, **more: Any) -> HttpResponse:
        found = _uuid(id)
        if found is None:
            raise Http404
        return view(request, own_uploads(request).get_or_404(found), **more)

    return asked
