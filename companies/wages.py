"""Pay per hour, week or month → US$ a year (pure)."""

from decimal import Decimal

# Hours and weeks of a full-time year, as the Department of Labor counts them (20 CFR 655.731).
PER_YEAR = {"Year": 1, "Month": 12, "Bi-Weekly": 26, "Week": 52, "Hour": 2080}
# Outside of this, amount and unit do not belong together ("85,000 an hour"): no yearly figure is given.
LEAST, MOST = Decimal(5_000), Decimal(10_000_000)


def yearly(amount: Decimal | None, unit: str) -> Decimal | None:
    """US$ a year; None without an amount, without a known unit, or where the two cannot belong together."""
    if amount is None or unit not in PER_YEAR:
        return None
    pay = amount * PER_YEAR[unit]
    return pay if LEAST <= pay <= MOST else None
