"""Addresses of the administration's pages about several packages; they come before Django's own."""

from django.urls import path

from runrate.staff import views

app_name = "staff"
urlpatterns = [path("overview/", views.overview, name="overview")]
