"""Every address of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from runrate import health
from runrate.api import api

# Staff sign in through the same door as everybody else, so that its rate limits and second factor hold there.
admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # allauth's documented way

urlpatterns = [
    path("", include("runrate.pages.urls")),
    path("assessment/", include("assessment.urls")),
    path("calculator/", include("calculator.urls")),
    path("scenarios/", include("calculator.scenario_urls")),
    path("reports/", include("runrate.reports.urls")),
    path("account/", include("runrate.mydata.urls")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
