"""Where the text and the record of an employer say different things: sentences for the page, from plain numbers.

A record does not promise anything for one posting, and a text does not undo a record: both are said, side by side.
"""

NONE_FOUND = "no filing found"


def contradiction(
    label: str, fiscal_year: int, lca_positions: int | None, petitions_approved: int | None = None
) -> str:
    """One or two sentences, empty when text and record do not contradict each other.

    label: the stance of the posting. lca_positions, petitions_approved: of the employer in `fiscal_year`, the
    last whole one; None when the record was not looked up, 0 when it was and nothing was found.
    """
    record = _record(fiscal_year, lca_positions, petitions_approved)
    filed = bool(lca_positions or petitions_approved)
    if label == "refuses" and filed:
        return (
            f"This posting refuses sponsorship, yet the employer has {record}. The refusal may hold for this role "
            f"alone."
        )
    if label == "citizenship_required" and filed:
        return (
            f"This posting asks for a citizenship or permanent residence, yet the employer has {record} for other "
            f"roles."
        )
    if label == "clearance_required" and filed:
        return f"This posting asks for a security clearance, yet the employer has {record} for other roles."
    if label == "offers" and lca_positions == 0 and not petitions_approved:
        return (
            f"This posting offers sponsorship, yet for this employer {NONE_FOUND} in FY{fiscal_year}. It may file "
            f"under another name, or for the first time."
        )
    return ""


def _record(fiscal_year: int, lca_positions: int | None, petitions_approved: int | None) -> str:
    parts = []
    if lca_positions:
        parts.append(f"{lca_positions:,} LCA position{'' if lca_positions == 1 else 's'} certified")
    if petitions_approved:
        parts.append(f"{petitions_approved:,} H-1B petition{'' if petitions_approved == 1 else 's'} approved")
    return f"{' and '.join(parts)} in FY{fiscal_year}"
