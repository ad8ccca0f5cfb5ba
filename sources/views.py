"""What the board knows, from whom, and how it counts."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sources.catalogue import CATALOGUE, Source
from sources.csv_answer import csv_answer
from sources.models import ImportRun

MOST_FILES = 60


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source and its newest finished import; None: nothing imported yet."""

    source: Source
    newest: ImportRun | None


def _files() -> "QuerySet[ImportRun]":
    """Files that stand behind figures, newest first."""
    named = ImportRun.objects.filter(source__in=["lca", "perm", "uscis", "form_d", "crunchbase", "ipeds"])
    return named.exclude(finished_at=None).order_by("-finished_at").defer("error", "skip_reasons")


@require_safe
def sources_csv(request: HttpRequest) -> StreamingHttpResponse:
    columns = ["subject", "source", "status", "finished_at", "covers_from", "covers_to", "rows_read", "failed"]
    return csv_answer("imported-files", [[name.replace("_", " ") for name in columns], *_files().values_list(*columns)])


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    newest = {
        run.source: run
        for run in ImportRun.objects.exclude(finished_at=None)
        .order_by("source", "-finished_at")
        .distinct("source")
        .defer("error", "skip_reasons")
    }
    files = _files()[:MOST_FILES]
    lines = [
        SourceLine(source, next((newest[name] for name in source.runs if name in newest), None)) for source in CATALOGUE
    ]
    return render(request, "sources/sources.html", {"lines": lines, "files": files})


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    return render(request, "sources/method.html")


@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    return render(request, "sources/sample.html")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Filters multiply without end: robots read the plain lists and the sitemaps."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /receipts/",
        "Disallow: /reports/",
        "Disallow: /*?*sort=",
        "Disallow: /*.csv",
        "",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
