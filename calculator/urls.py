"""Addresses of the calculator."""

from django.urls import path

from calculator import views

app_name = "calculator"
urlpatterns = [
    path("", views.page, name="page"),
    path("save/", views.save, name="save"),
    path("explore/", views.explore, name="explore"),
    path("models/", views.models, name="models"),
]
