"""The brand a job seeker knows. Legal names are linked to it (matching.py), facts never are."""

from django.db import models
from django.urls import reverse
from django.utils import timezone

from companies.querysets import CompanyQuerySet


class Industry(models.Model):
    """One tag of the maintained industry vocabulary (companies/industries.py)."""

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=80)
    group = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "industries"

    def __str__(self) -> str:
        return self.name


class Company(models.Model):
    """A brand with its own page. A child brand (LinkedIn) keeps its page and names its parent (Microsoft)."""

    class Status(models.TextChoices):
        CURATED = "curated", "curated"
        AUTO = "auto", "made by volume, not yet reviewed"
        MERGED = "merged", "merged into another company"

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.CURATED)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="subsidiaries")
    parent_from = models.DateField(null=True, blank=True)
    parent_to = models.DateField(null=True, blank=True)

    # Identifiers: what joins records of several sources. Names alone never do.
    domain = models.CharField(max_length=120, blank=True, db_index=True)
    cik = models.CharField("SEC CIK", max_length=10, blank=True, db_index=True)
    tickers = models.JSONField(default=list, blank=True)
    crunchbase_permalink = models.CharField(max_length=200, blank=True, db_index=True)

    description = models.TextField(blank=True)
    website = models.URLField(max_length=300, blank=True)
    industries = models.ManyToManyField(Industry, blank=True, related_name="companies")
    employees_min = models.PositiveIntegerField(null=True, blank=True)
    employees_max = models.PositiveIntegerField(null=True, blank=True)
    city = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=60, blank=True)
    country_code = models.CharField(max_length=2, blank=True)
    founded_on = models.DateField(null=True, blank=True)
    founded_precision = models.CharField(max_length=5, default="year")
    funding_stage = models.CharField(
        max_length=40, blank=True, db_index=True, help_text="Derived; see companies/funding."
    )
    cap_exempt = models.BooleanField(null=True, blank=True, help_text="Unknown unless there is evidence.")
    cap_exempt_evidence = models.CharField(max_length=300, blank=True)
    is_agency = models.BooleanField("staffing agency", null=True, blank=True)
    field_sources = models.JSONField(default=dict, blank=True, help_text="Field → source that gave it and when.")
    overrides = models.JSONField(default=dict, blank=True, help_text="Fields a curator has set; imports keep away.")

    is_sample = models.BooleanField(default=False, db_index=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "companies"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("companies:company", args=[self.slug])
