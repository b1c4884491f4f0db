"""A team's round: opened by one, joined by link, rated alone, looked at together."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from assessment.domain.team_combine import COUNTED_FROM, FEWEST
from assessment.models import TeamRound
from assessment.services import links, seats, team_rounds
from assessment.web.access import KIND, own_round, personal, submissions
from assessment.web.forms import RoundForm
from assessment.web.team_page import TeamPage
from runrate.core import once, typed, visitor_cookie
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
    form = typed.bind(request, RoundForm)
    if request.method == "POST" and form.is_valid():
        id = once.id_from(request.POST.get(once.FIELD, ""))
        return redirect(team_rounds.open_round(owner=request.user, id=id, **form.cleaned_data))
    return typed.answer(request, form, "assessment/team_new.html", {"form": form})


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
        messages.success(request, _("The old link stopped working; here is a new one."))
    return redirect(team_round)


@require_GET
@sealed
def open_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Exchanges the link for the visitor's cookie, so that its secret stays in no address."""
    return web.exchange(
        request, links.INVITE, secret, lambda link: reverse("assessment:join", args=[link.target])
    )


@require_GET
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
    door = JoinDoor.of(request, id)
    if request.method != "POST":
        return render(request, "assessment/join.html", door.context())
    try:
        rating = team_rounds.join(
            team_round=door.round,
            owner=request.user if request.user.is_authenticated else None,
            own=submissions(request),
            begun_here=visitor_cookie.ids(request, KIND),
            invitations=visitor_cookie.ids(request, SEAT),
            by_account=door.by_account,
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
    press = once.id_from(request.POST.get(once.FIELD, ""))
    if not first_in("seats", press.hex, seconds=once.KEPT_SECONDS) or seats.add(
        team_round=team_round, count=5
    ):
        messages.success(request, _("There are new one-time links."))
    else:
        messages.warning(request, _("A round has at most %(most)d one-time links.") % {"most": seats.MOST})
    return redirect(team_round)


@dataclass(frozen=True)
class JoinDoor:
    """A round at whose door somebody stands, with the link for accounts or with a one-time invitation."""

    round: TeamRound
    by_account: bool
    seat_free: bool
    has_begun: bool

    @classmethod
    def of(cls, request: HttpRequest, id: UUID) -> Self:
        """Raises Http404 for whoever holds neither, and once the round is closed."""
        team_round = TeamRound.objects.filter(closed_at=None).get_or_404(id)
        by_account = web.held(request, links.INVITE).filter(target=id).exists()
        held = team_round.seats.filter(pk__in=visitor_cookie.ids(request, SEAT))
        if not (by_account or held.exists()):
            raise Http404
        begun = team_round.ratings.filter(pk__in=visitor_cookie.ids(request, KIND)).exists()
        seat_free = held.filter(taken_at=None, expires_at__gt=timezone.now()).exists()
        return cls(team_round, by_account, seat_free=seat_free, has_begun=begun)

    def context(self) -> dict[str, object]:
        return {
            "round": self.round,
            "needs_account": not (self.seat_free or self.has_begun),
            "seat_used": not (self.by_account or self.seat_free or self.has_begun),
            "started": team_rounds.started(self.round),
            "invitations": self.round.seats.count(),
            "fewest": FEWEST,
            "counted_from": COUNTED_FROM,
        }
