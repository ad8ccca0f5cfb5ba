"""Financing rounds as several sources state them, and the one that is shown."""

from django.db import models
from django.db.models import Q

from companies.funding import kinds
from companies.models.company import Company
from sources.models import ImportRun


class Investor(models.Model):
    """A firm or person that joined rounds, once per identity at its source; names alone make none the same."""

    name = models.CharField(max_length=200, blank=True, help_text="Empty until a table of investors names it.")
    source = models.CharField(max_length=20)
    external_key = models.CharField(max_length=200, blank=True, help_text="Permalink, else uuid.")
    uuid = models.CharField(max_length=40, blank=True, db_index=True)
    kind = models.CharField(max_length=20, blank=True, help_text="organization, person")
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
        return self.name or self.external_key


class FundingRound(models.Model):
    """One deal. Its figures are those of the statement chosen by the written order, or by a curator."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="funding_rounds")
    kind = models.CharField(max_length=40, choices=kinds.CHOICES)
    announced_on = models.DateField(null=True, blank=True)
    announced_precision = models.CharField(max_length=5, default="day")
    amount = models.DecimalField(
        max_digits=18, decimal_places=2, null=True, blank=True, help_text="Empty: undisclosed."
    )
    currency = models.CharField(max_length=3, blank=True)
    amount_usd = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    offering_amount = models.DecimalField(
        max_digits=18, decimal_places=2, null=True, blank=True, help_text="Form D: what is offered in all."
    )
    shown = models.ForeignKey(
        "RoundStatement", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="States kind, date and investors.",
    )  # fmt: skip
    amount_from = models.ForeignKey(
        "RoundStatement", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="States the amount.",
    )  # fmt: skip
    counts = models.BooleanField(default=True, help_text="In totals.")
    why_not = models.CharField(max_length=120, blank=True, help_text="Why it is not in totals.")
    is_hidden = models.BooleanField(default=False, help_text="Set by a curator.")
    chosen_by_curator = models.BooleanField(
        default=False, help_text="Kind, date and amounts are a curator's; imports leave them alone."
    )
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-announced_on", "pk"]

    def __str__(self) -> str:
        return f"{self.company} {self.kind} {self.announced_on or 'undated'}"


class RoundStatement(models.Model):
    """What one source says of a round. All are kept; one is shown."""

    source = models.CharField(max_length=20)
    dataset = models.CharField(max_length=20, blank=True, help_text="Which of the source's publications.")
    external_id = models.CharField(max_length=300)
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    company_key = models.CharField(max_length=200, blank=True, help_text="Permalink, uuid or CIK.")
    company_uuid = models.CharField(max_length=40, blank=True)
    company_name = models.CharField(max_length=300, blank=True)
    company = models.ForeignKey(
        Company, null=True, blank=True, on_delete=models.CASCADE, related_name="round_statements"
    )
    round = models.ForeignKey(FundingRound, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements")
    placed_by_curator = models.BooleanField(default=False, help_text="Stays with its round.")
    kind = models.CharField(max_length=40)
    source_kind = models.CharField(max_length=60, blank=True, help_text="The source's own word.")
    announced_on = models.DateField(null=True, blank=True)
    announced_precision = models.CharField(max_length=5, default="day")
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    amount_usd = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    offering_amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    investor_count = models.PositiveIntegerField(null=True, blank=True)
    replaces = models.CharField(max_length=200, blank=True)
    is_amendment = models.BooleanField(default=False)
    replaced = models.BooleanField(default=False, help_text="A later amendment restates it.")
    withdrawn_on = models.DateField(null=True, blank=True, help_text="The source no longer lists it.")
    url = models.URLField(max_length=400, blank=True)
    row_hash = models.BinaryField(max_length=16)
    as_of = models.DateField(null=True, blank=True, help_text="The day on which the source said this.")
    retrieved_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "dataset", "external_id"], name="roundstatement_once")]
        indexes = [
            # Statements find their company by these when one appears later.
            models.Index(fields=["source", "company_key"], name="roundstatement_company_key"),
            models.Index(fields=["company_uuid"], name="roundstatement_company_uuid", condition=~Q(company_uuid="")),
            # The table of investments names a round by this alone.
            models.Index(fields=["external_id"], name="roundstatement_external_id"),
        ]

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
    dataset = models.CharField(max_length=20, blank=True)
    external_id = models.CharField(max_length=300)
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    company = models.ForeignKey(Company, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements")
    placed_by_curator = models.BooleanField(default=False, help_text="Stays with its company.")
    why_unplaced = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=300, blank=True)
    name_key = models.CharField(max_length=300, blank=True, db_index=True, help_text="Comparable name.")
    domain = models.CharField(max_length=120, blank=True, db_index=True)
    cik = models.CharField(max_length=10, blank=True, db_index=True)
    crunchbase_permalink = models.CharField(max_length=200, blank=True, db_index=True)
    crunchbase_uuid = models.CharField(max_length=40, blank=True, db_index=True)
    values = models.JSONField(default=dict, help_text="Fields of records.CompanyRecord that the source fills.")
    row_hash = models.BinaryField(max_length=16)
    as_of = models.DateField(null=True, blank=True)
    retrieved_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "dataset", "external_id"], name="companystatement_once")
        ]
        indexes = [models.Index(fields=["external_id"], name="companystatement_external_id")]

    def __str__(self) -> str:
        return f"{self.source}: {self.name or self.external_id}"
