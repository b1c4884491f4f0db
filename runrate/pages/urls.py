"""Addresses of the site's own pages."""

from django.urls import path

from runrate.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("framework/", views.framework, name="framework"),
    path("method/", views.method, name="method"),
    path("learn/", views.learn, name="learn"),
]
