"""Addresses of bills and usage exports."""

from django.urls import path

from calculator.web.usage import columns_views, join_views, take_views, views

app_name = "usage"
urlpatterns = [
    path("", views.start, name="start"),
    path("sample/", views.try_sample, name="try_sample"),
    path("samples/<str:name>", views.sample, name="sample"),
    path("<uuid:id>/", views.detail, name="detail"),
    path("<uuid:id>/inputs/", take_views.inputs, name="inputs"),
    path("<uuid:id>/inputs/<str:name>/", take_views.rows, name="rows"),
    path("<uuid:id>/against/", take_views.against, name="against"),
    path("<uuid:id>/days/", take_views.days, name="days"),
    path("<uuid:id>/take/", take_views.take_inputs, name="take"),
    path("<uuid:id>/refused/<int:place>.csv", views.refused, name="refused"),
    path("<uuid:id>/columns/", columns_views.change, name="columns"),
    path("<uuid:id>/columns/forget/", columns_views.forget, name="forget"),
    path("<uuid:id>/both/", views.keep_both, name="both"),
    path("<uuid:id>/joined/", join_views.read_as_one, name="joined"),
    path("<uuid:id>/parts/", views.parts, name="parts"),
    path("<uuid:id>/together/", views.together, name="together"),
    path("<uuid:id>/partner/", views.partner, name="partner"),
    path("<uuid:id>/names/", views.names, name="names"),
    path("<uuid:id>/replace/<uuid:other>/", views.replace, name="replace"),
    path("<uuid:id>/retry/", views.retry, name="retry"),
    path("<uuid:id>/delete/", views.delete, name="delete"),
]
