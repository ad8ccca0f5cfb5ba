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
    source = models.CharField(max_length=20, help_text="rss, google_news, google_alerts, crunchbase")
    other_urls = models.JSONField(
        default=list, blank=True, help_text="The same story elsewhere: near-equal title, same days."
    )
    state = models.CharField(max_length=6, choices=State, default=State.SHOWN)
    held_because = models.CharField(max_length=200, blank=True)
    decided_by_curator = models.BooleanField(default=False)
    retrieved_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["company", "normalised_url"], name="newsitem_once")]
        indexes = [
            # A company's page: its shown items, newest first.
            models.Index(fields=["company", "state", "-published_at"], name="newsitem_of_company"),
        ]

    def __str__(self) -> str:
        return self.title


class NewsFeed(models.Model):
    """A feed to read for a company, besides the query feeds that are made from its name."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="news_feeds")
    host = models.CharField(max_length=20, help_text="A name of the table of hosts in companies/news_hosts.py.")
    token = models.CharField(max_length=200, help_text="What goes into that host's address.")
    is_active = models.BooleanField(default=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    failed_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "host", "token"], name="newsfeed_once")]

    def __str__(self) -> str:
        return f"{self.host} {self.token}"
