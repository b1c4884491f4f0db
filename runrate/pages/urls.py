"""Addresses of the site's own pages."""

from django.urls import path

from runrate.pages import machines, views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("framework/", views.framework, name="framework"),
    path("method/", views.method, name="method"),
    path("learn/", views.learn, name="learn"),
    path("learn/feed.xml", machines.feed, name="feed"),
    path("learn/<slug:slug>/", views.article, name="article"),
    path("learn/<slug:slug>/card.png", machines.article_card, name="article_card"),
    path("learn/<slug:slug>/helpful/", views.helpful, name="helpful"),
    path("card.png", machines.site_card, name="card"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
]
