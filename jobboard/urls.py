"""The site map."""

from django.contrib import admin
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path

from companies.sitemaps import CompanySitemap
from jobboard.api import api, api_page
from postings.sitemaps import PostingSitemap
from sources.sitemaps import PageSitemap
from sources.views import robots

admin.site.site_header = "Jobboard, for curators"
admin.site.site_title = "Jobboard"
admin.site.index_title = "Curation and imports"
# Every list needs the width: names and their evidence are compared side by side.
admin.site.enable_nav_sidebar = False

SITEMAPS = {"pages": PageSitemap, "postings": PostingSitemap, "companies": CompanySitemap}

urlpatterns = [
    path("admin/", admin.site.urls),
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml",
        sitemap_views.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemap_views.sitemap, {"sitemaps": SITEMAPS}, name="sitemap-section"),
    path("api/", api_page, name="api-page"),
    path("api/v1/", api.urls),
    path("", include("sources.urls")),
    path("", include("companies.urls")),
    path("", include("postings.urls")),
]
