"""What the imported filings and the curators know about job titles."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from companies.occupations.titles import normalise


class TitleCount(models.Model):
    """How often filings gave a normalised title a SOC 2018 code: the exact look-up of the classifier."""

    title = models.CharField(max_length=200)
    soc_code = models.CharField(max_length=7)
    rows = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["title", "soc_code"], name="titlecount_once")]

    def __str__(self) -> str:
        return f"{self.title} → {self.soc_code} ({self.rows})"


class TitleOverride(models.Model):
    """A curator's word on a title. It wins over every rule and is never overwritten."""

    title = models.CharField(max_length=200, unique=True, help_text="Normalised.")
    soc_code = models.CharField(max_length=7, blank=True)
    job_field = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the title in the form in which titles are looked up, whatever was typed."""
        self.title = normalise(self.title)
        super().save(*args, **kwargs)
