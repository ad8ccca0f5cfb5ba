"""Financing rounds as several sources state them, and the one that is shown."""

from django.db import models
from django.db.models import Q

from companies.models.company import Company
from sources.models import ImportRun


class Investor(models.Model):
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=20)
    external_key = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_key"], condition=~Q(external_key=""), name="investor_once_by_key"
            ),
            models.UniqueConstraint(
                fields=["source", "name"], condition=Q(external_key=""), name="investor_once_by_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FundingRound(models.Model):
    """One deal. Its figures are those of the statement chosen by the written order, or by a curator."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="funding_rounds")
    kind = models.CharField(max_length=40)
    announced_on = models.DateField(null=True, blank=True)
    announced_precision = models.CharField(max_length=5, default="day")
    amount = models.DecimalField(
        max_digits=18, decimal_places=2, null=True, blank=True, help_text="Empty: undisclosed."
    )
    currency = models.CharField(max_length=3, blank=True)
    amount_usd = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    is_hidden = models.BooleanField(default=False, help_text="Set by a curator.")
    chosen_by_curator = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-announced_on", "pk"]

    def __str__(self) -> str:
        return f"{self.company} {self.kind} {self.announced_on or 'undated'}"


class RoundStatement(models.Model):
    """What one source says of a round. All are kept; one is shown."""

    source = models.CharField(max_length=20)
    external_id = models.CharField(max_length=200)
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.SET_NULL, related_name="+")
    company_key = models.CharField(max_length=200, blank=True)
    company_name = models.CharField(max_length=300, blank=True)
    company = models.ForeignKey(
        Company, null=True, blank=True, on_delete=models.CASCADE, related_name="round_statements"
    )
    round = models.ForeignKey(
        FundingRound, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements"
    )
    kind = models.CharField(max_length=40)
    announced_on = models.DateField(null=True)
    announced_precision = models.CharField(max_length=5, default="day")
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    amount_usd = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    investor_count = models.PositiveIntegerField(null=True)
    replaces = models.CharField(max_length=200, blank=True)
    replaced = models.BooleanField(default=False, help_text="A later amendment restates it.")
    url = models.URLField(max_length=400, blank=True)
    row_hash = models.BinaryField(max_length=16)
    retrieved_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="roundstatement_once")]
        indexes = [models.Index(fields=["source", "company_key"], name="roundstatement_company_key")]

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"


class Investment(models.Model):
    """An investor's part in a round, by one statement."""

    statement = models.ForeignKey(RoundStatement, on_delete=models.CASCADE, related_name="investments")
    investor = models.ForeignKey(Investor, on_delete=models.CASCADE, related_name="investments")
    is_lead = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "investor"], name="investment_once")]

    def __str__(self) -> str:
        return f"{self.investor} in {self.statement}"


class CompanyStatement(models.Model):
    """What one source says of one company: the raw material of a profile, joined by identifiers."""

    source = models.CharField(max_length=20)
    external_id = models.CharField(max_length=200)
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.SET_NULL, related_name="+")
    company = models.ForeignKey(
        Company, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements"
    )
    name = models.CharField(max_length=300)
    domain = models.CharField(max_length=120, blank=True, db_index=True)
    cik = models.CharField(max_length=10, blank=True, db_index=True)
    crunchbase_permalink = models.CharField(max_length=200, blank=True, db_index=True)
    values = models.JSONField(default=dict)
    row_hash = models.BinaryField(max_length=16)
    retrieved_on = models.DateField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="companystatement_once")
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.name}"
