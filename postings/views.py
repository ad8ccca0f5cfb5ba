"""The reader's pages: home, search, posting."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from companies.insights.record import record_of
from companies.insights.top import top_sponsors
from companies.pictures import picture
from postings import tables
from postings.cards import cards_of
from postings.filters import PostingFilter
from postings.models import Posting
from postings.page import PostingPage
from postings.reports import ReportForm, take
from postings.results import SearchPage
from postings.search import search as find
from postings.words.suggestions import KINDS, suggestions
from sources.csv_answer import csv_answer

NEWEST_ON_HOME = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    newest = find(PostingFilter(today=today), 1, today, NEWEST_ON_HOME)
    context = {
        "cards": cards_of(newest.ids, today),
        "total": newest.total,
        "about": newest.about,
        "top": top_sponsors(request.GET.get("field", ""), today),
    }
    return render(request, "postings/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    page = SearchPage(request.GET, timezone.localdate())
    # A swap brings the list alone; going back in history asks for the whole page again.
    swap = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    context = {"page": page, "feed_query": page.query}
    response = render(request, "postings/_swap.html" if swap else "postings/search.html", context)
    if swap:
        query = page.query_with_page
        response["HX-Push-Url"] = f"{request.path}?{query}" if query else request.path
    response["Vary"] = "HX-Request"
    return response


@require_safe
@cache_control(public=True, max_age=300)
def suggest(request: HttpRequest) -> HttpResponse:
    field, other = ("place", "q") if request.GET.get("for") == "place" else ("q", "place")
    typed, kept = request.GET.get(field, "")[:100], request.GET.get(other, "")[:100]
    found = suggestions(typed, KINDS[field], {other: kept} if kept else {})
    context = {"typed": typed, "suggestions": found}
    template = "postings/_suggestions.html" if request.htmx else "postings/suggestions.html"  # type: ignore[attr-defined]
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    return response


@require_safe
def search_csv(request: HttpRequest) -> StreamingHttpResponse:
    return csv_answer("postings", tables.found(SearchPage(request.GET, timezone.localdate())))


@require_safe
def quarters_csv(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    found = get_object_or_404(Posting.objects.for_page().filter(is_hidden=False), pk=pk)
    return csv_answer(f"quarters-{pk}", tables.quarters(PostingPage(found, "", timezone.localdate())))


@require_safe
@cache_control(public=True, max_age=86400)
def posting_picture(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Posting.objects.for_page().filter(is_hidden=False), pk=pk)
    record = record_of(found.company, "", timezone.localdate()) if found.company else None
    line = record.in_words if record else "Employer not linked to a record yet"
    values = record.whole_values if record else []
    over = f"{found.company_name} · {found.get_stance_display()}"
    return HttpResponse(picture(over, found.title, line, values), content_type="image/png")


@require_safe
def posting(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    found = get_object_or_404(Posting.objects.for_page(), pk=pk)
    if found.is_hidden:
        raise Http404("a curator has taken this posting off the site")
    if found.duplicate_of is not None:
        return redirect(found.duplicate_of, permanent=True)
    if slug != found.slug():
        return redirect(found, permanent=True)
    page = PostingPage(found, request.GET.get("unit", ""), timezone.localdate())
    # A closed posting stays readable, and tells robots that it is gone.
    return render(request, "postings/posting.html", {"page": page}, status=410 if found.closed_at else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Posting.objects.filter(is_hidden=False), pk=pk)
    form = ReportForm(request.POST if request.method == "POST" else None)
    problem = ""
    if form.is_bound and form.is_valid():
        problem = take(found, form)
        if not problem:
            return redirect(reverse("postings:report", args=[pk]) + "?sent=1")
    context = {"posting": found, "form": form, "problem": problem, "sent": "sent" in request.GET}
    return render(request, "postings/report.html", context, status=429 if problem else 200)
