"""Every column name of the LCA disclosure files, FY2008 to FY2026, by the field it fills.

From the headers of the published files. The data set changed its names in FY2010, FY2015, FY2016, FY2019 and
FY2020, and some years spell a name in their own way (NAIC_CODE, NEW_CONCURRENT_EMP). Names are compared after
sources.tabular.column_name, so that WAGE_RATE__2 and H-1B_DEPENDENT need no entry of their own.
"""

import re

from sources import filing_values as values
from sources.columns import Field, Layout


def _case_number(cell: str) -> str:
    return cell.upper().strip()


def _unit_if_any(cell: str) -> str:
    """FY2008 keeps the unit of the prevailing wage under WAGE_SOURCE_1; FY2009 keeps the source there."""
    try:
        return values.wage_unit(cell)
    except ValueError:
        return ""


# In the order of LcaRecord, then what a record is worked out from.
FIELDS = {
    "case_number": Field(_case_number, "CASE_NUMBER CASE_NO LCA_CASE_NUMBER"),
    "case_status": Field(values.status, "CASE_STATUS STATUS APPROVAL_STATUS"),
    "visa_class": Field(values.text, "VISA_CLASS"),
    "received_on": Field(values.day, "RECEIVED_DATE CASE_SUBMITTED LCA_CASE_SUBMIT SUBMITTED_DATE"),
    "decided_on": Field(values.day, "DECISION_DATE DOL_DECISION_DATE"),
    # Stated only by extracts whose author added it.
    "fiscal_year": Field(values.count, "FISCAL_YEAR YEAR"),
    "employer_name": Field(values.up_to(300), "EMPLOYER_NAME LCA_CASE_EMPLOYER_NAME NAME"),
    "trade_name": Field(values.up_to(300), "TRADE_NAME_DBA EMPLOYER_BUSINESS_DBA"),
    "employer_city": Field(values.up_to(100), "EMPLOYER_CITY LCA_CASE_EMPLOYER_CITY CITY"),
    "employer_state": Field(values.state, "EMPLOYER_STATE LCA_CASE_EMPLOYER_STATE STATE"),
    "fein": Field(values.fein, "EMPLOYER_FEIN"),
    "naics_code": Field(values.naics, "NAICS_CODE NAIC_CODE LCA_CASE_NAICS_CODE"),
    "job_title": Field(values.up_to(300), "JOB_TITLE LCA_CASE_JOB_TITLE"),
    # FY2008 and FY2009 give occupations of another classification (JOB_CODE, OCCUPATIONAL_CODE): not SOC, not
    # read.
    "soc_code": Field(values.up_to(20), "SOC_CODE LCA_CASE_SOC_CODE"),
    "soc_title": Field(values.text, "SOC_TITLE SOC_NAME LCA_CASE_SOC_NAME"),
    "full_time": Field(values.flag, "FULL_TIME_POSITION FULL_TIME_POS"),
    "begins_on": Field(
        values.day,
        "BEGIN_DATE EMPLOYMENT_START_DATE PERIOD_OF_EMPLOYMENT_START_DATE LCA_CASE_EMPLOYMENT_START_DATE",
    ),
    "ends_on": Field(
        values.day, "END_DATE EMPLOYMENT_END_DATE PERIOD_OF_EMPLOYMENT_END_DATE LCA_CASE_EMPLOYMENT_END_DATE"
    ),
    "worker_positions": Field(values.count, "TOTAL_WORKER_POSITIONS TOTAL_WORKERS NBR_IMMIGRANTS"),
    "new_employment": Field(values.count, "NEW_EMPLOYMENT"),
    "continued_employment": Field(values.count, "CONTINUED_EMPLOYMENT"),
    "change_previous_employment": Field(values.count, "CHANGE_PREVIOUS_EMPLOYMENT"),
    "new_concurrent_employment": Field(values.count, "NEW_CONCURRENT_EMPLOYMENT NEW_CONCURRENT_EMP"),
    "change_employer": Field(values.count, "CHANGE_EMPLOYER"),
    "amended_petition": Field(values.count, "AMENDED_PETITION"),
    "worksite_city": Field(
        values.up_to(120), "WORKSITE_CITY WORKSITE_CITY_1 LCA_CASE_WORKLOC1_CITY WORK_LOCATION_CITY1 CITY_1"
    ),
    "worksite_county": Field(values.text, "WORKSITE_COUNTY WORKSITE_COUNTY_1"),
    "worksite_state": Field(
        values.state, "WORKSITE_STATE WORKSITE_STATE_1 LCA_CASE_WORKLOC1_STATE WORK_LOCATION_STATE1 STATE_1"
    ),
    "worksite_count": Field(values.count, "TOTAL_WORKSITE_LOCATIONS"),
    "secondary_entity": Field(values.flag, "SECONDARY_ENTITY SECONDARY_ENTITY_1"),
    "wage_from": Field(
        values.money, "WAGE_RATE_OF_PAY_FROM WAGE_RATE_OF_PAY_FROM_1 LCA_CASE_WAGE_RATE_FROM WAGE_RATE_1"
    ),
    "wage_to": Field(values.money, "WAGE_RATE_OF_PAY_TO WAGE_RATE_OF_PAY_TO_1 LCA_CASE_WAGE_RATE_TO MAX_RATE_1"),
    "wage_unit": Field(values.wage_unit, "WAGE_UNIT_OF_PAY WAGE_UNIT_OF_PAY_1 LCA_CASE_WAGE_RATE_UNIT RATE_PER_1"),
    "prevailing_wage": Field(values.money, "PREVAILING_WAGE PREVAILING_WAGE_1 PW_1"),
    "prevailing_wage_unit": Field(_unit_if_any, "PW_UNIT_OF_PAY PW_UNIT_OF_PAY_1 PW_UNIT_1 WAGE_SOURCE_1"),
    "wage_level": Field(values.wage_level, "PW_WAGE_LEVEL PW_WAGE_LEVEL_1"),
    "h1b_dependent": Field(values.flag, "H_1B_DEPENDENT H1B_DEPENDENT"),
    "willful_violator": Field(values.flag, "WILLFUL_VIOLATOR"),
    # What is worked into the fields above.
    "program": Field(values.text, "PROGRAM PROGRAM_DESIGNATION"),
    "withdrawn": Field(values.flag, "WITHDRAWN"),
    "part_time": Field(values.flag, "PART_TIME_1"),
    "wage_range": Field(values.money_range, "WAGE_RATE_OF_PAY"),
    # Added by the author of an extract; where it contradicts the worksite's state, neither is believed.
    "state_name": Field(values.state, "STATE_NAME"),
}

# The second to tenth worksite, side by side: their number is counted.
OTHER_WORKSITES = re.compile(
    r"WORKSITE_CITY_([2-9]|10)|LCA_CASE_WORKLOC2_CITY|WORK_LOCATION_CITY2|CITY_2", re.IGNORECASE
)

_UNREAD = re.compile(
    "|".join(
        (
            # Persons and how to reach them.
            r"EMPLOYER_(ADDRESS\d?|POSTAL_CODE|COUNTRY|COUNTY|PROVINCE|PHONE(_EXT)?|POC_\w+)",
            r"LCA_CASE_EMPLOYER_(ADDRESS\d?|POSTAL_CODE)|ADDRESS\d|POSTAL_CODE",
            r"(AGENT|PREPARER|LAWFIRM)_\w+|(STATE|NAME)_OF_HIGHEST(_STATE)?_COURT",
            # The worksites beyond the first, and their addresses and wages.
            r"(WORKSITE|SECONDARY_ENTITY|WAGE_RATE_OF_PAY|WAGE_UNIT_OF_PAY|PREVAILING_WAGE|PW)_?\w*_([1-9]|10)",
            r"WORKSITE_(WORKERS|ADDRESS\d|POSTAL_CODE)|SECONDARY_ENTITY_BUSINESS_NAME",
            r"(CITY|STATE|WAGE_RATE|RATE_PER|MAX_RATE|PART_TIME|PREVAILING_WAGE|WAGE_SOURCE)_2|WAGE_SOURCE_1",
            r"LCA_CASE_WORKLOC2_(CITY|STATE)|WORK_LOCATION_(CITY|STATE)2",
            # Where the prevailing wage was found.
            r"(OTHER_WAGE_SOURCE|YR_SOURCE_PUB)_[12]|PW_(WAGE_)?SOURCE(_YEAR|_OTHER)?",
            r"PW_(TRACKING_NUMBER|OES_YEAR|OTHER_SOURCE|OTHER_YEAR|SURVEY_PUBLISHER|SURVEY_NAME)",
            # Attestations.
            r"SUPPORT_H1B|LABOR_CON_AGREE|PUBLIC_DISCLOSURE(_LOCATION)?|AGREE_TO_LC_STATEMENT",
            r"STATUTORY_BASIS|MASTERS_EXEMPTION|APPENDIX_A_ATTACHED|ORIGINAL_CERT_DATE",
            # Another classification of occupations, and the certified period of FY2008.
            r"JOB_CODE|OCCUPATIONAL_(CODE|TITLE)|CERTIFIED_(BEGIN|END)_DATE",
            # Added by authors of extracts.
            r"SOURCE_ROW|ANNUAL_(PREVAILING_)?WAGE|WAGE_RATIO|QUARTER|POPUL+ATION",
        )
    )
)

LAYOUT = Layout("the LCA disclosure data", FIELDS, required=("employer_name",), unread=_UNREAD)
