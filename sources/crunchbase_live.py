"""Requests to the Crunchbase API v4. The operator's key goes into a header, never into an address."""

from urllib.parse import quote, urlencode

from sources.board_types import BoardRequest

HOST = "api.crunchbase.com"
KEY_SETTING = "CRUNCHBASE_API_KEY"
# The API allows 200 calls a minute.
RATE = 2.0
_FIELDS = (
    "identifier",
    "name",
    "legal_name",
    "aliases",
    "website",
    "short_description",
    "categories",
    "num_employees_enum",
    "founded_on",
    "closed_on",
    "status",
    "ipo_status",
    "funding_stage",
    "funding_total",
    "num_funding_rounds",
    "investor_identifiers",
    "location_identifiers",
    "updated_at",
)
_CARDS = ("raised_funding_rounds", "ipos", "investors", "headquarters_address", "press_references")


def organization(permalink: str) -> BoardRequest:
    """One organization with its rounds, listings, investors and news."""
    query = urlencode({"field_ids": ",".join(_FIELDS), "card_ids": ",".join(_CARDS)})
    return BoardRequest(
        url=f"https://{HOST}/api/v4/entities/organizations/{quote(permalink, safe='')}?{query}",
        hosts=frozenset({HOST}),
        rate=RATE,
        parallel=1,
        header_names=(("X-cb-user-key", KEY_SETTING),),
    )
