"""Addresses of the assessment."""

from django.urls import path

from assessment.web import history_views, sharing_views, take_views, team_views

app_name = "assessment"
urlpatterns = [
    path("", take_views.start, name="start"),
    path("resume/<str:secret>/", take_views.resume, name="resume"),
    path("shared/<str:secret>/", sharing_views.open_shared, name="open_shared"),
    path("import/", sharing_views.import_submission, name="import"),
    path("mine/", history_views.mine, name="mine"),
    path("compare/", history_views.compare, name="compare"),
    path("team/new/", team_views.new, name="team_new"),
    path("team/invitation/<str:secret>/", team_views.open_invitation, name="open_invitation"),
    path("team/seat/<str:secret>/", team_views.open_seat, name="open_seat"),
    path("team/<uuid:id>/", team_views.team, name="team"),
    path("team/<uuid:id>/join/", team_views.join, name="join"),
    path("team/<uuid:id>/meeting/", team_views.meeting, name="meeting"),
    path("team/<uuid:id>/close/", team_views.close, name="close"),
    path("team/<uuid:id>/invite/", team_views.invite, name="invite"),
    path("team/<uuid:id>/seats/", team_views.more_seats, name="more_seats"),
    path("<uuid:id>/", take_views.result, name="result"),
    path("<uuid:id>/<int:number>/", take_views.question, name="question"),
    path("<uuid:id>/all/", take_views.everything, name="all"),
    path("<uuid:id>/review/", take_views.review, name="review"),
    path("<uuid:id>/finish/", take_views.finish, name="finish"),
    path("<uuid:id>/about/", take_views.describe, name="describe"),
    path("<uuid:id>/delete/", take_views.delete, name="delete"),
    path("<uuid:id>/new-link/", take_views.renew_link, name="renew_link"),
    path("<uuid:id>/retake/", history_views.retake, name="retake"),
    path("<uuid:id>/share/", sharing_views.share, name="share"),
    path("<uuid:id>/share/stop/", sharing_views.stop_sharing, name="stop_sharing"),
    path("<uuid:id>/shared/", sharing_views.shared, name="shared"),
    path("<uuid:id>/export.json", sharing_views.export, {"kind": "json"}, name="export_json"),
    path("<uuid:id>/export.csv", sharing_views.export, {"kind": "csv"}, name="export_csv"),
]
