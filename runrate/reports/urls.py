"""Addresses of the reports."""

from django.urls import path

from runrate.reports.web import sharing_views, views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("start/", views.start, name="start"),
    path("asked/", views.asked, name="asked"),
    path("import/", views.import_report, name="import"),
    path("sample/", sharing_views.sample, name="sample"),
    path("sample/download/", sharing_views.sample_download, name="sample_download"),
    path("sample/board/", sharing_views.sample_board, name="sample_board"),
    path("shared/<uuid:id>/", sharing_views.shared, name="shared"),
    path("shared/<uuid:id>/download/", sharing_views.shared_download, name="shared_download"),
    path("shared/<uuid:id>/board/", sharing_views.shared_board, name="shared_board"),
    path("shared/<str:secret>/", sharing_views.open_shared, name="open_shared"),
    path("<uuid:id>/", views.detail, name="detail"),
    path("<uuid:id>/download/", views.download, name="download"),
    path("<uuid:id>/board/", views.board, name="board"),
    path("<uuid:id>/retry/", views.retry, name="retry"),
    path("<uuid:id>/delete/", views.delete, name="delete"),
    path("<uuid:id>/share/", sharing_views.share, name="share"),
    path("<uuid:id>/share/stop/", sharing_views.stop_sharing, name="stop_sharing"),
    path("<uuid:id>/mail/", sharing_views.mail, name="mail"),
]
