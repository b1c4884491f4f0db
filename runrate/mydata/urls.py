"""Addresses of a person's own account page and data."""

from django.urls import path

from runrate.mydata import views

app_name = "mydata"
urlpatterns = [
    path("", views.account, name="account"),
    path("data/", views.take_out, name="take_out"),
    path("delete/", views.delete, name="delete"),
]
