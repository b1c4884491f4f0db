"""Who may open what: one place that answers 404 to everybody else."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from assessment.models import Submission, SubmissionQuerySet, TeamRound
from assessment.services import links
from runrate.core import visitor_cookie
from runrate.sharing import web

KIND = "assessment"
"""The kind under which the visitor's cookie keeps ids of submissions that this browser began."""


class SignedOutError(Exception):
    """The submission was begun in this browser and now belongs to an account; its session has ended."""


def own_submissions(request: HttpRequest) -> SubmissionQuerySet:
    """The caller's own: the account's, and what this browser began and nobody owns."""
    return Submission.objects.open_to(request.user, begun(request))


def begun(request: HttpRequest) -> tuple[UUID, ...]:
    """What this browser began, and what it came back to by a link that still works."""
    resumed = web.held(request, links.RESUME).values_list("target", flat=True)
    return (*visitor_cookie.ids(request, KIND), *resumed)


def own(request: HttpRequest, id: UUID, *, rows: SubmissionQuerySet | None = None) -> Submission:
    """One submission of the caller's; everybody else gets the 404 of a submission that does not exist.

    `rows` are those to look among, with what a page wants to know of them besides.
    """
    # Asked for by its key alone: putting the rule into the query costs as much as drawing the page.
    here = visitor_cookie.ids(request, KIND)
    found = (Submission.objects.all() if rows is None else rows).get_or_404(id)
    if found.is_open_to(request.user, here):
        return found
    if found.owner_id is None and web.held(request, links.RESUME).filter(target=id).exists():
        return found
    if id in here and not request.user.is_authenticated:
        raise SignedOutError
    raise Http404


def finished(request: HttpRequest, id: UUID) -> Submission:
    """One finished submission of the caller's; a draft has nothing to share, compare or repeat."""
    return own_submissions(request).finished().get_or_404(id)


def own_round(request: HttpRequest, id: UUID) -> TeamRound:
    return TeamRound.objects.visible_to(request.user).get_or_404(id)


def personal[R: HttpRequest, **P](
    view: Callable[Concatenate[R, P], HttpResponse],
) -> Callable[Concatenate[R, P], HttpResponse]:
    """A page about somebody: no cache stores it, and a sign-in leads back to it."""

    @wraps(view)
    def wrapped(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except SignedOutError:
            response = redirect_to_login(request.get_full_path())
        patch_cache_control(response, private=True, no_store=True)
        return response

    return wrapped
