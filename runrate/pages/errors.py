"""Error pages in the site's voice."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from runrate.core import form_drafts


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not this browser's of now: shown again, sent by a press and never by itself.

    What another site sent is not shown: pressing would send that site's words in one's own name.
    """
    own = form_drafts.from_here(request)
    sent = _sent_again(request) if own else {}
    said = [_cause(request, own=own)]
    if sent.get("again"):
        said.append(_("Nothing you typed is lost: look at it and send it again."))
    response = render(request, "csrf.html", {"said": said, **sent}, status=403)
    add_never_cache_headers(response)
    return response


def _sent_again(request: HttpRequest) -> dict[str, object]:
    """What came with the form, as far as it can be sent again by a press."""
    fields = [(name, text) for name, text in form_drafts.sent(request) if text]
    if sum(len(text) for _name, text in fields) > form_drafts.MOST_LETTERS:
        fields = []
    files = form_drafts.has_files(request)
    return {
        "shown": [(_said(name), text) for name, text in fields if not _UNSAID.search(name)],
        "fields": fields,
        "again": "" if files or form_drafts.has_secrets(request) else request.get_full_path(),
        "form_page": form_drafts.place_of(request),
        "files": files,
    }


# What a form carries for the site itself: the number of its page, and where to go afterwards.
_UNSAID = re.compile(r"^(once|next|scenario|update|seen)$|-seen$")


def _said(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").capitalize()


def _cause(request: HttpRequest, *, own: bool) -> str:
    if not own:
        return _("It came from another site, or your browser does not say from where, so nothing was done.")
    if settings.CSRF_COOKIE_NAME not in request.COOKIES:
        return _("Your browser sent no cookie with it: cookies were deleted or are switched off.")
    return _(
        "Since the form was opened you signed in or out, perhaps in another tab, "
        "or it was open for a long time."
    )
