"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from runrate import health
from runrate.accounts import sessions
from runrate.api import api
from runrate.mydata.views import privacy
from runrate.ops.metrics import metrics

urlpatterns = [
    # First what is asked for most: each address is compared with all that stand before its own.
    path("assessment/", include("assessment.urls")),
    path("calculator/", include("calculator.urls")),
    path("", include("runrate.pages.urls")),
    path("scenarios/", include("calculator.scenario_urls")),
    path("usage/", include("calculator.usage_urls")),
    path("reports/", include("runrate.reports.urls")),
    path("privacy/", privacy, name="privacy"),
    path("account/", include("runrate.mydata.urls")),
    # In the library's place, under its name.
    path("account/sessions/", sessions.page, name="usersessions_list"),
    path("account/", include("allauth.urls")),
    path("admin/", include("runrate.staff.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]

handler429 = "runrate.limits.web.too_many_of_library"  # the library looks for it here
handler500 = "runrate.ops.errors.failed"
