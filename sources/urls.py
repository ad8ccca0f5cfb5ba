from django.urls import path

from sources import views

app_name = "sources"

urlpatterns = [
    path("sources.csv", views.sources_csv, name="sources_csv"),
    path("sources/", views.sources, name="sources"),
    path("method/", views.method, name="method"),
    path("about-the-sample/", views.sample, name="sample"),
]
