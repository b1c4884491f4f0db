"""A person's own account page, their data in their hands, and the way out."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calculator.models import UsageUpload
from calculator.scenarios.versions import MOST_VERSIONS
from runrate.accounts.guards import freshly_signed_in, limited
from runrate.accounts.models import User
from runrate.core import form_drafts
from runrate.core.requests import SignedInRequest
from runrate.mydata import export, services
from runrate.mydata.forms import DeleteForm
from runrate.mydata.inventory import holdings
from runrate.mydata.retention import terms


@require_safe
@login_required
@never_cache
def account(request: SignedInRequest) -> HttpResponse:
    """Where everything of one's own starts: assessments, scenarios, reports, sign-in, data."""
    given = UsageUpload.objects.of(request.user).newest_first()
    return render(request, "mydata/account.html", {"uploads": given})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Exactly what is stored, why and for how long."""
    return render(request, "mydata/privacy.html", {"terms": terms(), "versions": MOST_VERSIONS})


@require_POST
@login_required
@limited("export")
@freshly_signed_in
@never_cache
def take_out(request: SignedInRequest) -> FileResponse:
    """All my data as a ZIP."""
    now = timezone.now()
    packed = export.archive(user=cast("User", request.user), now=now)
    return FileResponse(packed, as_attachment=True, filename=f"runrate-my-data-{now:%Y-%m-%d}.zip")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("delete_account")
@freshly_signed_in
@never_cache
def delete(request: SignedInRequest) -> HttpResponse:
    """Shows what would go; goes when the address is typed."""
    user = cast("User", request.user)
    form = form_drafts.bind(request, DeleteForm, user=user)
    if request.method != "POST" or not form.is_valid():
        counted = [(holding.title, holding.rows.count()) for holding in holdings(user)]
        shown = {"form": form, "counted": [pair for pair in counted if pair[1]]}
        return form_drafts.answer(request, form, "mydata/delete.html", shown)
    try:
        services.delete_account(user=user)
    except services.StaffStayError:
        return render(request, "mydata/delete.html", {"form": form, "is_staff": True}, status=409)
    logout(request)
    messages.success(request, _("Your account and everything in it are deleted."))
    return redirect("pages:home")
