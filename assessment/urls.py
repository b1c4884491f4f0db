"""Addresses of the assessment."""

from django.urls import path

from assessment import views

app_name = "assessment"
urlpatterns = [
    path("", views.start, name="start"),
    path("mine/", views.mine, name="mine"),
    path("resume/<str:secret>/", views.resume, name="resume"),
    path("<uuid:id>/", views.result, name="result"),
    path("<uuid:id>/<int:number>/", views.question, name="question"),
    path("<uuid:id>/all/", views.everything, name="all"),
    path("<uuid:id>/review/", views.review, name="review"),
    path("<uuid:id>/finish/", views.finish, name="finish"),
    path("<uuid:id>/about/", views.describe, name="describe"),
    path("<uuid:id>/delete/", views.delete, name="delete"),
    path("<uuid:id>/new-link/", views.renew_link, name="renew_link"),
]
