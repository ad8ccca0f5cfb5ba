"""Legal names as published, and which company each belongs to, with provenance (insight-models B5)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from companies.models.company import Company


class EmployerName(models.Model):
    """A legal name exactly as one source publishes it. Facts point here, never at a company."""

    class Source(models.TextChoices):
        LCA = "lca", "DOL LCA"
        PERM = "perm", "DOL PERM"
        USCIS = "uscis", "USCIS"

    source = models.CharField(max_length=6, choices=Source)
    raw = models.CharField(max_length=300)
    main_part = models.CharField(max_length=300, blank=True, help_text="Before D/B/A, A/K/A, FORMERLY.")
    trade_part = models.CharField(max_length=300, blank=True)
    k0 = models.CharField(max_length=300, blank=True)
    k2 = models.CharField(max_length=300, blank=True)
    first_token = models.CharField(max_length=80, blank=True)
    first_fiscal_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_fiscal_year = models.PositiveSmallIntegerField(null=True, blank=True)
    volume = models.PositiveIntegerField(default=0, help_text="Approvals (USCIS) or cases (LCA, PERM).")
    city = models.CharField(max_length=100, blank=True, help_text="Of most of its rows.")
    state = models.CharField(max_length=2, blank=True)
    naics2 = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "raw"], name="employername_as_published")]
        # Postings and curators ask for a spelling's sisters. No more indexes than are asked: a first file of a million
        # cases brings some 70,000 names.
        indexes = [models.Index(fields=["k2"], name="employername_k2")]

    def __str__(self) -> str:
        return self.raw


class EmployerTaxId(models.Model):
    """A tax number seen with a name: four digits (USCIS) or a keyed hash (DOL). Never shown."""

    # Found by the index of the constraint below, which begins with the name. Made from the facts of names that are
    # there, as the facts are: see LcaCase.
    employer_name = models.ForeignKey(
        EmployerName, on_delete=models.CASCADE, related_name="tax_ids", db_index=False, db_constraint=False
    )
    last4 = models.CharField(max_length=4, blank=True)
    fein_hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=2, blank=True)
    volume = models.PositiveIntegerField(default=0)
    first_fiscal_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_fiscal_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer_name", "last4", "fein_hash", "state"], name="employertaxid_once")
        ]

    def __str__(self) -> str:
        return f"tax number of {self.employer_name_id}"


class EmployerAlias(models.Model):
    """Which company a legal name belongs to, by which rule or person."""

    class State(models.TextChoices):
        AUTO = "auto", "linked by a safe rule"
        SUGGESTED = "suggested", "waits for a curator"
        ACCEPTED = "accepted", "accepted by a curator"
        REJECTED = "rejected", "rejected by a curator"

    employer_name = models.ForeignKey(EmployerName, on_delete=models.CASCADE, related_name="aliases")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="aliases")
    state = models.CharField(max_length=9, choices=State)
    rule = models.CharField(max_length=20, help_text="A0–A8, volume, the kind of suggestion, or curator.")
    score = models.FloatField(default=0)
    priority = models.FloatField(default=0, help_text="Volume × score: what a curator should look at first.")
    evidence = models.JSONField(default=dict, blank=True)
    rule_version = models.PositiveSmallIntegerField(default=1)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "employer aliases"
        constraints = [
            models.UniqueConstraint(
                fields=["employer_name"],
                condition=Q(state__in=["auto", "accepted"]),
                name="employeralias_one_live_link",
            ),
            models.UniqueConstraint(fields=["employer_name", "company"], name="employeralias_once"),
        ]
        indexes = [
            models.Index(fields=["company", "state"], name="employeralias_company_state"),
            # The curators' queue.
            models.Index(fields=["-priority"], name="employeralias_queue", condition=Q(state="suggested")),
        ]

    def __str__(self) -> str:
        return f"{self.employer_name} → {self.company} ({self.state})"


class FoundedCompany(models.Model):
    """A company that stands by the volume of its names alone, and the largest of them. See companies/founded.py."""

    company = models.OneToOneField(Company, primary_key=True, on_delete=models.CASCADE, related_name="founding")
    employer_name = models.ForeignKey(EmployerName, on_delete=models.CASCADE, related_name="founded")

    def __str__(self) -> str:
        return f"{self.company} by {self.employer_name}"


class NonMatch(models.Model):
    """A name that is not this company, by a person's word. Every rule reads it, now and later."""

    employer_name = models.ForeignKey(EmployerName, on_delete=models.CASCADE, related_name="non_matches")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="non_matches")
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "non-matches"
        constraints = [models.UniqueConstraint(fields=["employer_name", "company"], name="nonmatch_once")]

    def __str__(self) -> str:
        return f"{self.employer_name} ≠ {self.company}"


class CurationEventQuerySet(models.QuerySet["CurationEvent"]):
    def standing(self) -> "CurationEventQuerySet":
        """Acts that have not been undone."""
        return self.filter(undone_by=None).exclude(verb=CurationEvent.Verb.UNDO)

    def concerning(self, company_id: int) -> "CurationEventQuerySet":
        """Acts that must find this company when they are undone."""
        return self.filter(moved__companies__has_key=str(company_id))


class CurationEvent(models.Model):
    """One act of a curator, with all that is needed to undo it exactly."""

    class Verb(models.TextChoices):
        ACCEPT = "accept", "accept"
        REJECT = "reject", "reject"
        SPLIT = "split", "split"
        MERGE = "merge", "merge"
        UNDO = "undo", "undo"

    verb = models.CharField(max_length=6, choices=Verb)
    company = models.ForeignKey(Company, null=True, on_delete=models.SET_NULL, related_name="curation_events")
    other = models.ForeignKey(Company, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    moved = models.JSONField(default=dict, help_text="Names and companies as they stood before.")
    undone_by = models.OneToOneField("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="undoes")
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    decided_at = models.DateTimeField(default=timezone.now)

    objects = CurationEventQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.company}"
