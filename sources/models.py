"""The ledger: every import leaves a row, with its counts, and keeps what it could not take."""

from datetime import timedelta

from django.db import models
from django.utils import timezone


class ImportRun(models.Model):
    """One import, from its first moment: what was read, what it changed, what went wrong."""

    class Status(models.TextChoices):
        RUNNING = "running", "running"
        DONE = "done", "done"
        SUSPECT = "suspect", "suspect: far smaller than the last read, nothing was closed"
        FAILED = "failed", "failed"
        ABANDONED = "abandoned", "abandoned: its worker was lost"

    source = models.CharField(max_length=40, help_text="greenhouse, lca, uscis, form_d, sample …")
    subject = models.CharField(max_length=300, help_text="Board token or file name.")
    status = models.CharField(max_length=12, choices=Status, default=Status.RUNNING)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    progressed_at = models.DateTimeField(default=timezone.now)
    rows_read = models.PositiveBigIntegerField(default=0)
    created = models.PositiveBigIntegerField(default=0)
    updated = models.PositiveBigIntegerField(default=0)
    unchanged = models.PositiveBigIntegerField(default=0)
    closed = models.PositiveBigIntegerField(default=0)
    skipped = models.PositiveBigIntegerField(default=0)
    failed = models.PositiveBigIntegerField(default=0)
    skip_reasons = models.JSONField(default=dict, blank=True, help_text="Reason → rows.")
    covers_from = models.DateField(null=True, blank=True, help_text="First decision date in the file.")
    covers_to = models.DateField(null=True, blank=True, help_text="Last decision date in the file.")
    fiscal_years = models.JSONField(default=list, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-started_at"]
        indexes = [
            # The ledger page and "when was this last read" ask by source, newest first.
            models.Index(fields=["source", "-started_at"], name="importrun_source_newest"),
            # Pages are kept until an import ends.
            models.Index(fields=["finished_at"], name="importrun_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.subject} ({self.started_at:%Y-%m-%d %H:%M})"

    def took(self) -> timedelta:
        return (self.finished_at or self.progressed_at) - self.started_at


class ImportProblem(models.Model):
    """A row or item that could not be taken, kept for a person. Never holds personal data."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="problems")
    place = models.CharField(max_length=400)
    field = models.CharField(max_length=80, blank=True)
    message = models.CharField(max_length=500)
    raw = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"
