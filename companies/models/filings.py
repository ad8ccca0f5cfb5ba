"""Facts of the agencies, as filed, and the yearly roll-up of them. Facts keep the name, never a company."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from companies.models.company import Company
from companies.models.matching import EmployerName
from sources.models import ImportRun

# row_hash is a version: the day of the decision, how many fields are filled, and a digest of them. The
# greatest version of a case stands, so that files may come in any order. It is compared as bytes.
VERSION_LENGTH = 32


class LcaCase(models.Model):
    """One Labor Condition Application, with its newest decision (DOL OFLC disclosure)."""

    # The case number; for the few published extracts without one, a hash of the row and its count there.
    case_key = models.CharField(max_length=80)
    row_hash = models.BinaryField(max_length=VERSION_LENGTH)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    # The index on name and year serves look-ups by name. The importer's merge joins the names: checking each row again
    # would cost it a third of its speed.
    employer_name = models.ForeignKey(
        EmployerName, on_delete=models.PROTECT, related_name="lca_cases", db_index=False, db_constraint=False
    )
    case_status = models.CharField(max_length=20)
    visa_class = models.CharField(max_length=20)
    fiscal_year = models.PositiveSmallIntegerField()
    received_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    employer_city = models.CharField(max_length=100, blank=True)
    employer_state = models.CharField(max_length=2, blank=True)
    fein_hash = models.CharField(max_length=32, blank=True, help_text="HMAC of the tax number. Never shown.")
    trade_name = models.CharField(max_length=300, blank=True)
    naics_code = models.CharField(max_length=6, blank=True)
    job_title = models.CharField(max_length=300, blank=True)
    soc_code_filed = models.CharField(max_length=20, blank=True)
    soc_code = models.CharField(max_length=7, blank=True, help_text="SOC 2018, after repair.")
    job_field = models.CharField(max_length=40, blank=True)
    field_method = models.CharField(max_length=10, blank=True)
    field_confidence = models.FloatField(null=True)
    field_version = models.CharField(max_length=20, blank=True)
    full_time = models.BooleanField(null=True)
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    worker_positions = models.PositiveIntegerField(null=True)
    new_employment = models.PositiveIntegerField(null=True)
    continued_employment = models.PositiveIntegerField(null=True)
    change_previous_employment = models.PositiveIntegerField(null=True)
    new_concurrent_employment = models.PositiveIntegerField(null=True)
    change_employer = models.PositiveIntegerField(null=True)
    amended_petition = models.PositiveIntegerField(null=True)
    worksite_city = models.CharField(max_length=120, blank=True)
    worksite_state = models.CharField(max_length=2, blank=True)
    worksite_count = models.PositiveSmallIntegerField(default=1)
    secondary_entity = models.BooleanField(null=True)
    wage_from = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    wage_to = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    wage_unit = models.CharField(max_length=10, blank=True)
    wage_year_from = models.DecimalField(max_digits=14, decimal_places=2, null=True, help_text="Derived, US$ a year.")
    wage_year_to = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    wage_level = models.CharField(max_length=3, blank=True)
    h1b_dependent = models.BooleanField(null=True)
    willful_violator = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_key"], name="lcacase_once")]
        indexes = [
            # Roll-ups and every company block read the cases of a name in a fiscal year.
            models.Index(fields=["employer_name", "fiscal_year"], name="lcacase_name_year"),
            # A reclassification finds what an older version classified.
            models.Index(fields=["field_version"], name="lcacase_field_version"),
        ]

    def __str__(self) -> str:
        return self.case_key


class PermCase(models.Model):
    """One permanent labor certification case (DOL OFLC disclosure)."""

    case_key = models.CharField(max_length=80)
    row_hash = models.BinaryField(max_length=VERSION_LENGTH)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    # The index on name and year serves look-ups by name. The importer's merge joins the names: checking each row again
    # would cost it a third of its speed.
    employer_name = models.ForeignKey(
        EmployerName, on_delete=models.PROTECT, related_name="perm_cases", db_index=False, db_constraint=False
    )
    case_status = models.CharField(max_length=20)
    fiscal_year = models.PositiveSmallIntegerField()
    received_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    employer_city = models.CharField(max_length=100, blank=True)
    employer_state = models.CharField(max_length=2, blank=True)
    fein_hash = models.CharField(max_length=32, blank=True, help_text="HMAC of the tax number. Never shown.")
    naics_code = models.CharField(max_length=6, blank=True)
    job_title = models.CharField(max_length=300, blank=True)
    soc_code_filed = models.CharField(max_length=20, blank=True)
    soc_code = models.CharField(max_length=7, blank=True)
    job_field = models.CharField(max_length=40, blank=True)
    field_method = models.CharField(max_length=10, blank=True)
    field_confidence = models.FloatField(null=True)
    field_version = models.CharField(max_length=20, blank=True)
    worksite_city = models.CharField(max_length=120, blank=True)
    worksite_state = models.CharField(max_length=2, blank=True)
    wage_year_from = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    wage_year_to = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    citizenship = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_key"], name="permcase_once")]
        indexes = [
            models.Index(fields=["employer_name", "fiscal_year"], name="permcase_name_year"),
            models.Index(fields=["field_version"], name="permcase_field_version"),
        ]

    def __str__(self) -> str:
        return self.case_key


class UscisCountManager(models.Manager["UscisCount"]):
    """The rows that count: one edition of each fiscal year (companies.importers.uscis.choose_editions)."""

    def get_queryset(self) -> "models.QuerySet[UscisCount]":
        return super().get_queryset().filter(in_use=True)


class UscisCount(models.Model):
    """One line of the USCIS H-1B Employer Data Hub: petitions decided for a name in a fiscal year."""

    row_key = models.CharField(max_length=64)
    row_hash = models.BinaryField(max_length=VERSION_LENGTH)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    # The index on name and year serves look-ups by name. The importer's merge joins the names: checking each row again
    # would cost it a third of its speed.
    employer_name = models.ForeignKey(
        EmployerName, on_delete=models.PROTECT, related_name="uscis_counts", db_index=False, db_constraint=False
    )
    edition = models.PositiveSmallIntegerField(
        default=1, help_text="1: h1b_datahubexport. 2: Employer Information. 3: with six groups of petitions."
    )
    in_use = models.BooleanField(default=True, help_text="Not when another edition of the year is chosen.")
    fiscal_year = models.PositiveSmallIntegerField()
    tax_id_last4 = models.CharField(max_length=4, blank=True)
    naics_code = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=2, blank=True)
    postal_code = models.CharField(max_length=10, blank=True)
    initial_approvals = models.PositiveIntegerField(default=0)
    initial_denials = models.PositiveIntegerField(default=0)
    continuing_approvals = models.PositiveIntegerField(default=0)
    continuing_denials = models.PositiveIntegerField(default=0)
    detail = models.JSONField(default=dict, blank=True, help_text="The six groups of the newest form.")

    objects = UscisCountManager()
    editions: "models.Manager[UscisCount]" = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row_key"], name="usciscount_once")]
        indexes = [
            models.Index(fields=["employer_name", "fiscal_year"], name="usciscount_name_year"),
            # The choice of a year's edition counts its rows.
            models.Index(fields=["fiscal_year", "edition"], name="usciscount_year_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.employer_name} FY{self.fiscal_year}"


class FilingPeriod(models.Model):
    """How far the imported files of a data set reach into a fiscal year: its last decision day seen."""

    dataset = models.CharField(max_length=6, choices=EmployerName.Source)
    fiscal_year = models.PositiveSmallIntegerField()
    through = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dataset", "fiscal_year"], name="filingperiod_once")]

    def __str__(self) -> str:
        return f"{self.dataset} FY{self.fiscal_year} through {self.through}"


class PublishedFigure(models.Model):
    """A figure somebody published, where the rows behind it are not imported. Its source is named beside it.

    A roll-up takes it only for a company, fiscal year and unit that has no facts of its own.
    """

    employer_name = models.ForeignKey(EmployerName, on_delete=models.CASCADE, related_name="published_figures")
    fiscal_year = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=40, help_text="A unit column of SponsorshipYear.")
    job_field = models.CharField(max_length=40, blank=True, help_text="Empty: all fields together.")
    value = models.PositiveIntegerField()
    through = models.DateField(null=True, blank=True, help_text="Last day covered, when not the whole year.")
    source_name = models.CharField(max_length=200)
    source_url = models.URLField(max_length=300, blank=True)
    retrieved_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer_name", "fiscal_year", "unit", "job_field"], name="publishedfigure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer_name} FY{self.fiscal_year} {self.unit}: {self.value}"


class SponsorshipYear(models.Model):
    """What one company's linked names filed in one fiscal year. Null: that data set has no such year here."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="sponsorship_years")
    fiscal_year = models.PositiveSmallIntegerField()
    # DOL LCA: H-1B cases (and those of extracts that state no class), by newest decision. Certified includes
    # certified then withdrawn, as DOL counts them.
    lca_certified = models.PositiveIntegerField("LCA cases certified", null=True)
    lca_denied = models.PositiveIntegerField("LCA cases denied", null=True)
    lca_withdrawn = models.PositiveIntegerField("LCA cases withdrawn", null=True)
    lca_positions = models.PositiveIntegerField("LCA positions certified", null=True)
    new_positions = models.PositiveIntegerField("LCA positions certified, new employment", null=True)
    continued_positions = models.PositiveIntegerField("LCA positions certified, continued", null=True)
    changed_positions = models.PositiveIntegerField("LCA positions certified, changed or transferred", null=True)
    # The other classes of the programme, kept apart.
    h1b1_certified = models.PositiveIntegerField("H-1B1 cases certified", null=True)
    e3_certified = models.PositiveIntegerField("E-3 cases certified", null=True)
    # What the certified H-1B cases state of themselves; a case that is silent is in none of a pair.
    level_1 = models.PositiveIntegerField("LCA cases certified at wage level I", null=True)
    level_2 = models.PositiveIntegerField("LCA cases certified at wage level II", null=True)
    level_3 = models.PositiveIntegerField("LCA cases certified at wage level III", null=True)
    level_4 = models.PositiveIntegerField("LCA cases certified at wage level IV", null=True)
    at_client = models.PositiveIntegerField("LCA cases certified, placed with another entity", null=True)
    not_at_client = models.PositiveIntegerField("LCA cases certified, not placed with another entity", null=True)
    dependent = models.PositiveIntegerField("LCA cases certified, employer H-1B dependent", null=True)
    not_dependent = models.PositiveIntegerField("LCA cases certified, employer not H-1B dependent", null=True)
    received_by_month = ArrayField(
        models.PositiveIntegerField(), size=12, null=True, help_text="LCA cases certified, January to December."
    )
    lca_through = models.DateField(null=True, help_text="Last decision day of that year's imported files.")
    # USCIS: H-1B petitions.
    initial_approvals = models.PositiveIntegerField(null=True)
    initial_denials = models.PositiveIntegerField(null=True)
    continuing_approvals = models.PositiveIntegerField(null=True)
    continuing_denials = models.PositiveIntegerField(null=True)
    # DOL PERM.
    perm_certified = models.PositiveIntegerField("PERM cases certified", null=True)
    perm_denied = models.PositiveIntegerField("PERM cases denied", null=True)
    perm_through = models.DateField(null=True)
    published_units = models.JSONField(
        default=dict, blank=True, help_text="Unit → who published the figure, where no rows stand behind it."
    )

    class Meta:
        ordering = ["company", "-fiscal_year"]
        constraints = [models.UniqueConstraint(fields=["company", "fiscal_year"], name="sponsorshipyear_once")]

    def __str__(self) -> str:
        return f"{self.company} FY{self.fiscal_year}"


class SponsorshipField(models.Model):
    """The same LCA counts by job field and state of the worksite, for distributions and search filters."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="sponsorship_fields")
    fiscal_year = models.PositiveSmallIntegerField()
    job_field = models.CharField(max_length=40)
    state = models.CharField(max_length=2, blank=True)
    lca_certified = models.PositiveIntegerField(default=0)
    lca_positions = models.PositiveIntegerField(default=0)
    new_positions = models.PositiveIntegerField(default=0)
    through = models.DateField(null=True, help_text="Last decision day covered; null: the whole fiscal year.")
    published_by = models.CharField(
        max_length=200, blank=True, help_text="Set where a PublishedFigure and no case stands behind the row."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "fiscal_year", "job_field", "state"], name="sponsorshipfield_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.company} FY{self.fiscal_year} {self.job_field}"


class SponsorshipPlace(models.Model):
    """The same LCA counts by quarter of the decision, job field and place, for the eight quarters of a posting."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="sponsorship_places", db_index=False)
    job_field = models.CharField(max_length=40)
    fiscal_year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField(help_text="1: October to December. Cases without a day are left out.")
    state = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=120, blank=True, help_text="In capitals.")
    lca_certified = models.PositiveIntegerField()

    class Meta:
        constraints = [
            # A posting reads all places of one field, of three fiscal years.
            models.UniqueConstraint(
                fields=["company", "job_field", "fiscal_year", "quarter", "state", "city"], name="sponsorshipplace_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.company} FY{self.fiscal_year} Q{self.quarter} {self.job_field} {self.city} {self.state}"


class SponsorshipWage(models.Model):
    """The spread of yearly wages over the certified LCA cases of one cut. None is kept of fewer than ten cases."""

    class Cut(models.TextChoices):
        ALL = "all", "all cases"
        FIELD = "field", "job field"
        STATE = "state", "state of the worksite"
        LEVEL = "level", "wage level"
        FIELD_STATE = "field_state", "job field and state"

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="sponsorship_wages", db_index=False)
    fiscal_year = models.PositiveSmallIntegerField()
    cut = models.CharField(max_length=11, choices=Cut)
    # What is not of the cut is empty.
    job_field = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=2, blank=True)
    wage_level = models.CharField(max_length=3, blank=True)
    cases = models.PositiveIntegerField(help_text="Certified LCA cases with a yearly wage.")
    p25 = models.PositiveIntegerField(help_text="US$ a year, of the lower end of the wage offered.")
    median = models.PositiveIntegerField()
    p75 = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["company", "fiscal_year", "cut", "job_field", "state", "wage_level"],
                name="sponsorshipwage_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.company} FY{self.fiscal_year} {self.cut} {self.job_field}{self.state}{self.wage_level}"
