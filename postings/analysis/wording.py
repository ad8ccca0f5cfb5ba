"""What sponsorship.py reads sentences with: their plain form, cheap first looks, and words that only look alike.

The expressions on visas stand in wording_visas.py, those on citizenship, clearance and work authorization in
wording_status.py. All work on what `plain` returns. Gaps are bounded, so that no sentence can make them slow.
"""

import re

US = r"(?:usa|united states(?: of america)?|american)"  # "U.S." is written "usa" by plain()
LAND = (
    rf"(?:{US}|u\.?k\.?|british|canadian|canada|australian?|new zealand|e\.?u\.?|european|indian?|german|french|"
    r"philippines?|filipino|singaporean?|israeli?|nato|polish|romanian|dutch|irish|swiss|japanese|single|dual|sole)"
)
VISA = (
    r"(?:visas?|h-? ?1-? ?b|h1-b|immigration|work(?:ing)? permits?|green cards?|work authori[sz]ation|"
    r"employment authori[sz]ation|blue cards?|residen(?:ce|cy|t) (?:permits?|cards?)|certificates? of sponsorship|"
    r"employment pass(?:es)?|permanent residency|skilled workers?|tn visa|e-3|o-1|j-1|l-1|f-1)"
)
SPONSOR = r"sponsor(?:ship|ships|ing|ed|s)?"
THING = rf"(?:{SPONSOR}|{VISA})"


def gap(length: int) -> str:
    """Up to so many characters of the same clause; a new clause in which the employer acts ends it."""
    return (
        rf"(?:(?!\b(?:but|however|although)\b|, we (?:can(?!'t|not)|will(?! not)|do|are|offer|"
        rf"may)\b|[,-] we (?:\w+ly )?(?:sponsor|support|provide|help)\b)[^.;:!?]){{0,{length}}}"
    )


def one(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts))


_DOTTED = re.compile(r"\bu\. ?s\.(?: ?a\b\.?)?|\bu\.s\b|\bu\.k\.?|\be\.u\.?|\bi\.e\.?|\be\.g\.?")
_US_WORD = re.compile(
    r"\bus(?=[ -]*(?:citizen|persons?\b|national|permanent|work|/|based|government|security|passport|residen|"
    r"immigration))|\bu\.s\.a?"
)
_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'} | dict.fromkeys("‐‑‒–—", "-"))


def plain(text: str) -> str:
    """Lower case, plain quotes and hyphens, one space, and no full stops inside "U.S."."""
    lowered = (
        _SPACE.sub(" ", text.translate(_QUOTES))
        .lower()
        .replace("-related", " related")
        .replace("permit related ", "permit ")
    )
    lowered = _DOTTED.sub(
        lambda match: "usa" if match.group()[:3] in ("u.s", "u. ") else match.group().replace(".", ""), lowered
    )
    return _US_WORD.sub("usa", lowered)


TRIGGER = one(
    r"sponsor|\bvisas?\b|citizen|clearance|authori[sz]|eligib\w+ to|work eligib|right to|work(?:ing)? rights|"
    r"legal(?:ly)?\b|permission to|"
    r"clear(?:ed|able)\b|classified|work(?:ing)? permit|permit\b|"
    r"immigra|h-?1-?b|green card|permanent resid|\bitar\b|\bexport\b|\bpersons?\b|\b(?:opt|cpt|ead|gc|usc|"
    r"stem)\b|ts/sci|top secret|"
    r"polygraph|public trust|aufenthalt|arbeitserlaubnis|arbeitsgenehmigung|visum|séjour|permis de travail|"
    r"relocat|nationals?\b|nationality|scif?\b|lawful|vetting|passport|(?:ts|secret) eligib|\b(?:active|current|"
    r"interim|final|"
    r"collateral|dod) (?:ts|secret)\b|\beod\b|"
    r"blue card|residence permit|employment pass|sicherheitsüberprüfung|"
    r"habilitation|visasponsor|interim secret|\bpoly\b"
)
_WORDS = (
    "sponsor", "visa", "citizen", "clearance", "authori", "eligib", "right to", "right-to", "work rights",
    "working rights", "legal", "permit",
    "immigra", "h1", "h-1", "h‑1", "green card", "permanent resid", "itar", "export", "us person", "u.s. person",
    "states person", "ts/sci", "secret", "polygraph", "public trust", "aufenthalt", "arbeitserlaubnis",
    "arbeitsgenehmigung", "visum", "séjour", "permission to", "cleared", "clearable", "classified", "relocat",
    " national", "lawful", "vetting", "passport", "s person", "permis", "blue card", "employment pass",
    "sicherheitsüberprüfung", "habilitation", " poly",
)  # fmt: skip
_LETTERS = re.compile(r"\b(?:OPT|CPT|EAD|GC|USC|STEM|TN|SCI|TS|EOD)\b")


def may_matter(text: str) -> bool:
    """A cheap look at a block, before its sentences are read one by one."""
    lowered = text.lower()
    return any(word in lowered for word in _WORDS) or bool(_LETTERS.search(text))


QUESTION = one(
    r"^[^.?]{0,40}\b(?:will|do|would|are|does|can|have) (?:you|the applicant|the candidate)\b[^.?]*\?\W*"
    r"(?:yes ?/ ?no|select)?\W*$|\?\W*yes ?/ ?no\W*$"
)
ANSWER = one(
    r"\W*(?:no|none|not|yes|sadly|regrettably|available|unfortunately|unavailable|we|this|offered|provided|n/a|"
    r"required|active|"
    r"must|please|ts|secret|top secret|u\.?s\.?|interim|public trust|dod|doe|minimum|ability|able|final|current)\b"
)
FAQ = one(r"\b(?:do|can|will|would) you (?:\w+ ){0,2}(?:sponsor|offer|provide|support|help|assist)\b")
ENCOURAGED = one(r"(?:encouraged|welcome|invited) to apply")
MUST = one(r"\bmust\b|\brequired\b|\bonly\b|unable|cannot|\bnot\b")
DUTY = one(
    r"^\W*(?:[\w &/,-]{1,50}: )?(?:you'll |you will |\w+ly )?(?:craft|navigat|assist(?:s|ing)? (?:\w+ "
    r")*(?:with|in)|manag|coordinat|overs|process|handl|lead|own\b|administ|partner|liais|track|prepar|"
    r"maintain|ensur|monitor|review|advis|draft|direct|implement|develop(?!ed vetting)|conduct|perform|execut|"
    r"collaborat|"
    r"support(?:s|ing)? (?:the|our|all|employees|hr|clients|with the)|provid(?:e|es|ing) (?:guidance|support|"
    r"advice|expert)|knowledge of|understanding of|experience|familiar|work(?:ing)? with|responsible|act as|"
    r"serve|complet|initiat|facilitat|verif|guid(?:e|ing))"
)
SOFT = one(
    r"prefer(?:red|ence|ably|able)?\b|\bdesir(?:ed|able)|\ba (?:\w+ )?(?:plus|bonus|advantage)\b|\bbonus\b|"
    r"beneficial|nice[- ]to[- ]have|\bideal(?:ly)?\b|advantageous|\bhelpful|highly (?:valued|regarded)|"
    r"\bdifferential\b|may provide|would be (?:great|good|an asset)|\basset\b|\boptional\b|not (?:strictly "
    r")?(?:required|necessary|mandatory)|\bplus\b"
)
NOT_REQUIRED = one(
    r"(?:not|n't|never|no(?:t)?)\b[^.;,]{0,25}\b(?:required?|necessary|mandatory|needed|essential|a "
    r"requirement|prerequisite)\b|(?:\bnot|n't) need\b[^.;]{0,25}clearance|\bno (?:active |security |current "
    r")*clearance|\bnot a must"
)
_MASKS = one(
    rf"{US} citizenship and immigration services?(?: \(uscis\))?|\buscis\b|citizenship and immigration",
    # Sponsors of another kind.
    r"\b(?!visa|not\b|be\b|is\b|are\b|being\b|get\b|have\b|has\b|had\b|ve\b)[\w.]+[- ]sponsored\b(?! (?:visa|work|"
    r"immigration|position|role|job|"
    r"employment auth|green|h-?1))|\bsponsored "
    r"(?!visas?|work|employ|immigration|green|h-?1-?b|more|over|many|dozens|hundreds|several|numerous|position|role|"
    r"job)[a-z]\w+",
    r"\b(?:executive|exec|project|business|program(?:me)?|clinical|study|trial|trials|bank|banking|financial|"
    r"plan|event|title|corporate|equity|pe|internal|senior|brand|government|federal|"
    r"research|industry|key|deal|team|change|pharma(?:ceutical)?|community|conference|sales|marketing|sports?|"
    r"c-level|c-suite|technical|leadership|stakeholders?|customer|client|external|global|its|their|media|fund|"
    r"private|"
    r"peer|mentor|career|social|potential|prospective|strategic|podcast|newsletter|team) sponsor(?:s|ships?|ing)?\b",
    r"\bsponsor(?:s|ing|ed)?(?=,? (?:banks?|organi[sz]ations?|sites?|brands?|compan|relationship|need|team|"
    r"agenc|engagement|meeting|update|and stakeholder|and investigator|requirement|oversight|audit|activit|"
    r"event|communit|conference|hackathon|meetup|open[- ]source))",
    r"\bsponsors(?: and| or|,)(?! (?:h-?1|visa|green|tn))|\b(?:with|to|from|for|between|of|and|by|as) (?:the |"
    r"our |all )?sponsors\b(?! (?:h-?1|visa|green|tn|work|employ))|\b(?:the|our|diverse|all|multiple|these|"
    r"those) sponsors?\b|\bsponsor (?:audience|leadership|teams?|needs?|challenges?|business|organi|technical|"
    r"sites?)",
    r"\b(?:equipment|office|gym|travel|hub|education|tuition|course|learning|certification|degree|study|mba|"
    r"device|phone|home|training|event) sponsorships?\b(?! ?:)",
    # The card network and other acronyms.
    r"\bvisa(?=[,/&]| and | or |$)[,/& ]*(?:and |or )?(?:master ?card|amex|american express|discover|stripe|"
    r"paypal|tcp|gpib|usb|plaid|swift|chase|marqeta)|(?:master ?card|amex|american express|paypal|stripe|usb|"
    r"gpib|discover)(?:,| and|/| or|, and|, or| &)+ ?visa\b|\bvisa(?: (?:inc|direct|network|card|cards|rules|"
    r"europe|checkout|debit|credit|token|certif\w+|b2b|u\.?s\.?a|staff|employees|teams?|offices?|leaders\w*|issuers?|"
    r"acquirers?|merchants?|corporate|technology|global|requires|is (?:a|an|the)|and (?:its|our) (?:clients|"
    r"partners)))\b|ni[- ]visa",
    # Clearances of another kind.
    r"\b(?:criminal|criminal history|tb|tuberculosis|medical|health|child(?: abuse)?|customs?|border|"
    r"background|fda|510\(?k\)?|regulatory|product|legal|rights|music|title|dental|police|fingerprint|state|"
    r"act \d+|building|trademark|patent|airspace|market|pre-?market|marketing|physician|physical|law|ip|"
    r"copyright|drug|"
    r"motor vehicle|environmental|import|export|stock|inventory|freight|cargo|line|road|ground|land|site|"
    r"debris|snow|driving|dmv|reference|conflict|compliance|trade|payment|cheque|check|credit|central|agent|"
    r"talent|brand|name|image|photo|content|script|data|privacy|internal) clearances?\b|\bclearances? (?:sale|"
    r"rate|price|submission|by fda|from (?:the )?fda|and settlement|house|process(?:es)? with customs)|"
    r"clearing|foreign clearance guide|cleared (?:premises|facilit\w+|sites?|areas?|spaces?|locations?)",
    r"\bsponsorship for an export licen[cs]e|\bbut not limited to|not limited to|no(?:t)? later than|not (?:only|just)",
    # Citizens of another kind.
    r"\bvisas? for (?:[\w-]+ ){0,4}(?:citizens|nationals)",
    r"\b(?:corporate|good|global|first[- ]class|senior|citizen|model|organi[sz]ational|community|private|"
    r"digital|engaged|great|fellow|second[- ]class|everyday|average|world) citizens?(?:hip)?\b|\bcitizens? "
    r"(?:services?|satisfaction|developers?|experience|scien\w+|engagement|data|facing|journalis\w+|band|lab|"
    r"and residents|advisory)|citizens (?:bank|financial)|citizen-",
)
_PROTECTED = one(
    r"regardless of|without regard|irrespective of|on the basis of|discriminat|protected (?:by|class|status|"
    r"characteristic|categor|veteran|under)|equal[- ](?:employment )?opportunit|because of (?:their |his |an? "
    r")?(?:race|age|sex)|\bbased (?:up)?on (?:any of )?(?:race|actual|age|sex|gender|color)|treat(?:ed|"
    r"ment)?\b.{0,40}(?:race|religion)"
)
_NO_MATTER = re.compile(
    r"\b(?:without regard to|regardless of|irrespective of|on the basis of|based "
    r"on)[^.;]{0,60}\b(?:citizenship|nationality)"
)
_GROUPS = one(r"\brace\b|religio|gender|veteran|disabilit|ethnic|\bsex\b|sexual")
_CITIZEN_WORDS = re.compile(
    r"citizenship(?: status)?|immigration(?: status)?|citizens?\b|national origin|nationality|visa status"
)


def mask(lowered: str) -> str:
    """The sentence without the words that only look like sponsorship, citizenship or clearance."""
    masked = _MASKS.sub(" ", lowered)
    masked = _NO_MATTER.sub(" ", masked)
    if _PROTECTED.search(masked) and _GROUPS.search(masked):
        masked = _CITIZEN_WORDS.sub(" ", masked)
    return masked


_BUSINESS = one(
    r"sponsorships? (?:opportunit|inventor|sales|strateg|budget|program|proposal|revenue|partner|deal|asset|"
    r"contract|agreement|package|activation|market|tier|fulfil|manage|portfolio|team|industry|requests?)|"
    r"\b(?:events?|brands?|marketing|advertis\w+|conferences?|fundrais\w+|donors?|partnerships?|campaigns?|"
    r"influencers?|athletes?|trade shows?|sports|booth|hackathons?|meetups?|creators?|promotion\w*|"
    r"philanthrop\w+|media)\b"
)
_WORK_VISA = re.compile(
    rf"\b{VISA}\b|authori[sz]ed to work|right to work|legally|applicants?|candidates?|employment|this (?:role|"
    rf"position|job|opening)|"
    r"at this time|now or in the future|in the future|currently|unable|cannot|can't|available|\bno\b|require|"
    r"need|relocat|eligib|employer|company|without|not\b|licen[cs]ed|licen[cs]e\b|home office|abroad|international|"
    r"permit|(?:open|willing|happy) to sponsor|sponsored (?:role|position|job)"
)


def about_work_visas(masked: str) -> bool:
    """Whether sponsorship or a visa is spoken of in the sense of immigration."""
    if re.search(rf"\b{VISA}\b|visum|visa-|visasponsor", masked):
        return True
    if not re.search(r"\bsponsor(?:ship|ing)?\b|\bno sponsorships\b|\bsponsored\b", masked):
        return False
    return not _BUSINESS.search(masked) and bool(_WORK_VISA.search(masked) or len(masked.split()) <= 4)
