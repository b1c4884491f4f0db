"""Addresses of saved scenarios."""

from django.urls import path

from calculator.files.downloads import FORMATS
from calculator.web import scenario_views as views

app_name = "scenarios"
urlpatterns = [
    path("", views.index, name="list"),
    path("compare/", views.side_by_side, name="compare"),
    path("portfolio/", views.workforce, name="portfolio"),
    path("open/<str:secret>/", views.open_shared, name="open_shared"),
    path("shared/<uuid:id>/", views.shared, name="shared"),
    path("<uuid:id>/", views.detail, name="detail"),
    path("<uuid:id>/edit/", views.edit, name="edit"),
    path("<uuid:id>/duplicate/", views.duplicate, name="duplicate"),
    path("<uuid:id>/delete/", views.delete, name="delete"),
    path("<uuid:id>/restore/", views.restore, name="restore"),
    path("<uuid:id>/versions/<int:number>/", views.restore_version, name="restore_version"),
    path("<uuid:id>/share/", views.share, name="share"),
    path("<uuid:id>/prices/", views.new_prices, name="prices"),
    *(
        path(f"<uuid:id>/costs.{format}", views.export, {"format": format}, name=f"export_{format}")
        for format in FORMATS
    ),
]
