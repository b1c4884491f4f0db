"""The same addresses as ours, so that one walk goes through both."""

from django.urls import path

from tests.bench.plain import views

urlpatterns = [
    path("assessment/", views.start),
    path("assessment/<uuid:id>/<int:number>/", views.question),
    path("assessment/<uuid:id>/review/", views.review),
    path("assessment/<uuid:id>/finish/", views.finish),
    path("assessment/<uuid:id>/", views.result),
]
