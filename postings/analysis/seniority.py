"""The level of a job, from its title, the source's own word, or the years it asks for."""

import re

from .result import Evidence, Fact, Years

# The first that matches decides: "Director, Internship Program" is no internship, "Senior Manager" manages.
_TITLE: tuple[tuple[str, str], ...] = (
    (
        "executive",
        r"\b(?:chief (?!engineer|of staff)\w+(?: \w+)? officer|c[etfopmirs]o(?!\w)(?! office)|(?:s|e|a)?vp|"
        r"vice[- ]president|president(?!ial)|managing director|(?:(?:senior|sr\.?|associate|executive|assistant|"
        r"regional|group|global) )?director(?!y)|head of|(?:general|managing|equity|senior) partner|^partner|"
        r"general counsel|directeur|directrice|geschäftsführer|bereichsleiter|leiter(?:in)?)\b",
    ),
    (
        "intern",
        r"\b(?:intern|interns|internship|co-?op|working student|werkstudent(?:in)?|praktik\w+|stagiaire|stage|"
        r"alternance|alternant|apprentice(?:ship)?|trainee|becario|estágio|ausbildung)\b",
    ),
    (
        "staff",
        r"\b(?:staff(?! accountant| nurse| assistant| auditor| attorney| physician| writer| pharmacist| therapist|"
        r" services| scheduling| augmentation)|principal|distinguished|fellow(?!ship)|founding (?:engineer|"
        r"designer)|(?:engineer|developer|scientist) (?:v|vi|5|6)\b)(?!\w)",
    ),
    (
        "manager",
        r"\b(?:(?:engineering|general|senior|sr\.?|people|hr|finance|store|shift|operations|plant|district|"
        r"regional|area|team|group|assistant|sales|marketing|branch|site|nurse|practice|restaurant|kitchen|"
        r"development|support|service|customer success|department|production|warehouse|facilit\w+|data|software|"
        r"research|design|accounting|payroll|security|it|clinic\w*|office) manager|manager(?=,| of|\s*[-–(|/]|"
        r"\s*$|\s+i{1,3}\b)|supervisor|superintendent|foreman|team lead(?:er)?|controller|charge nurse|chef "
        r"d'équipe|teamleiter(?:in)?|responsable)\b",
    ),
    (
        "senior",
        r"\b(?:senior|sr|snr|lead|specialist (?:iii|iv)|iii|iv|l[56]|confirmé|experienced|seasoned)\b(?! "
        r"generation| gen\b| (?:living|care|services|center))\.?",
    ),
    (
        "entry",
        r"\b(?:junior|jr|entry[- ]level|graduate|new grad\w*|early[- ]career|associate(?! (?:director|professor|"
        r"partner|general counsel|vice))|level 1|débutant|berufseinsteiger\w*|campus|university (?:hire|grad\w*)|"
        r"fresher|l[123]|i)\b\.?(?![/.-]\w)",
    ),
    ("mid", r"\b(?:mid|mid[- ]level|intermediate|ii|l4|level 2)\b(?![/.-]\w)"),
)
_COMPILED = tuple((level, re.compile(pattern, re.IGNORECASE)) for level, pattern in _TITLE)
_FIELD = (
    ("intern", ("intern", "student", "trainee")),
    ("executive", ("executive", "director", "vp", "head", "c-level", "president")),
    ("staff", ("staff", "principal", "distinguished")),
    ("manager", ("manager", "supervisor")),
    ("senior", ("senior", "lead", "expert")),
    ("mid", ("mid", "intermediate", "associate level", "experienced", "professional")),
    ("entry", ("entry", "junior", "graduate", "associate")),
)
_PRODUCT_MANAGER = re.compile(r"\b(?:senior|sr\.?|lead)\b", re.IGNORECASE)
_NOT_PEOPLE = re.compile(
    r"\b(?:product|project|program|account|case|partner|community|content|campaign|brand|relationship|"
    r"portfolio|property|success|social media|category|channel|event|events|marketing|growth|territory|"
    r"contract|contracts|change|delivery|asset|risk|vendor|logistics|talent acquisition|customer success|"
    r"technical program|engagement|partnerships?|operations program|compliance|records|care|lifecycle|crm|seo|"
    r"pr|paid media|product marketing) manager\b",
    re.IGNORECASE,
)


def seniority(title: str, field: str, years: Years | None) -> Fact:
    """intern, entry, mid, senior, staff, manager, executive (director and above), or nothing."""
    for level, pattern in _COMPILED:
        match = pattern.search(title)
        if not match:
            continue
        if level == "manager" and _NOT_PEOPLE.search(title):
            senior = _PRODUCT_MANAGER.search(title)
            if senior is None:
                continue
            return Fact("senior", "title", Evidence(senior.group(), senior.start(), "title"))
        return Fact(level, "title", Evidence(match.group(), match.start(), "title"))
    lowered = field.lower()
    for level, words in _FIELD:
        if any(word in lowered for word in words):
            return Fact(level, "field", Evidence(field, -1, "field"))
    if years is not None:
        level = "entry" if years.minimum <= 1 else "mid" if years.minimum <= 4 else "senior"
        return Fact(level, "text", years.evidence)
    return Fact()
