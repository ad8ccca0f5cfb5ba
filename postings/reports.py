"""Reports of what is wrong in a posting: a plain form, without an account, bounded without watching anybody."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from postings.models import Posting, Report
from sources.values import prose

# Bounds are counted on reports, not on readers, so that nothing of a reader needs to be kept.
MOST_WAITING = 5  # of one posting: a curator knows by then
MOST_AN_HOUR = 100
MOST_CHARACTERS = 1000


class ReportForm(forms.Form):
    wrong = forms.ChoiceField(label="What is wrong?", choices=Report.Wrong, widget=forms.RadioSelect)
    text = forms.CharField(
        label="What should it say, and how do you know?",
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 5, "aria-describedby": "no-names"}),
    )
    # People do not see this field; programs that fill in every field do.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def clean_text(self) -> str:
        """Without e-mail addresses and control characters."""
        return prose(self.cleaned_data["text"], limit=MOST_CHARACTERS)

    @property
    def is_of_a_program(self) -> bool:
        return bool(self.cleaned_data["website"])


def take(posting: Posting, form: ReportForm) -> str:
    """Keeps the report of a valid form. Returns why it could not be kept, in words; empty when it was."""
    if form.is_of_a_program:
        return ""  # which learns nothing from the answer
    waiting = Report.objects.filter(posting=posting, state=Report.State.WAITING)
    if waiting.count() >= MOST_WAITING:
        return "Others have reported this posting already; a curator will look at it."
    since = timezone.now() - timedelta(hours=1)
    if Report.objects.filter(reported_at__gte=since).count() >= MOST_AN_HOUR:
        return "Too many reports came in within the hour. Please send it again later."
    said: dict[str, Any] = form.cleaned_data
    Report.objects.create(posting=posting, wrong=said["wrong"], text=said["text"])
    return ""
