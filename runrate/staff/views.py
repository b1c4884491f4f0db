"""The administration's pages about several packages."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from runrate.staff.overview import Overview


@require_safe
def _overview(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("assessment.view_weeklyfigures"):
        raise PermissionDenied
    context = {**admin.site.each_context(request), **Overview(request.GET.get("weeks", "")).context()}
    return TemplateResponse(request, "admin/overview/page.html", context)


overview = admin.site.admin_view(_overview)
