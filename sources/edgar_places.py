"""EDGAR's codes of states and countries: US states by their postal letters, all else by a letter and a digit.

Source: SEC, EDGAR Filer Manual, "State and Country Codes". Only the Canadian provinces need a table: every
other place is named by the description beside the code.
"""

import pycountry

from sources import values

_CANADA = {
    "A0": "AB", "A1": "BC", "A2": "MB", "A3": "NB", "A4": "NL", "A5": "NS", "A6": "ON", "A7": "PE",
    "A8": "QC", "A9": "SK", "B0": "YT", "Z4": "",
}  # fmt: skip


def place_of(code: str, description: str = "") -> tuple[str, str]:
    """(state or province, ISO country) of an EDGAR place code; both empty when it is not known."""
    plain = code.strip().upper()
    if plain in _CANADA:
        return _CANADA[plain], "CA"
    if plain.isalpha() and pycountry.subdivisions.get(code=f"US-{plain}") is not None:  # type: ignore[no-untyped-call]
        return plain, "US"
    return "", values.country(values.text(description, 50))
