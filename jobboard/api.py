"""The read-only API: one OpenAPI document, and a page that reads it, served by the board itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from companies.api import router as companies_router
from postings.api import router as postings_router

api = NinjaAPI(
    title="Jobboard",
    version="1",
    description="Open postings and their employers’ public sponsorship record. Read-only, no key.",
    docs_url=None,
    urls_namespace="jobboard-api",
)
api.add_router("", postings_router)
api.add_router("", companies_router)


@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document as a page for people; without script."""
    paths: dict[str, Any] = api.get_openapi_schema()["paths"]
    operations = [{"path": path, **methods["get"]} for path, methods in paths.items()]
    return render(request, "site/api.html", {"operations": operations})
