"""The words by which Crunchbase's exports of different years name a round, in the words of its API of today.

Three older words say less than any word of today and are kept as kinds of their own: `series_c_plus` (series
C or later), `crowdfunding` (of equity or of a product), `post_ipo` (equity or debt).
"""

API_KINDS = frozenset(
    {
        *(f"series_{letter}" for letter in "abcdefghij"),
        *("angel", "pre_seed", "seed", "series_unknown", "undisclosed", "private_equity", "corporate_round"),
        *("convertible_note", "debt_financing", "secondary_market", "grant", "initial_coin_offering"),
        *("equity_crowdfunding", "product_crowdfunding", "non_equity_assistance"),
        *("post_ipo_debt", "post_ipo_equity", "post_ipo_secondary"),
    }
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
    """The kind of a round from its type and, in exports of 2015 and 2016, its series code ("venture", "A").

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
