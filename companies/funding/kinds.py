"""Kinds of financing rounds: the 28 of Crunchbase's API, three coarser ones of its older exports, and Form D.

Source: labels and codes are those of the Crunchbase API v4 (`investment_type`); which kinds are debt and
which stage a kind stands for is stated below and nowhere else.
"""

from dataclasses import dataclass

SEED = "seed"
EARLY = "early_stage_venture"
LATE = "late_stage_venture"
PRIVATE_EQUITY = "private_equity"
IPO = "ipo"
ACQUIRED = "m_and_a"

STAGE_LABELS = {
    SEED: "Seed",
    EARLY: "Early stage venture",
    LATE: "Late stage venture",
    PRIVATE_EQUITY: "Private equity",
    IPO: "Public company",
    ACQUIRED: "Acquired",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of round."""

    code: str
    label: str
    stage: str = ""  # the stage that a round of this kind shows its company to be in; empty: it shows none
    is_debt: bool = False  # money that is owed back, left out of the equity total
    after_listing: bool = False  # only a listed company can raise it


_TABLE = (
    Kind("pre_seed", "Pre-Seed", SEED),
    Kind("angel", "Angel", SEED),
    Kind("seed", "Seed", SEED),
    Kind("series_unknown", "Venture - Series Unknown"),
    Kind("series_a", "Series A", EARLY),
    Kind("series_b", "Series B", EARLY),
    *(Kind(f"series_{letter}", f"Series {letter.upper()}", LATE) for letter in "cdefghij"),
    Kind("private_equity", "Private Equity", PRIVATE_EQUITY),
    Kind("corporate_round", "Corporate Round"),
    Kind("equity_crowdfunding", "Equity Crowdfunding"),
    Kind("product_crowdfunding", "Product Crowdfunding"),
    Kind("initial_coin_offering", "Initial Coin Offering"),
    Kind("grant", "Grant"),
    Kind("non_equity_assistance", "Non-equity Assistance"),
    # A note is a loan until it converts, and whether it did is not in any source here.
    Kind("convertible_note", "Convertible Note", is_debt=True),
    Kind("debt_financing", "Debt Financing", is_debt=True),
    Kind("secondary_market", "Secondary Market"),
    Kind("post_ipo_equity", "Post-IPO Equity", after_listing=True),
    Kind("post_ipo_debt", "Post-IPO Debt", is_debt=True, after_listing=True),
    Kind("post_ipo_secondary", "Post-IPO Secondary", after_listing=True),
    Kind("undisclosed", "Funding Round"),
)
_OF_OLDER_EXPORTS = (
    Kind("series_c_plus", "Series C or later", LATE),
    Kind("crowdfunding", "Crowdfunding"),
    Kind("post_ipo", "Post-IPO round", after_listing=True),
)
# Not a round: it is listed among them, and the money raised in it is in no total.
_IPO = Kind("ipo", "IPO")
_FORM_D = Kind("form_d", "Form D offering")

CRUNCHBASE_KINDS = {kind.code: kind for kind in _TABLE}
KINDS = CRUNCHBASE_KINDS | {kind.code: kind for kind in (*_OF_OLDER_EXPORTS, _IPO, _FORM_D)}
CHOICES = [(kind.code, kind.label) for kind in KINDS.values()]


def of(code: str) -> Kind:
    """The kind of this code; one that is not in the table is a "Funding Round" and shows nothing else."""
    return KINDS.get(code, CRUNCHBASE_KINDS["undisclosed"])
