"""Text and record side by side: whether they contradict each other, in words that accuse nobody. Pure."""

from dataclasses import dataclass

from companies.charts import value_text
from companies.insights.years import YearFigure
from companies.units import Unit

RULED_OUT = {
    "refuses": "refuses sponsorship",
    "citizenship_required": "is open to US citizens only",
    "clearance_required": "asks for a security clearance",
}
# A clearance says something of the work, not of the employer's will to sponsor.
CONTRADICTED = ("refuses", "citizenship_required")


@dataclass(frozen=True, slots=True)
class Verdict:
    words: str
    contradicts: bool


def verdict(stance: str, unit: Unit | None, latest: YearFigure | None) -> Verdict:
    """What a reader may conclude. `latest` None: no filing was found, which is not the same as none made."""
    filed = f"{value_text(latest.value)} {unit.name} in FY{latest.fiscal_year}" if unit and latest else ""
    has_record = bool(latest and latest.value)
    if stance in RULED_OUT and has_record:
        return Verdict(
            f"The two differ: this posting {RULED_OUT[stance]}, yet the employer has {filed}. "
            "The text speaks for this role; the record for all its roles.",
            contradicts=stance in CONTRADICTED,
        )
    if stance in RULED_OUT:
        return Verdict(f"This posting {RULED_OUT[stance]}, and no filing was found that says otherwise.", False)
    if stance == "offers" and has_record:
        return Verdict(f"The two agree: the posting offers sponsorship, and the employer has {filed}.", False)
    if stance == "offers":
        return Verdict(
            "The posting offers sponsorship, yet no filing was found. The employer may be new to it, or may file "
            "under a name that is not linked here.",
            contradicts=True,
        )
    if has_record:
        return Verdict(f"The text leaves it open; the employer has {filed}. Ask before you count on it.", False)
    return Verdict("The text leaves it open, and no filing was found. Ask the employer.", False)


def card_flag(stance: str, unit: Unit | None, latest: YearFigure | None) -> str:
    """The contradiction in one line for a result card; empty without one."""
    has_record = bool(latest and latest.value)
    if stance in CONTRADICTED and has_record and unit and latest:
        filed = f"{value_text(latest.value)} {unit.name} in FY{latest.fiscal_year}"
        return f"Text and record differ: it {RULED_OUT[stance]}, yet {filed}."
    if stance == "offers" and not has_record:
        return "Text and record differ: it offers sponsorship, yet no filing was found."
    return ""
