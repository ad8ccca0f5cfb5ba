"""Which Form D offerings are financing of a company that hires, and which are not shown."""

from sources.records import RoundRecord

# Groups of the SEC's own list (Form D, item 4).
_FUNDS = {"Pooled Investment Fund", "Investing"}
_REAL_ESTATE = {"Commercial", "Construction", "REITS and Finance", "Residential", "Other Real Estate"}


def reason_to_skip(offering: RoundRecord) -> str:
    """Why this filing is left out; empty when it is taken."""
    if offering.industry in _FUNDS:
        return "an investment fund or vehicle"
    if offering.industry in _REAL_ESTATE:
        return "a real-estate offering"
    if offering.is_business_combination:
        return "shares given in a merger, no money raised"
    if " a series of " in f" {offering.company_name.lower()} ":
        return "a vehicle that holds shares of another company"
    return ""
