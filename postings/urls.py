from django.urls import path

from postings import views
from postings.feeds import SearchFeed

app_name = "postings"

urlpatterns = [
    path("", views.home, name="home"),
    path("postings/", views.search, name="search"),
    path("postings/suggest/", views.suggest, name="suggest"),
    path("postings.csv", views.search_csv, name="search_csv"),
    path("postings/<int:pk>/quarters.csv", views.quarters_csv, name="quarters_csv"),
    path("postings/atom/", SearchFeed(), name="feed"),
    path("postings/<int:pk>/picture.png", views.posting_picture, name="picture"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("postings/<int:pk>/", views.posting),
    path("postings/<int:pk>/<slug:slug>/", views.posting, name="posting"),
]
