"""One Form D filing as EDGAR serves it: `primary_doc.xml`."""

import hashlib
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from sources.form_d import Filing, Found, Row, records_of
from sources.records import Problem

# The largest filing seen is 26 kB; hundreds of related persons make some 400 kB.
MOST_BYTES = 8 * 1024 * 1024
_ACCESSION = re.compile(r"(\d{10})-?(\d{2})-?(\d{6})")


def read_form_d_xml(data: bytes, place: str) -> Iterator[Found]:
    """Records of one filing.

    `place` is the file's name or address; an accession number in it is the filing's key. Without one the
    content is the key, so that the same file is the same filing.
    """
    if len(data) > MOST_BYTES:
        yield Problem(place, "", f"larger than {MOST_BYTES} bytes")
        return
    try:
        # Some files begin with a blank line, which XML forbids before its declaration.
        root = fromstring(data.strip())
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        yield Problem(place, "", f"not XML: {error}"[:300])
        return
    if root.tag.rsplit("}", maxsplit=1)[-1] != "edgarSubmission":
        yield Problem(place, "", "not a Form D filing")
        return
    yield from records_of(_filing(root, data, place))


def _filing(root: Element, data: bytes, place: str) -> Filing:
    stated = _ACCESSION.search(place)
    accession = "-".join(stated.groups()) if stated else f"sha256:{hashlib.sha256(data).hexdigest()[:32]}"
    issuer = "primaryIssuer"
    offering = "offeringData"
    amounts, filed = f"{offering}/offeringSalesAmounts", f"{offering}/typeOfFiling"
    return Filing(
        place=place,
        accession=accession,
        submission={
            "SUBMISSIONTYPE": _text(root, "submissionType"),
            "TESTORLIVE": _text(root, "testOrLive"),
            # The document bears no filing date; it is signed on that day or shortly before.
            "FILING_DATE": _text(root, f"{offering}/signatureBlock/signature/signatureDate"),
        },
        issuer={
            "CIK": _text(root, f"{issuer}/cik"),
            "ENTITYNAME": _text(root, f"{issuer}/entityName"),
            "CITY": _text(root, f"{issuer}/issuerAddress/city"),
            "STATEORCOUNTRY": _text(root, f"{issuer}/issuerAddress/stateOrCountry"),
            "STATEORCOUNTRYDESCRIPTION": _text(root, f"{issuer}/issuerAddress/stateOrCountryDescription"),
            "YEAROFINC_VALUE_ENTERED": _text(root, f"{issuer}/yearOfInc/value"),
        }
        | _names(root, f"{issuer}/issuerPreviousNameList", "ISSUER")
        | _names(root, f"{issuer}/edgarPreviousNameList", "EDGAR"),
        offering={
            "INDUSTRYGROUPTYPE": _text(root, f"{offering}/industryGroup/industryGroupType"),
            "ISAMENDMENT": _text(root, f"{filed}/newOrAmendment/isAmendment"),
            "PREVIOUSACCESSIONNUMBER": _text(root, f"{filed}/newOrAmendment/previousAccessionNumber"),
            "SALE_DATE": _text(root, f"{filed}/dateOfFirstSale/value"),
            "ISEQUITYTYPE": _text(root, f"{offering}/typesOfSecuritiesOffered/isEquityType"),
            "ISBUSINESSCOMBINATIONTRANS": _text(
                root, f"{offering}/businessCombinationTransaction/isBusinessCombinationTransaction"
            ),
            "TOTALOFFERINGAMOUNT": _text(root, f"{amounts}/totalOfferingAmount"),
            "TOTALAMOUNTSOLD": _text(root, f"{amounts}/totalAmountSold"),
            "TOTALNUMBERALREADYINVESTED": _text(root, f"{offering}/investors/totalNumberAlreadyInvested"),
        },
    )


def _text(root: Element, path: str) -> str:
    return (root.findtext(path) or "").strip()


def _names(root: Element, path: str, who: str) -> Row:
    found = [(node.text or "").strip() for node in root.findall(f"{path}/*")][:3]
    return {f"{who}_PREVIOUSNAME_{number}": name for number, name in enumerate(found, start=1)}
