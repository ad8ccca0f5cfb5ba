"""Words of legal names: legal forms, and how agencies and filers abbreviate. Only unambiguous ones stand
here.
"""

_LEGAL = """
    AB AG APC APLC BV CO COMPANY CORP CORPORATION CORPORATON CORPORTION COS GMBH INC INCOPORATED
    INCORPORATED INCORPORTED INCORPRATED KK LC LIMITED LIMTED LLC LLLP LLP LP LTD LTDA NA NV PA PC PLC
    PLLC PSC PTE PTY PVT SA SARL SPA SRL
"""
LEGAL_WORDS = frozenset(_LEGAL.split())
LONG_LEGAL_WORDS = ("INCORPORATED", "CORPORATION", "COMPANY", "LIMITED")
LEGAL_FORMS = {
    "INCORPORATED": "INC",
    "INCOPORATED": "INC",
    "INCORPORTED": "INC",
    "INCORPRATED": "INC",
    "CORPORATION": "CORP",
    "CORPORTION": "CORP",
    "CORPORATON": "CORP",
    "COMPANY": "CO",
    "LIMITED": "LTD",
    "LIMTED": "LTD",
}
SMALL_WORDS = frozenset(["THE", "AND", "OF", "AT"])

STATES = {
    "AL": "ALABAMA", "AK": "ALASKA", "AZ": "ARIZONA", "AR": "ARKANSAS", "CA": "CALIFORNIA",
    "CO": "COLORADO", "CT": "CONNECTICUT", "DE": "DELAWARE", "DC": "COLUMBIA", "FL": "FLORIDA",
    "GA": "GEORGIA", "HI": "HAWAII", "ID": "IDAHO", "IL": "ILLINOIS", "IN": "INDIANA", "IA": "IOWA",
    "KS": "KANSAS", "KY": "KENTUCKY", "LA": "LOUISIANA", "ME": "MAINE", "MD": "MARYLAND",
    "MA": "MASSACHUSETTS", "MI": "MICHIGAN", "MN": "MINNESOTA", "MS": "MISSISSIPPI", "MO": "MISSOURI",
    "MT": "MONTANA", "NE": "NEBRASKA", "NV": "NEVADA", "NH": "HAMPSHIRE", "NJ": "JERSEY", "NM": "MEXICO",
    "NY": "YORK", "NC": "CAROLINA", "ND": "DAKOTA", "OH": "OHIO", "OK": "OKLAHOMA", "OR": "OREGON",
    "PA": "PENNSYLVANIA", "RI": "RHODE", "SC": "CAROLINA", "SD": "DAKOTA", "TN": "TENNESSEE",
    "TX": "TEXAS", "UT": "UTAH", "VT": "VERMONT", "VA": "VIRGINIA", "WA": "WASHINGTON", "WV": "VIRGINIA",
    "WI": "WISCONSIN", "WY": "WYOMING", "PR": "PUERTO", "GU": "GUAM",
}  # fmt: skip

# One word each way. Words with two readings (ASSOC, COMM, MED, TECH, RES) are left alone here: a rule that
# also sees
# the same tax number reads them (companies/matching/words.py).
ABBREVIATIONS = {
    short: long
    for long, shorts in {
        "ADMINISTRATION": "ADMIN ADMN",
        "ADVISORS": "ADVISERS",
        "AMERICA": "AMER",
        "ASSOCIATES": "ASSOCS ASSOCIATS",
        "ASSOCIATION": "ASSN",
        "BOARD": "BD",
        "BROTHERS": "BROS",
        "CENTER": "CTR CENTRE CNTR",
        "CENTERS": "CTRS CENTRES",
        "CHILDREN": "CHILDRENS",
        "COLLEGE": "COLL",
        "COMMUNITY": "CMTY CMNTY",
        "CONSULTING": "CONSULTG CNSLTG",
        "COUNTY": "CNTY",
        "DEPARTMENT": "DEPT",
        "DEVELOPMENT": "DEVELOP DEVT DEVMT",
        "DISTRICT": "DIST",
        "EDUCATION": "EDUC",
        "ENGINEERING": "ENGRG ENGG ENGNG",
        "ENTERPRISE": "ENTERPR ENTPR",
        "ENTERPRISES": "ENTERPRS ENTPRS",
        "FOUNDATION": "FDN FNDN FOUND FNDTN",
        "FEDERAL": "FED",
        "GOVERNMENT": "GOVT",
        "GROUP": "GRP",
        "HEALTH": "HLTH",
        "HEALTHCARE": "HLTHCARE HLTHCR",
        "HOLDING": "HLDG",
        "HOLDINGS": "HLDGS HOLDGS",
        "HOSPITAL": "HOSP",
        "HOSPITALS": "HOSPS",
        "INDEPENDENT": "INDEP",
        "INDUSTRIES": "INDS",
        "INTERNATIONAL": "INTL INTERNATL INTNL",
        "LABORATORIES": "LABS",
        "LABORATORY": "LAB",
        "LOGISTICS": "LOGIST",
        "MANAGEMENT": "MGT MGMT MNGMT MANAGEMNT MGMNT",
        "MANUFACTURING": "MFG",
        "MARKETING": "MKTG",
        "NATIONAL": "NATL",
        "OPERATIONS": "OPS",
        "PHARMACEUTICALS": "PHARMS",
        "PRODUCTS": "PRODS",
        "REGIONAL": "REGL",
        "SCHOOL": "SCH SCHL",
        "SCHOOLS": "SCHS",
        "SERVICE": "SVC SERV",
        "SERVICES": "SVCS SRVCS SRVS SVS SERVS SVSC",
        "SOLUTIONS": "SOLNS SOLS SOLTNS SOLUTNS",
        "SOLUTION": "SOLN",
        "SYSTEM": "SYST",
        "SYSTEMS": "SYSS SYSTS",
        "TECHNOLOGIES": "TECHS TECHNLGS TECHNOLS TECHNOL",
        "UNIVERSITY": "UNIV",
    }.items()
    for short in shorts.split()
}
