"""Permanent labor certifications (PERM) as the Department of Labor discloses them → PermRecords.

The old form (FY2005 to FY2024, in several spellings) and the new one (FY2024 on). Of the foreign worker only
the country of citizenship and the class of admission are read; contacts, lawyers and preparers never.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from sources import filing_values as values
from sources.batches import Batch, Skipped, in_rows, together
from sources.columns import Field, Layout
from sources.lca import CASE_NUMBER, NO_CASE_NUMBER, fiscal_year_of
from sources.periods import fiscal_year_in
from sources.records import PermRecord, Problem
from sources.tabular import open_table


def _case_number(cell: str) -> str:
    return values.text(cell).upper()


FIELDS = {
    "case_number": Field(_case_number, "CASE_NUMBER CASE_NO"),
    "case_status": Field(values.status, "CASE_STATUS STATUS"),
    "received_on": Field(values.day, "RECEIVED_DATE CASE_RECEIVED_DATE"),
    "decided_on": Field(values.day, "DECISION_DATE"),
    "fiscal_year": Field(values.count, "FISCAL_YEAR YEAR"),
    "employer_name": Field(values.up_to(300), "EMPLOYER_NAME EMP_BUSINESS_NAME COMPANY"),
    "employer_city": Field(values.up_to(100), "EMPLOYER_CITY EMP_CITY"),
    "employer_state": Field(values.state, "EMPLOYER_STATE EMPLOYER_STATE_PROVINCE EMP_STATE"),
    "fein": Field(values.fein, "EMPLOYER_FEIN EMP_FEIN"),
    "naics_code": Field(values.naics, "NAICS_CODE NAICS_US_CODE 2007_NAICS_US_CODE EMP_NAICS"),
    "job_title": Field(
        values.up_to(300),
        "JOB_TITLE JOB_INFO_JOB_TITLE EMPLOYER_JOB_TITLE PW_JOB_TITLE_9089 PREVAILING_WAGE_JOB_TITLE",
    ),
    "soc_code": Field(values.up_to(20), "PW_SOC_CODE PWD_SOC_CODE SOC_CODE"),
    "soc_title": Field(values.text, "PW_SOC_TITLE PWD_SOC_TITLE SOC_TITLE"),
    "worksite_city": Field(values.up_to(120), "WORKSITE_CITY PRIMARY_WORKSITE_CITY JOB_INFO_WORK_CITY"),
    "worksite_state": Field(values.state, "WORKSITE_STATE PRIMARY_WORKSITE_STATE JOB_INFO_WORK_STATE"),
    "wage_from": Field(
        values.money,
        "WAGE_OFFER_FROM WAGE_OFFERED_FROM WAGE_OFFER_FROM_9089 WAGE_OFFERED_FROM_9089 JOB_OPP_WAGE_FROM PAY",
    ),
    "wage_to": Field(
        values.money, "WAGE_OFFER_TO WAGE_OFFERED_TO WAGE_OFFER_TO_9089 WAGE_OFFERED_TO_9089 JOB_OPP_WAGE_TO"
    ),
    "wage_unit": Field(
        values.wage_unit,
        "WAGE_OFFER_UNIT_OF_PAY WAGE_PER WAGE_OFFER_UNIT_OF_PAY_9089 WAGE_OFFERED_UNIT_OF_PAY_9089 JOB_OPP_WAGE_PER",
    ),
    "citizenship": Field(
        values.up_to(60), "COUNTRY_OF_CITIZENSHIP COUNTRY_OF_CITZENSHIP ALIEN_CITIZENSHIP_COUNTRY ORIGIN_COUNTRY"
    ),
    "visa_class": Field(values.text, "CLASS_OF_ADMISSION"),
}

_UNREAD = re.compile(
    "|".join(
        (
            # Persons and how to reach them; the foreign worker's own history.
            r"(AGENT|ATTORNEY|ATTY|EMP_CONTACT|EMP_POC|PREPARER|DECL|FOREIGN_WORKER|FW)_\w+",
            r"EMPLOYER_(ADDRESS_?\d|POSTAL_CODE|COUNTRY|PROVINCE|PHONE(_EXT)?|DECL_\w+|COMPLETED_APPLICATION)",
            r"EMP_(ADDR\d|POSTCODE|COUNTRY|PROVINCE|PHONE(EXT)?|TRADE_NAME|INFO_DECL_\w+|DECL_\w+)|ZIPCODE",
            # The employer's size and interest, the worksite's address.
            r"(EMPLOYER|EMP)_(NUM_EMPLOYEES|NUM_PAYROLL|YR_ESTAB|YEAR_COMMENCED(_BUSINESS)?)",
            r"EMP_(WORKER_INTEREST|RELATIONSHIP_WORKER|RECEIVED_PAYMENT|CERTIFY_COMPLIANCE)",
            r"(PRIMARY_)?WORKSITE_(TYPE|ADDR(ESS_)?\d|COUNTY|POSTAL_CODE|BLS_AREA)",
            r"JOB_INFO_\w+|JOB_OPP_\w+|OCCUPATION_TYPE|PROFESSIONAL_OCCUPATION|COMBINATION_OCCUPATION",
            # How the prevailing wage was found, and the older forms of other codes.
            r"PW_(TRACK_NUM(BER)?|SKILL_LEVEL|LEVEL|WAGE|AMOUNT|UNIT_OF_PAY|SOURCE_NAME|WAGE_SOURCE)(_9089|_OTHER)?",
            r"PW_(SOURCE_NAME_OTHER|DETERM(INATION)?_DATE|EXPIR(E|ATION)_DATE)(_9089)?|PREVAILING_WAGE_JOB_TITLE",
            r"(2007_)?NAICS_US_TITLE|(US_)?ECONOMIC_SECTOR|APPLICATION_TYPE|PROCESSING_CENTER",
            # How the job was advertised, what it asked for, and the attestations.
            r"(RECR|RI|JI|OTHER_REQ|NOTICE_POST|IS|ACCEPT|REQUIRED|MINIMUM|JOB|MAJOR|ADD|SWA|SUNDAY|FIRST|SECOND)_\w+",
            r"(ON|EMPLOYER|PRO|PVT|EMPLOYEE|CAMPUS|LOCAL|RADIO|JOB|TEACHER|RECRUITER|POSTED|LAYOFF|US)_\w+",
            r"(REFILE|ORIG_FILE_DATE|PREVIOUS_SWA_CASE_NUMBER_STATE|SCHD_A_SHEEPHERDER|SPECIFIC_SKILLS)",
            r"(FOREIGN_LANGUAGE_REQUIRED|OFFERED_TO_APPL_FOREIGN_WORKER|APP_FOR_COLLEGE_U_TEACHER|PAYMENT_DETAILS)",
            r"(COMPETITIVE_PROCESS|BASIC_RECRUITMENT_PROCESS|BARGAINING_REP_NOTIFIED)",
        )
    )
)

LAYOUT = Layout("the PERM disclosure data", FIELDS, required=("employer_name", "case_status"), unread=_UNREAD)
_DECISIONS = {"certified", "certified_expired", "denied", "withdrawn"}
assert list(FIELDS) == [field.name for field in fields(PermRecord)], "the fields stand in the order of the record"


def batches(path: Path, *, fiscal_year: int = 0, ignore_columns: Collection[str] = ()) -> Iterator[Batch]:
    """The file's rows, by the fields of PermRecord.

    The fiscal year is that of the decision; for a row without one, `fiscal_year`, else the year in the file's
    name, else 0, unknown. Raises UnreadableFileError.
    """
    with open_table(path) as table:
        plan = LAYOUT.bind(table, ignore_columns)
        given = fiscal_year or fiscal_year_in(path.name)
        for batch, _ in plan.read():
            if plan.has("case_number"):
                batch.fail(~batch.columns["case_number"].where(CASE_NUMBER.fullmatch), NO_CASE_NUMBER)
            found = batch.columns["case_status"]
            batch.skip(
                found.where(lambda status: status not in _DECISIONS),
                found.map(lambda status: f"status {status}" if status else "no status"),
            )
            batch.columns["fiscal_year"] = together(
                lambda decided_on, stated: fiscal_year_of(decided_on) or stated or given,
                batch.columns["decided_on"],
                batch.columns["fiscal_year"],
            )
            yield batch


def read(path: Path, **options: Any) -> Iterator[PermRecord | Problem | Skipped]:
    """The same row by row. A Problem with a field means that the row follows, with that field empty."""
    return in_rows(batches(path, **options), PermRecord)
