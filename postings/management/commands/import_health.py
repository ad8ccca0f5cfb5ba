"""How the imports are doing: postings a minute, lag of what is due, failures, source by source."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from postings.health import SourceHealth, health


class Command(BaseCommand):
    help = "Print, for each source: boards, what is due and how late, and the runs of the last hour."

    def handle(self, *args: object, **options: object) -> None:
        heads = ("active", "retired", "failing", "due", "lag min", "runs 1h", "failed", "suspect", "post/min")
        self.stdout.write(f"{'source':<16}" + "".join(f"{head:>10}" for head in heads))
        for line in health(timezone.now()):
            self.stdout.write(_words(line))


def _words(line: SourceHealth) -> str:
    numbers = (line.active, line.retired, line.failing, line.due, line.lag.total_seconds() // 60)
    recent = (line.runs, line.failed_runs, line.suspect_runs, round(line.postings_per_minute))
    return f"{line.ats:<16}" + "".join(f"{number:>10,.0f}" for number in (*numbers, *recent))
