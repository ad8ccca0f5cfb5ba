"""What a curator's correction of one field means for the fields that depend on it."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from postings.analysis.pay import yearly
from postings.models import Posting

PLACE = ("city", "state", "country_code")


def consequences(posting: Posting, changed: Collection[str]) -> dict[str, Any]:
    """Field → value for the fields that follow from those in `changed`, which `posting` holds already."""
    found: dict[str, Any] = {}
    if "stance" in changed:
        found["stance_evidence"] = ""  # the sentence that was read spoke for another verdict
    if any(name.startswith("pay_") for name in changed):
        low, high = (None if amount is None else Decimal(amount) for amount in (posting.pay_min, posting.pay_max))
        found["pay_year_min"], found["pay_year_max"] = yearly(low, high, posting.pay_period)
    if "places" not in changed and any(name in changed for name in PLACE):
        main = {name: getattr(posting, name) for name in PLACE}
        found["places"] = [{"raw": "", **main}, *posting.places[1:]]
    if "job_field" in changed or "soc_code" in changed:
        found["field_method"], found["field_confidence"] = "override", 1.0
    return found
