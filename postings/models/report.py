"""What a reader found wrong in a posting; a curator decides."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from postings.models.posting import Posting


class Report(models.Model):
    """Nothing of the reader is kept: no name, no address, no cookie."""

    class Wrong(models.TextChoices):
        STANCE = "stance", "What it says on sponsorship"
        RECORD = "record", "The employer or its record"
        CLOSED = "closed", "The job is no longer open"
        FAKE = "fake", "It is no real job, or it asks for money"
        PAY = "pay", "The pay"
        PLACE = "place", "The place or the workplace"
        OTHER = "other", "Something else"

    class State(models.TextChoices):
        WAITING = "waiting", "waits for a curator"
        MENDED = "mended", "mended"
        DECLINED = "declined", "nothing was wrong"

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="reports")
    wrong = models.CharField(max_length=8, choices=Wrong)
    text = models.CharField(max_length=1000, blank=True)
    reported_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-reported_at", "-pk"]
        indexes = [
            models.Index(fields=["-reported_at"], name="report_newest"),
            # The queue, and how many wait for one posting.
            models.Index(fields=["posting"], name="report_waiting", condition=Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.get_wrong_display()}: {self.posting}"
