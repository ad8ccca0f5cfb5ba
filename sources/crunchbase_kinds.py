"""The words by which Crunchbase's exports of different years name a round, in the words of its API of today.

Three older words say less than any word of today and are kept as kinds of their own: `series_c_plus` (series C or
later), `crowdfunding` (of equity or of a product), `post_ipo` (equity or debt).
"""

API_KINDS = frozenset(
    """angel convertible_note corporate_round debt_financing equity_crowdfunding grant initial_coin_offering
    non_equity_assistance post_ipo_debt post_ipo_equity post_ipo_secondary pre_seed private_equity
    product_crowdfunding secondary_market seed series_a series_b series_c series_d series_e series_f series_g
    series_h series_i series_j series_unknown undisclosed""".split()
)

# The export of October 2013. "other" has no meaning of its own there: it is every round that had no class.
_WORDS_OF_2013 = {
    "venture": "series_unknown",
    "series-a": "series_a",
    "series-b": "series_b",
    "series-c+": "series_c_plus",
    "other": "undisclosed",
    "private-equity": "private_equity",
    "post-ipo": "post_ipo",
    "crowdfunding": "crowdfunding",
}


def kind(word: str, code: str = "") -> str:
    """The kind of a round from its type and, in the exports of 2015 and 2016, its series code ("venture", "A").

    Raises ValueError for a word that no layout uses: an unknown kind is a question, not a "Funding Round".
    """
    plain = word.strip().lower()
    letter = code.strip().lower()
    if plain == "venture" and len(letter) == 1 and "a" <= letter <= "j":
        return f"series_{letter}"
    found = _WORDS_OF_2013.get(plain, plain.replace("-", "_").replace(" ", "_"))
    if found not in API_KINDS and found not in {"series_c_plus", "crowdfunding", "post_ipo"}:
        raise ValueError("not a kind of round")
    return found
