"""News items, each shown only when it is surely about the company."""

from django.db import models

from companies.models.company import Company


class NewsItem(models.Model):
    class State(models.TextChoices):
        SHOWN = "shown", "shown"
        HELD = "held", "waits for a curator: may be about another company of that word"
        HIDDEN = "hidden", "hidden by a curator"

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="news_items")
    title = models.CharField(max_length=400)
    url = models.URLField(max_length=1000)
    normalised_url = models.CharField(max_length=1000)
    publisher = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=20)
    state = models.CharField(max_length=6, choices=State, default=State.SHOWN)
    held_because = models.CharField(max_length=200, blank=True)
    decided_by_curator = models.BooleanField(default=False)
    retrieved_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["company", "normalised_url"], name="newsitem_once")]

    def __str__(self) -> str:
        return self.title
