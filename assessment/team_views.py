"""A team's round: opened by one, joined by link, rated alone, looked at together."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from assessment import links, rounds
from assessment.access import KIND, own_round, personal, submissions
from assessment.forms import RoundForm
from assessment.models import Link, Purpose
from assessment.team_pages import TeamPage
from runrate.kit import typed, visitor
from runrate.kit.requests import SignedInRequest

INVITED = "invited"
"""The kind under which the visitor's cookie keeps the links by which it may join rounds."""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@personal
def new(request: SignedInRequest) -> HttpResponse:
    form = typed.bind(request, RoundForm)
    if request.method == "POST" and form.is_valid():
        return redirect(rounds.open_round(owner=request.user, **form.cleaned_data))
    return typed.answer(request, form, "assessment/team_new.html", {"form": form})


@require_safe
@login_required
@personal
def team(request: SignedInRequest, id: UUID) -> HttpResponse:
    """How many have finished, without names; what they say together, from three on."""
    return render(request, "assessment/team.html", TeamPage(own_round(request, id)).context())


@require_safe
@login_required
@personal
def meeting(request: SignedInRequest, id: UUID) -> HttpResponse:
    """For the screen in the room: what to talk about, widest apart first."""
    page = TeamPage(own_round(request, id))
    if page.combined is None:
        return redirect("assessment:team", id)
    return render(request, "assessment/meeting.html", page.context())


@require_POST
@login_required
@personal
def close(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Ends the round; the combined result becomes an assessment like any other."""
    closed = rounds.close(team_round=own_round(request, id))
    if closed.combined is None:
        messages.warning(request, _("The round is closed. With fewer than three raters there is no result."))
        return redirect(closed)
    messages.success(request, _("The round is closed. This is its combined result."))
    return redirect(closed.combined)


@require_POST
@login_required
@personal
def invite(request: SignedInRequest, id: UUID) -> HttpResponse:
    """A new invitation link; the old one stops working."""
    team_round = own_round(request, id)
    if team_round.closed_at is None:
        links.make(Purpose.INVITE, team_round=team_round)
        messages.success(request, _("The old link stopped working; here is a new one."))
    return redirect(team_round)


@require_GET
@personal
def open_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Exchanges the link for the visitor's cookie, so that its secret stays in no address."""
    link = links.opened(Purpose.INVITE, secret)
    response = redirect("assessment:join", link.team_round_id)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    visitor.remember(response, request, INVITED, link.pk)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def join(request: HttpRequest, id: UUID) -> HttpResponse:
    """What a member is asked for; a POST begins the member's own rating, or finds it again."""
    held = visitor.ids(request, INVITED)
    team_round = Link.objects.live().get_or_404(purpose=Purpose.INVITE, team_round=id, pk__in=held).team_round
    if team_round is None:
        raise Http404
    if request.method != "POST":
        return render(request, "assessment/join.html", {"round": team_round})
    owner = request.user if request.user.is_authenticated else None
    rating = rounds.join(team_round=team_round, owner=owner, own=submissions(request))
    response = redirect(rating.get_absolute_url() if rating.is_finished else rating.address_of_next())
    visitor.remember(response, request, KIND, rating.pk)
    return response
