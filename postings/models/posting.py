"""An advertised job: what the source says, what the text says (with evidence), and its life."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from companies.models import Company
from postings.models.board import Board
from postings.querysets import PostingQuerySet


class Posting(models.Model):
    class Stance(models.TextChoices):
        """What the posting itself says on sponsorship, in the order of the strictest first."""

        CITIZENSHIP = "citizenship_required", "US citizens only"
        CLEARANCE = "clearance_required", "Clearance required"
        REFUSES = "refuses", "Refuses sponsorship"
        OFFERS = "offers", "Offers sponsorship"
        UNCLEAR = "authorization_required_unclear", "Work authorization required"
        SILENT = "none", "Silent on sponsorship"

    class Workplace(models.TextChoices):
        ON_SITE = "on_site", "On site"
        HYBRID = "hybrid", "Hybrid"
        REMOTE = "remote", "Remote"

    class EmploymentType(models.TextChoices):
        FULL_TIME = "FULL_TIME", "Full time"
        PART_TIME = "PART_TIME", "Part time"
        CONTRACTOR = "CONTRACTOR", "Contract"
        TEMPORARY = "TEMPORARY", "Temporary"
        INTERN = "INTERN", "Internship"
        VOLUNTEER = "VOLUNTEER", "Volunteer"
        PER_DIEM = "PER_DIEM", "Per diem"
        OTHER = "OTHER", "Other"

    class Seniority(models.TextChoices):
        INTERN = "intern", "Internship"
        ENTRY = "entry", "Entry"
        MID = "mid", "Mid"
        SENIOR = "senior", "Senior"
        STAFF = "staff", "Staff and principal"
        MANAGER = "manager", "Manager"
        EXECUTIVE = "executive", "Director and above"

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="postings")
    external_id = models.CharField(max_length=200)
    company = models.ForeignKey(Company, null=True, blank=True, on_delete=models.SET_NULL, related_name="postings")
    company_name = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=1000, help_text="The employer's own page.")
    apply_url = models.URLField(max_length=1000, blank=True)
    department = models.CharField(max_length=200, blank=True)
    via = models.CharField(max_length=60, blank=True, help_text="The aggregator it came through.")

    # The text, sanitised, and its parts.
    description_html = models.TextField(blank=True)
    description_text = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    responsibilities = models.JSONField(default=list, blank=True)
    required = models.JSONField(default=list, blank=True)
    preferred = models.JSONField(default=list, blank=True)
    benefits = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=2, blank=True)

    # Facts read from fields or text. `evidence` holds for each the literal sentence and its place.
    stance = models.CharField(max_length=30, choices=Stance, default=Stance.SILENT)
    stance_evidence = models.TextField(blank=True)
    workplace = models.CharField(max_length=8, choices=Workplace, blank=True)
    places = models.JSONField(default=list, blank=True, help_text="city, state, country_code, raw; the main one first.")
    city = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=60, blank=True)
    country_code = models.CharField(max_length=2, blank=True)
    remote_from = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    employment_type = models.CharField(max_length=12, choices=EmploymentType, blank=True)
    seniority = models.CharField(max_length=12, choices=Seniority, blank=True)
    years_min = models.PositiveSmallIntegerField(null=True, blank=True)
    degree = models.CharField(max_length=20, blank=True)
    pay_min = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    pay_max = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    pay_currency = models.CharField(max_length=3, blank=True)
    pay_period = models.CharField(max_length=8, blank=True, help_text="As posted: year, month, week, day, hour.")
    pay_year_min = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, help_text="Derived.")
    pay_year_max = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, help_text="Derived.")
    skills = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    industries = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    soc_code = models.CharField(max_length=7, blank=True)
    soc_alternatives = models.JSONField(default=list, blank=True)
    job_field = models.CharField(max_length=40, blank=True)
    field_method = models.CharField(max_length=10, blank=True)
    field_confidence = models.FloatField(null=True, blank=True)
    field_version = models.CharField(max_length=20, blank=True)
    evidence = models.JSONField(default=dict, blank=True)
    analysis_version = models.PositiveSmallIntegerField(default=0)
    overrides = models.JSONField(default=dict, blank=True, help_text="Field → value set by a curator; it always wins.")

    # Its life.
    date_posted = models.DateField(null=True, blank=True)
    valid_through = models.DateTimeField(null=True, blank=True)
    source_updated_at = models.DateTimeField(null=True, blank=True)
    first_seen_at = models.DateTimeField(default=timezone.now)
    last_checked_at = models.DateTimeField(default=timezone.now)
    last_changed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    repost_count = models.PositiveSmallIntegerField(default=0)
    content_hash = models.BinaryField(max_length=16)
    # The posting shown in its place: the same job in another city, or the employer's own copy.
    duplicate_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies")
    is_agency = models.BooleanField(null=True, blank=True)
    ghost_reasons = models.JSONField(default=list, blank=True)
    is_hidden = models.BooleanField(default=False, help_text="Taken off the site by a curator.")
    is_sample = models.BooleanField(default=False)

    search_vector = models.GeneratedField(
        # Title, company and text by weight, and each skill as a lexeme of its own: postings/words/vector.py.
        expression=Func(
            *("title", "company_name", "description_text", "skills"),
            function="posting_search_vector",
            output_field=SearchVectorField(),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PostingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "external_id"], name="posting_once")]
        indexes = [
            GinIndex(fields=["search_vector"], name="posting_search"),
            # Search lists and feeds: live postings, newest first.
            models.Index(
                fields=["-date_posted", "-id"],
                name="posting_live_newest",
                condition=Q(closed_at=None, duplicate_of=None, is_hidden=False),
            ),
            # Open postings of a company, on its page.
            models.Index(fields=["company", "-date_posted"], name="posting_company"),
        ]

    def __str__(self) -> str:
        return f"{self.title} at {self.company_name}"

    def get_absolute_url(self) -> str:
        return reverse("postings:posting", args=[self.pk, self.slug()])

    def slug(self) -> str:
        return slugify(self.title)[:80].strip("-") or "posting"

    @property
    def is_live(self) -> bool:
        return self.closed_at is None and self.duplicate_of_id is None and not self.is_hidden


class PostingEvent(models.Model):
    """One moment in a posting's life, for the freshness ledger."""

    class Kind(models.TextChoices):
        CHANGED = "changed", "changed"
        CLOSED = "closed", "closed"
        REOPENED = "reopened", "reopened"
        REPOSTED = "reposted", "reposted"

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=8, choices=Kind)
    happened_at = models.DateTimeField(default=timezone.now)
    fields = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        ordering = ["-happened_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_at:%Y-%m-%d}"
