"""Addresses of the reports."""

from django.urls import path

from runrate.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("start/", views.start, name="start"),
    path("<uuid:id>/", views.detail, name="detail"),
    path("<uuid:id>/download/", views.download, name="download"),
    path("<uuid:id>/retry/", views.retry, name="retry"),
    path("<uuid:id>/delete/", views.delete, name="delete"),
]
