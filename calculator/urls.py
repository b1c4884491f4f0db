"""Addresses of the calculator."""

from django.urls import path

from calculator import file_views, save_views, views
from calculator.downloads import FORMATS

app_name = "calculator"
urlpatterns = [
    path("", views.page, name="page"),
    path("save/", save_views.save, name="save"),
    path("explore/", views.explore, name="explore"),
    path("import/", file_views.bring_in, name="import"),
    *(
        path(f"costs.{format}", file_views.export, {"format": format}, name=f"export_{format}")
        for format in FORMATS
    ),
    path("models/", views.models, name="models"),
]
