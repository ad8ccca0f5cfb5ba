from django.urls import path

from companies import views

app_name = "companies"

_RECEIPT = "receipts/<slug:slug>/<int:fiscal_year>/<slug:unit>"

urlpatterns = [
    path("companies/", views.company_list, name="company_list"),
    path("companies.csv", views.company_list_csv, name="company_list_csv"),
    path("companies/compare/", views.compare, name="compare"),
    path("companies/compare.csv", views.compare_csv, name="compare_csv"),
    path("companies/<slug:slug>/", views.company, name="company"),
    path("companies/<slug:slug>/<slug:table>.csv", views.company_csv, name="company_csv"),
    path("insights/", views.insights, name="insights"),
    path("insights.csv", views.insights_csv, name="insights_csv"),
    path("companies/<slug:slug>/picture.png", views.company_picture, name="picture"),
    path(f"{_RECEIPT}/", views.receipt, name="receipt"),
    path(f"{_RECEIPT}.csv", views.receipt_csv, name="receipt_csv"),
]
