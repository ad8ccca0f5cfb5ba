from django.urls import path

from companies import views

app_name = "companies"

_RECEIPT = "receipts/<slug:slug>/<int:fiscal_year>/<slug:unit>"

urlpatterns = [
    path("companies/", views.company_list, name="company_list"),
    path("companies/compare/", views.compare, name="compare"),
    path("companies/<slug:slug>/", views.company, name="company"),
    path("insights/", views.insights, name="insights"),
    path("companies/<slug:slug>/picture.png", views.company_picture, name="picture"),
    path(f"{_RECEIPT}/", views.receipt, name="receipt"),
    path(f"{_RECEIPT}.csv", views.receipt_csv, name="receipt_csv"),
]
