"""A team's round: opened by one, joined by link, rated alone, looked at together."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.services import links, seats, team_rounds
from assessment.web.access import KIND, own_round, own_submissions, personal
from assessment.web.forms import RoundForm
from assessment.web.team_page import JoinPage, TeamPage
from runrate.core import form_drafts, idempotency, visitor_cookie
from runrate.core.requests import SignedInRequest
from runrate.limits.counting import first_in
from runrate.limits.web import rows_limited
from runrate.sharing import web
from runrate.sharing.web import sealed

SEAT = "seat"
"""The kind under which it keeps one-time invitations."""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@personal
def new(request: SignedInRequest) -> HttpResponse:
    form = form_drafts.bind(request, RoundForm)
    if request.method == "POST" and form.is_valid():
        id = idempotency.id_in(request.POST)
        return redirect(team_rounds.open_round(owner=request.user, id=id, **form.cleaned_data))
    return form_drafts.answer(request, form, "assessment/team_new.html", {"form": form})


@require_safe
@login_required
@personal
def team(request: SignedInRequest, id: UUID) -> HttpResponse:
    """How many have finished, without names; what they say together, once the round is closed."""
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
    closed = team_rounds.close(team_round=own_round(request, id))
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
        links.make(links.INVITE, team_round)
        messages.success(request, _("The old link no longer works; here is a new one."))
    return redirect(team_round)


@require_safe
@sealed
def open_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Exchanges the link for the visitor's cookie, so that its secret stays in no address."""
    return web.exchange(
        request, links.INVITE, secret, lambda link: reverse("assessment:join", args=[link.target])
    )


@require_safe
@sealed
def open_seat(request: HttpRequest, secret: str) -> HttpResponse:
    """Exchanges a one-time invitation for the visitor's cookie; joining uses it up, looking does not."""
    seat = seats.opened(secret)
    response = redirect("assessment:join", seat.team_round_id)
    visitor_cookie.remember(response, request, SEAT, seat.pk)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@rows_limited
def join(request: HttpRequest, id: UUID) -> HttpResponse:
    """What a member is asked for, and who sees what; a POST begins the member's rating, or finds it again."""
    page = JoinPage.of(
        id,
        by_account=web.held(request, links.INVITE).filter(target=id).exists(),
        invitations=visitor_cookie.ids(request, SEAT),
        begun_here=visitor_cookie.ids(request, KIND),
    )
    if request.method == "POST":
        return _join(request, page)
    return render(request, "assessment/join.html", page.context())


def _join(request: HttpRequest, page: JoinPage) -> HttpResponse:
    try:
        rating = team_rounds.join(
            team_round=page.round,
            owner=request.user if request.user.is_authenticated else None,
            own=own_submissions(request),
            begun_here=page.begun_here,
            invitations=page.invitations,
            by_account=page.by_account,
        )
    except team_rounds.NoInvitationError:
        return redirect_to_login(request.path)
    response = redirect(rating.get_absolute_url() if rating.is_finished else rating.address_of_next())
    visitor_cookie.remember(response, request, KIND, rating.pk)
    return response


@require_POST
@login_required
@personal
def more_seats(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Five more one-time invitations."""
    team_round = own_round(request, id)
    press = idempotency.id_in(request.POST)
    if not first_in("seats", press.hex, seconds=idempotency.KEPT_SECONDS) or seats.add(
        team_round=team_round, count=5
    ):
        messages.success(request, _("New one-time links were created."))
    else:
        messages.warning(request, _("A round has at most %(most)d one-time links.") % {"most": seats.MOST})
    return redirect(team_round)
