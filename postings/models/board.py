"""A company's page on a job system, and when it is next due. The database decides; messages only hurry it."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from companies.models import Company


class Board(models.Model):
    class State(models.TextChoices):
        ACTIVE = "active", "active"
        PAUSED = "paused", "paused by a curator"
        RETIRED = "retired", "retired: gone for good"

    ats = models.CharField("job system", max_length=20)
    token = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    company = models.ForeignKey(Company, null=True, blank=True, on_delete=models.SET_NULL, related_name="boards")
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    state_reason = models.CharField(max_length=300, blank=True)

    next_due_at = models.DateTimeField(default=timezone.now)
    interval = models.DurationField(default=timedelta(hours=6))
    leased_until = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)

    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    last_read_at = models.DateTimeField(null=True, blank=True)
    last_changed_at = models.DateTimeField(null=True, blank=True)
    posting_count = models.PositiveIntegerField(default=0, help_text="Postings in the last good read.")
    failures = models.PositiveSmallIntegerField(default=0, help_text="In a row.")
    last_error = models.CharField(max_length=500, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["ats", "token"]
        constraints = [models.UniqueConstraint(fields=["ats", "token"], name="board_once")]
        indexes = [
            # The schedule asks every minute which active boards are due, the longest overdue first.
            models.Index(fields=["next_due_at"], name="board_due", condition=models.Q(state="active")),
        ]

    def __str__(self) -> str:
        return f"{self.ats}/{self.token}"
