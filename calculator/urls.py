"""Addresses of the calculator."""

from django.urls import path

from calculator.files.downloads import FORMATS
from calculator.web import calculator_views, save_views
from calculator.web.files import views as file_views

app_name = "calculator"
urlpatterns = [
    path("", calculator_views.page, name="page"),
    path("save/", save_views.save, name="save"),
    path("explore/", calculator_views.explore, name="explore"),
    path("import/", file_views.import_workload, name="import"),
    *(
        path(f"costs.{format}", file_views.export, {"format": format}, name=f"export_{format}")
        for format in FORMATS
    ),
    path("models/", calculator_views.models, name="models"),
]
