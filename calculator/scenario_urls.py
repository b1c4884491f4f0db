"""Addresses of saved scenarios."""

from django.urls import path

from calculator import scenario_views as views

app_name = "scenarios"
urlpatterns = [
    path("", views.index, name="list"),
    path("<uuid:id>/", views.detail, name="detail"),
]
