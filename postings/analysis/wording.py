"""The expressions behind sponsorship.py: each is one thing that a sentence can say about visas, citizenship or clearance.

All work on lower-case text with plain quotes and hyphens, except the two on visa names, which need capitals (OPT is not
"opt"). Gaps are bounded, so that no sentence can make them slow.
"""

import re

_US = r"(?:usa|united states(?: of america)?|american)"  # "U.S." is written "usa" by plain()
_LAND = (
    rf"(?:{_US}|u\.?k\.?|british|canadian|canada|australian?|new zealand|e\.?u\.?|european|indian?|german|french|"
    r"philippines?|filipino|singaporean?|israeli?|nato|polish|romanian|dutch|irish|swiss|japanese|single|dual|sole)"
)
_VISA = (
    r"(?:visas?|h-? ?1-? ?b|h1-b|immigration|work(?:ing)? permits?|green cards?|work authori[sz]ation|employment authori[sz]ation|"
    r"permanent residency|skilled workers?|tn visa|e-3|o-1|j-1|l-1|f-1)"
)
_SPONSOR = r"sponsor(?:ship|ships|ing|ed|s)?"
_THING = rf"(?:{_SPONSOR}|{_VISA})"


def _gap(length: int) -> str:
    """Up to so many characters of the same clause; a new clause in which the employer acts ends it."""
    return rf"(?:(?!\b(?:but|however|although)\b|, we (?:can(?!'t|not)|will(?! not)|do|are|offer|may)\b)[^.;:!?]){{0,{length}}}"


def _one(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts))


_DOTTED = re.compile(r"\bu\. ?s\.(?: ?a\b\.?)?|\bu\.s\b|\bu\.k\.?|\be\.u\.?|\bi\.e\.?|\be\.g\.?")
_US_WORD = re.compile(
    r"\bus(?=[ -]*(?:citizen|persons?\b|national|permanent|work|/|based|government|security|passport|residen|immigration))|\bu\.s\.a?"
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


TRIGGER = _one(
    r"sponsor|\bvisas?\b|citizen|clearance|authori[sz]|eligib\w+ to|right to|legal(?:ly)?\b|permission to|clear(?:ed|able)\b|classified|work(?:ing)? permit|permit\b|"
    r"immigra|h-?1-?b|green card|permanent resid|\bitar\b|\bexport\b|\bpersons?\b|\b(?:opt|cpt|ead|gc|usc|stem)\b|ts/sci|top secret|"
    r"polygraph|public trust|aufenthalt|arbeitserlaubnis|arbeitsgenehmigung|visum|séjour|permis de travail|relocat|nationals?\b|scif?\b"
)
_WORDS = (
    "sponsor", "visa", "citizen", "clearance", "authori", "eligib", "right to", "right-to", "legal", "permit", "immigra", "h1", "h-1", "h‑1", "green card", "permanent resid", "itar", "export", "us person", "u.s. person", "states person",
    "ts/sci", "secret", "polygraph", "public trust", "aufenthalt", "arbeitserlaubnis", "arbeitsgenehmigung", "visum", "séjour", "permission to", "cleared", "clearable", "classified", "relocat", " national", "s person", "permis",
)  # fmt: skip
_LETTERS = re.compile(r"\b(?:OPT|CPT|EAD|GC|USC|STEM|TN|SCI)\b")


def may_matter(text: str) -> bool:
    """A cheap look at a block, before its sentences are read one by one."""
    lowered = text.lower()
    return any(word in lowered for word in _WORDS) or bool(_LETTERS.search(text))


QUESTION = _one(r"^\W*(?:will|do|would|are|does) (?:you|the applicant|the candidate)\b[^.]*\?\s*$")
ANSWER = _one(
    r"\W*(?:no|none|not|yes|available|unfortunately|unavailable|we|this|offered|provided|n/a|required|active|must|please|ts|secret|top secret|u\.?s\.?)\b"
)

_MASKS = _one(
    rf"{_US} citizenship and immigration services?(?: \(uscis\))?|\buscis\b|citizenship and immigration",
    # Sponsors of another kind.
    r"\b(?!visa)[\w.]+[- ]sponsored\b(?! (?:visa|work|immigration|employment auth|green|h-?1))|\bsponsored (?!visas?|work|employ|immigration|green|h-?1-?b)\w+",
    r"\b(?:executive|exec|project|business|program(?:me)?|clinical|study|trial|trials|bank|banking|financial|plan|event|title|corporate|equity|pe|internal|senior|brand|government|federal|"
    r"research|industry|key|deal|team|change|pharma(?:ceutical)?|community|conference|sales|marketing|sports?|c-level|c-suite|technical|leadership|stakeholders?|customer|client|external|global|its|their|media|fund|private|"
    r"peer|mentor|career|social|potential|prospective|strategic|podcast|newsletter|team) sponsor(?:s|ships?|ing)?\b",
    r"\bsponsor(?:s|ing|ed)?(?=,? (?:banks?|organi[sz]ations?|sites?|brands?|compan|relationship|need|team|agenc|engagement|meeting|update|and stakeholder|and investigator|requirement|oversight|audit|activit|event|communit|conference|hackathon|meetup|open[- ]source))",
    r"\bsponsors(?: and| or|,)(?! (?:h-?1|visa|green|tn))|\b(?:with|to|from|for|between|of|and|by|as) (?:the |our |all )?sponsors\b(?! (?:h-?1|visa|green|tn|work|employ))|\b(?:the|our|diverse|all|multiple|these|those) sponsors?\b|\bsponsor (?:audience|leadership|teams?|needs?|challenges?|business|organi|technical|sites?)",
    r"\b(?:equipment|office|gym|travel|hub|education|tuition|course|learning|certification|degree|study|mba|device|phone|home|training|event|company) sponsorships?\b",
    # The card network and other acronyms.
    r"\bvisa(?=[,/&]| and | or |$)[,/& ]*(?:and |or )?(?:master ?card|amex|american express|discover|stripe|paypal|tcp|gpib|usb|plaid|swift|chase|marqeta)|(?:master ?card|amex|american express|paypal|stripe|usb|gpib|discover)(?:,| and|/| or|, and|, or| &)+ ?visa\b|\bvisa(?: (?:inc|direct|network|card|cards|rules|europe|checkout|debit|credit|token|certif\w+|b2b|u\.?s\.?a))\b|ni[- ]visa",
    # Clearances of another kind.
    r"\b(?:criminal|criminal history|tb|tuberculosis|medical|health|child(?: abuse)?|customs?|border|background|fda|510\(?k\)?|regulatory|product|legal|rights|music|title|dental|police|fingerprint|state|act \d+|building|trademark|patent|airspace|market|pre-?market|marketing|physician|physical|law|ip|copyright|drug|"
    r"motor vehicle|environmental|import|export|stock|inventory|freight|cargo|line|road|ground|land|site|debris|snow|driving|dmv|reference|conflict|compliance|trade|payment|cheque|check|credit|central|agent|talent|brand|name|image|photo|content|script|data|privacy|internal) clearances?\b|\bclearances? (?:sale|rate|price|submission|by fda|from (?:the )?fda|and settlement|house|process(?:es)? with customs)|clearing",
    r"\bsponsorship for an export licen[cs]e|\bbut not limited to|not limited to|no(?:t)? later than|not only",
    # Citizens of another kind.
    r"\b(?:corporate|good|global|first[- ]class|senior|citizen|model|organi[sz]ational|community|private|digital|engaged|great|fellow|second[- ]class|everyday|average|world) citizens?(?:hip)?\b|\bcitizens? (?:services?|satisfaction|developers?|experience|scien\w+|engagement|data|facing|journalis\w+|band|lab|and residents|advisory)|citizens (?:bank|financial)|citizen-",
)
_PROTECTED = _one(
    r"regardless of|without regard|irrespective of|on the basis of|discriminat|protected (?:by|class|status|characteristic|categor|veteran|under)|equal[- ](?:employment )?opportunit|because of (?:their |his |an? )?(?:race|age|sex)|\bbased (?:up)?on (?:any of )?(?:race|actual|age|sex|gender|color)|treat(?:ed|ment)?\b.{0,40}(?:race|religion)"
)
_GROUPS = _one(r"\brace\b|religio|gender|veteran|disabilit|ethnic|\bsex\b|sexual")
_CITIZEN_WORDS = re.compile(
    r"citizenship(?: status)?|immigration(?: status)?|citizens?\b|national origin|nationality|visa status"
)


def mask(lowered: str) -> str:
    """The sentence without the words that only look like sponsorship, citizenship or clearance."""
    masked = _MASKS.sub(" ", lowered)
    if _PROTECTED.search(masked) and _GROUPS.search(masked):
        masked = _CITIZEN_WORDS.sub(" ", masked)
    return masked


_BUSINESS = _one(
    r"sponsorships? (?:opportunit|inventor|sales|strateg|budget|program|proposal|revenue|partner|deal|asset|contract|agreement|package|activation|market|tier|fulfil|manage|portfolio|team|industry|requests?)|\b(?:events?|brands?|marketing|advertis\w+|conferences?|fundrais\w+|donors?|partnerships?|campaigns?|influencers?|athletes?|trade shows?|sports|booth|hackathons?|meetups?|creators?|promotion\w*|philanthrop\w+|media)\b"
)
_WORK_VISA = re.compile(
    rf"\b{_VISA}\b|authori[sz]ed to work|right to work|legally|applicants?|candidates?|employment|this (?:role|position|job|opening)|"
    r"at this time|now or in the future|in the future|currently|unable|cannot|can't|available|\bno\b|require|need|relocat|eligib|employer|company|without|not\b"
)


def about_work_visas(masked: str) -> bool:
    """Whether sponsorship or a visa is spoken of in the sense of immigration."""
    if re.search(rf"\b{_VISA}\b|visum|visa-", masked):
        return True
    if not re.search(r"\bsponsor(?:ship|ing)?\b|\bno sponsorships\b", masked):
        return False
    return not _BUSINESS.search(masked) and bool(_WORK_VISA.search(masked) or len(masked.split()) <= 4)


_NEVER = r"(?:\bnot\b|n't\b|\bcannot\b|\bunable to\b|\bnever\b|\bno longer\b|\bneither\b|\bnor\b|\bineligible\b|\bdeclines? to\b|\bunwilling to\b)"
REFUSE = _one(
    rf"{_NEVER}{_gap(90)}\b{_SPONSOR}\b",
    rf"{_NEVER}{_gap(30)}(?:offer|provid|support|sponsor|assist|help|accept|consider|transfer|process|take over|commence|require|need|hire|eligible|facilitat|obtain|arrang|depend|hold|rely){_gap(70)}\b{_VISA}\b",
    rf"\bno (?:(?:visa|work|employment|immigration|current|future|h-?1-?b|new|green|card|permit|form|type|kind|of|or|and|any|us|u\.s\.|company|employer|employee|corporate|relocation|/|,|&)[ ,/&-]*){{0,6}}(?:{_SPONSOR}|visas?\b|h-?1-?b|work permits?)",
    rf"\b(?:no|zero) (?:need|requirement|plans?|intention|ability){_gap(40)}{_THING}",
    rf"\b{_SPONSOR}\b{_gap(50)}(?:{_NEVER}|unavailable|unable|not (?:available|provided|offered))",
    rf"\b(?:visas?|work permits?|h-?1-?b)(?: \w+){{0,4}} (?:is|are|will|can|be|cannot|can't|isn't|aren't|won't)(?: \w+){{0,2}}? ?(?:not|n't|cannot|unavailable)\b",
    rf"\b(?:{_SPONSOR}|visas?)\)?(?: ?[/&] ?\w+)?\W{{0,3}}[:=-]\W{{0,3}}(?:no\b|not\b|none|n/a|unavailable|nope)",
    rf"\bwithout\b{_gap(100)}\b{_THING}",
    rf"\b{_SPONSOR}\b{_gap(60)}(?:out of scope|not an option|off the table)|\bno sponsorships\b",
    r"\bkeine? (?:\w+ ){0,2}(?:visa|visum|sponsor)|visum\w*[^.]{0,40}nicht|(?:pas|aucun)[^.]{0,30}(?:sponsor|visa)|sponsor[^.]{0,40}(?:impossible|nicht möglich)|no (?:ofrecemos|patrocin)\w*[^.]{0,30}vis",
)
UNRESTRICTED = _one(
    r"\b(?:permanent|indefinite|unrestricted|unlimited|ongoing and unrestricted) (?:\w+ ){0,2}(?:right|authori[sz]ation|permission|eligibility)s? to (?:live and )?work|\bunrestricted (?:work|employment) (?:authori[sz]ation|rights?|visa|eligibility)",
)
NOT_REFUSED = _one(
    r"(?:not|n't|cannot|unable to)\b[^.;]{0,40}\b(?:guarantee|every (?:role|position|candidate|visa)|all (?:roles|visa|positions))|not a (?:problem|barrier|blocker|deal ?breaker|guarantee)|with or without|no (?:prior|previous) |doesn't matter|does not matter|don't worry|not an issue|whether or not"
)
# Names of visas are read with their capitals.
REFUSE_STATUS = re.compile(
    r"(?i:\b(?:no|not|cannot|unable to|can't|won't|don't)\b[^.;]{0,60})\b(?:OPT|CPT|EADs?|H-?1-?Bs?|STEM OPT|F-?1|TNs?)\b(?! only)|"
    r"\b(?:OPT|CPT|EAD|H-?1-?B)s?\b[^.;]{0,30}(?i:\b(?:not (?:accepted|considered|eligible|supported|allowed)|please do not))|(?i:\bonly\b)[^.;]{0,12}(?:USC|GC)\b"
)
STATUS_WELCOME = re.compile(
    r"\b(?:OPT|CPT|EAD|H-?1-?B|H4|TN|GC|E-?3)\b(?i:[^.;]{0,60}\b(?:welcome|accepted|ok\b|okay|encouraged|considered|can apply|are fine|works?\b for us|supported|friendly))|"
    r"(?i:\b(?:accept|welcome|consider|support|hire|open to)(?:s|ing)?\b[^.;]{0,40})\b(?:OPT|CPT|EAD|H-?1-?B|TN)\b(?i:(?![^.;]{0,40}\bnot\b))"
)
DENIED = _one(rf"{_NEVER}{_gap(60)}(?:sponsor|visa|immigration|eligible)|\bno {_THING}")
NOT_REQUIRED = _one(
    r"(?:not|n't|never|no(?:t)?)\b[^.;,]{0,25}\b(?:required?|necessary|mandatory|needed|essential|a requirement|prerequisite)\b|\bno (?:active |security |current )*clearance|\bnot a must"
)
ENCOURAGED = _one(r"(?:encouraged|welcome|invited) to apply")
MUST = _one(r"\bmust\b|\brequired\b|\bonly\b|unable|cannot|\bnot\b")
EMPLOYER_ACTS = _one(
    r"\bwe(?:'ll|'re| )|\bour\b|\bavailable\b|\boffered\b|\bprovided\b|\bsponsors\b|\bcompany\b|\bcan sponsor|willing to sponsor|employer"
)
SELLS_IT = _one(
    r"with or without|for (?:more |further )?(?:information|details)|please (?:see|refer|visit)|guidelines|\bpolic(?:y|ies)\b|\b(?:help|enable|allow|support|assist|guide|serve)(?:s|ing)? (?:\w+ )?(?:companies|employers|clients?|customers?|businesses|startups?|immigrants|users|founders|hr)\b|immigration (?:law|system|platform|software|services|process(?:es)?\b(?! support)|attorney|lawyer|case|matters|team|product|industry|compan|technology|petition|polic|reform|firm)|visa (?:process(?:ing)? (?:software|platform)|polic|holders? (?:are|must)|categor)|every visa|visa delays"
)
DUTY = _one(
    r"^\W*(?:[\w &/,-]{1,50}: )?(?:you'll |you will |\w+ly )?(?:craft|navigat|assist(?:s|ing)? (?:\w+ )*(?:with|in)|manag|coordinat|overs|process|handl|lead|own\b|administ|partner|liais|track|prepar|maintain|ensur|monitor|review|advis|draft|direct|implement|develop|conduct|perform|execut|collaborat|support(?:s|ing)? (?:the|our|all|employees|hr|clients|with the)|provid(?:e|es|ing) (?:guidance|support|advice|expert)|knowledge of|understanding of|experience|familiar|work(?:ing)? with|responsible|act as|serve|complet|initiat|facilitat|verif|guid(?:e|ing))"
)
ONLY_VISA = re.compile(r"^\W*visas?\W*$", re.IGNORECASE)
_AID = r"(?:support|assistance|help|aid|process(?:ing|es)?|procedures?|applications?|costs?|fees?|transfers?|arrangements?|expenses|formalities|reimbursement)"
OFFER = _one(
    rf"\b(?:can|will|do|does|able to|happy to|willing(?: and able)? to|open to|glad to|ready to|prepared to|may|might|could|currently|also|we|company|gladly|proudly|actively|you if needed) (?:\w+ ){{0,3}}sponsor(?:s|ing|ship)?\b",
    rf"\b(?:offer|provid|support|consider|assist|help|cover|handl|includ|arrang|facilitat|accept|pay|welcom|organi[sz]|tak(?:e|ing) care|eligible for|with|receive|full|access to|entitled)(?:e|es|s|ing|ed|ers?)?\b[^.;!?]{{0,60}}\b(?:{_SPONSOR}|(?:visas?|immigration|work permits?|green cards?|h-?1-?b)\b(?:[ ,/&+]+(?:and|or|relocation|visas?|work|permits?|legal|application|transfer|green|cards?|full|travel)){{0,3}} ?(?:{_AID}|{_SPONSOR}))\b",
    rf"\b(?:offer|provid|support|assist|help|cover|handl|arrang|facilitat|organi[sz]|pay|tak(?:e|ing) care|deal|sort)(?:e|es|s|ing|ed)?\b(?: (?:you|candidates|applicants|employees|hires|them|with|in|for|of|out|to|get|getting|obtain|obtaining|secure|securing|your|an?|the|all|any|work|working|relocation|relocating|moving|and|necessary|required|eu|uk|usa|everything|related)){{0,6}} (?:visas?|immigration|work permits?|green cards?|h-?1-?b)\b(?! (?:requirements?|laws?|polic|compliance|matters|cases?|related|questions?|issues?|status|holders?))",
    rf"\b(?:visas?|immigration|work permits?|h-?1-?b|green cards?|relocation)\b(?:[\s,/&+(]+(?:and|or|for|the|relocation|immigration|visas?|work|permits?|legal|application|fees?|h-1b|transfer|green|cards?|costs?|moving|residence|full|travel)){{0,5}}?[\s,/&+(]+(?:{_AID}|{_SPONSOR})\b",
    rf"\b{_SPONSOR}\b[^.;!?]{{0,50}}\b(?:available|offered|provided|possible|considered|supported|yes|can be|may be|takes|for (?:h-?1|visa|tn|o-1|green|eligible|qualified|the right|exceptional|strong|candidates|this))",
    r"\bassist(?:ance|ing)?\b[^.;!?]{0,80}\bvisas?\b|\bget(?:ting)? (?:you )?(?:an?|your|the) (?:\w+ )?visa\b",
    rf"\brelocat\w+\b[^.;!?]{{0,80}}\b(?:visas?|work permits?|residence permits?)\b|\bvisas?\b[^.;!?]{{0,40}}\brelocat\w+",
    r"\blicen[cs]ed (?:visa )?sponsor|^\W*visas?\W*$|^\W*(?:work )?visas?\b(?: possible| ok| yes| provided| available| included| covered)\W*$|^\W*visas? (?:\+|&|and) (?:\w|\W){0,40}(?:bonus|reloc)",
    rf"^\W*(?:\w+ ){{0,3}}(?:visa|h-?1-?b|work permit|immigration)?[ -]*{_SPONSOR}\b(?:\W|yes|available|possible|ok)*$",
    r"visum\w*[ -]*(?:sponsor|unterstützung|hilfe)|unterstütz\w+[^.]{0,60}(?:visum|visa|arbeitserlaubnis)|(?:prise en charge|accompagn\w+|aide)[^.]{0,40}visa|apoyo[^.]{0,30}visa",
)
SCOPED = _one(
    r"\boutside\b|\bremote (?:positions?|roles?)|\bevery\b|\ball (?:roles|positions|visa)|guarantee|for (?:certain|some)|new h-?1-?b"
)

CITIZEN = _one(
    rf"citizen|\b{_US} ?persons?\b|permanent resid|green card|{_US} nationals?\b(?! [a-z]{(3,)}(?<! who))|\busc\b"
)
_STATUS = rf"(?:citizens?(?:hip)?\b|{_US} ?persons?\b(?: status)?|permanent residen\w+|green card(?:s| holders?)?\b|{_US} nationals?\b(?! [a-z]{(3,)}(?<! who))|nationality)"
CITIZEN_FIRM = _one(
    rf"\b(?:must|shall|need(?:s)? to|needs?|ha(?:ve|s) to|required to|should|to) (?:\w+ ){{0,3}}?(?:be|hold|have|possess|maintain|retain|provide proof of|show|demonstrate)\b[^.;!?]{{0,70}}\b{_STATUS}",
    rf"\b{_STATUS}[^.;!?]{{0,70}}\b(?:is|are|as|being|status)?[ ,(-]*(?:strictly |absolutely |also )?(?:required|mandatory|necessary|needed|a must\b|a requirement|requirement|essential|only\b|will be verified|due to)",
    rf"\b(?:requires?|required?|requirements?|requiring|only|limited to|restricted to|mandatory|eligible|due to|must-have|needs?|exclusively|prerequisite)\b[^.;!?]{{0,90}}\b{_STATUS}",
    rf"\b{_US} ?persons?\b[^.]{{0,40}}(?:as defined|under|per |\(|itar|22 cfr)|(?:itar|export)[^.]{{0,140}}\b(?:{_US} ?persons?\b|citizen)",
    r"(?<!if )\byou(?:'re| are| hold| have| possess)\b[^.;,]{0,25}\bcitizen",
    r"\bnon-? ?citizens? (?:may|can|will|are) (?:only |not )|lawfully admitted|lawful,? permanent residen|\busc(?:/gc)? only|proof of [^.]{0,20}citizenship|\bbe (?:an? )?(?:eligible )?"
    + _US
    + r" (?:citizen|person|national)",
)
CITIZEN_LISTED = _one(
    rf"^\W*(?:are |is |be )?(?:an? )?(?:(?:active|clearable|current|valid|sole|proof of|candidates?:?|clearance:?|requirements?:?|eligibility:?|citizenship:?|work authori[sz]ation:?|status:?|must:?)\W+)*(?:{_LAND}[ -]*){{1,2}}{_STATUS}",
    rf"^\W*citizenship\W+(?:{_LAND}|us)\b|[|,;/(]\s*(?:{_US})[ -]*citizens?(?:hip)?(?: only| required|s)?\s*(?:[|,;/)]|$)|^\W*citizenship (?:of|in) ",
    rf"\b(?:{_LAND})[ -]+citizen(?:ship)?\b(?=[^.]{{0,60}}(?:ability to|able to|clearance|eligible))",
)
CITIZEN_OR_AUTHORIZED = _one(
    r"(?:right|authori[sz]\w+|eligible) to (?:live and )?work[^.;]{0,40}\([^)]*citizen|citizens? ?/ ?visa",
    rf"{_STATUS}[^.;]{{0,50}}\b(?:or|and|/)\b[^.;]{{0,40}}\b(?:authori[sz]ed to work|(?:current |valid |legal )?(?:work|employment) (?:authori[sz]ation|permit|visa)|(?:right|permitted|eligible|entitled|able) to (?:live and )?work|valid visa|work permit|visa holders?)",
    rf"(?:authori[sz]ed to work|work (?:authori[sz]ation|permit|visa)|right to work|valid visa)[^.;]{{0,60}}\bor\b[^.;]{{0,40}}{_STATUS}",
)
SOFT = _one(
    r"prefer(?:red|ence|ably|able)?\b|\bdesir(?:ed|able)|\ba (?:\w+ )?(?:plus|bonus|advantage)\b|\bbonus\b|beneficial|nice[- ]to[- ]have|\bideal(?:ly)?\b|advantageous|\bhelpful|highly (?:valued|regarded)|\bdifferential\b|may provide|would be (?:great|good|an asset)|\basset\b|\boptional\b|not (?:strictly )?(?:required|necessary|mandatory)|\bplus\b"
)
NO_DEMAND = _one(
    r"\b(?:compensation|salary|pay)\b[^.]{0,160}clearance|clearance level,|(?:depend|based|determined|offer)\w*\b[^.]{0,160}clearance level|^\W*with an active clearance,|additional (?:detail|information)|https?:|www\.|learn more"
)
CLEARANCE = _one(
    r"requires?\b[^.]{0,70}\bclearances?\b|\b(?:security|secret|ts/?sci|ts|sci|top[- ]secret|dod|doe|do[de]|government|federal|nato|sc|dv|bpss|nv[- ]?[12]|baseline|q|l|public trust|poly(?:graph)?|yankee white|classified|interim|active|current|tier \d|dhs|sensitive|personnel|national security|defen[cs]e|level|usg|cbp|required|obtain(?:ing)?|eligibility|maintain|hold|possess|higher)\b[^.;!?]{0,45}\bclearances?\b|\bts/sci\b|\btop secret\b|public trust\b|\bclearances?:|\bclearances? (?:is |are )?(?:required|mandatory|needed|eligib|level)|\bsecret clearance|\bclearable\b|\b(?:sc|dv|security|bpss|nv[12]|ts|secret|ts/sci)[- ]cleared\b|access to classified|security investigation|(?:ci|full[- ]scope|lifestyle)[ -]*poly|sicherheitsüberprüfung|habilitation (?:secret|confidentiel|défense)"
)
SOFT_ASIDE = re.compile(r"\([^()]{0,80}\b(?:plus|preferred|bonus|advantage|desired|ideal)\b[^()]{0,40}\)")
CLEARANCE_FIRM = _one(
    r"clearance[^.;,(]{0,40}\b(?:is |are )?(?:required|mandatory|needed|a must)\b|\b(?:must|required?s?|mandatory|need(?:s)? to)\b[^.;(]{0,80}(?:clearance|ts/sci|top secret|public trust)|(?:ability|eligib\w+|able|willing\w*)\b[^.;(]{0,60}\b(?:to )?(?:obtain|hold|get|maintain|secure)\b[^.;(]{0,60}clearance(?![^.;]{0,40}(?:prefer|plus|bonus|benefi|desir|advantage))"
)
CLEARANCE_DEMAND = _one(
    r"\bmust\b|requir|\bneed|possess|\bhold(?:s|ing)?\b|\bactive\b|\bcurrent(?:ly)?\b|obtain|maintain|eligib|abilit|\bable\b|willing|subject to|condition|mandatory|\bhave\b|\bhas\b|undergo|pass|clearance:|clearable|only\b|\bwith (?:an?|active|current|ts|top|secret)|or (?:higher|above|greater)|minimum|in order to"
)
_COUNTRY_PLACE = r"(?:in|within|for|throughout) (?:the |your |any |our )?(?:u\.?s|united|u\.?k|e\.?u|europe|canada|country|location|australia|new zealand|ireland|germany|france|netherlands|singapore|india|israel|spain|poland|mexico|brazil|japan|switzerland|us|jurisdiction|region|employer|\w+(?:land|stan|gal|ium|ria|ia|ce|da|ey|an)\b|[a-z]+, )"
AUTHORIZED = _one(
    rf"\b(?:authori[sz]ed|eligible|entitled|permitted|allowed|able|qualified|legal)\b[^.;,]{{0,12}} to (?:legally |lawfully |live and |reside and |be employed|permanently )*(?:work|be employed)\b[^.;]{{0,25}}{_COUNTRY_PLACE}",
    r"\blegally (?:authori[sz]ed|eligible|entitled|permitted|able|allowed)\b[^.;]{0,20} (?:to|for) (?:\w+ ){0,3}(?:work|employ)|\blegally (?:work|authori[sz]ed (?:in|within))|\b(?:authori[sz]ed|eligible) to (?:legally )?work(?= (?:in|within|for|legally|lawfully|anywhere|without|here|permanently|full|throughout)\b|\W*$|[.,;)])|\bright to (?:live and )?work\b|\blegal right\b|\bpermission to work|\bauthori[sz]ation to (?:legally )?work|citizens? ?/ ?visa only|\beligibility to work|\bwork(?:ing)? (?:authori[sz]ation|permit|visa|rights?|eligibility)\b|\bemployment (?:authori[sz]ation|eligibility|visa)\b|\bvalid (?:\w+ )?visa\b|\b(?:work|residence|residency) permits?\b|arbeitserlaubnis|arbeitsgenehmigung|aufenthaltstitel|permis de travail|titre de séjour|droit de travailler|permiso de trabajo|werkvergunning",
    rf"{_STATUS}[^.;]{{0,60}}authori[sz]ed to work",
)
DEMAND = _one(
    r"\bmust\b|requir|\bneed|\bshould\b|\bhave\b|\bhas\b|possess|\bonly\b|applicants?|candidates?|\byou\b|position|\ball\b|able to|\bproof\b|verif|provide|hold|erforderlich|gültige|\bvalid\b|encouraged|\bbe\b|\bare (?:legally )?(?:eligible|authori|entitled)"
)
VERIFIES = _one(
    r"^(?!.*\bmust\b[^.]{0,60}(?:authori|eligible|legal)).*e-?verify",
    r"(?:confirm|verify|verifies|determine|prove|establish)\w*[^.]{0,60}(?:authori[sz]ed to work|authori[sz]ation to work|work authori[sz]ation|employment eligibility|eligibility to work)",
    r"\bcompl(?:y|ies|iance)\b[^.]{0,160}(?:laws?|requirements|act)\b|immigration and nationality act|\birca\b|i-9\b|identity and (?:\w+ )?(?:authori|eligib|employment)|right[- ]to[- ]work (?:poster|notice|check)|learn (?:more )?about|click here|^\W*(?:work|employment) (?:authori[sz]ation|eligibility)\W*$",
    r"work permit(?:s|ting)? (?:system|process|procedure)|hot work|right-to-work state",
)
EXPORT_LICENCE = _one(
    r"(?:contingent|conditioned|conditional|condition|dependent)\b[^.]{0,140}\bexport|authori[sz]ation to receive[^.]{0,80}export",
    r"export[^.;]{0,220}\b(?:licen[cs]e|licensing|authori[sz]ation|approval)s?\b|(?:licen[cs]e|authori[sz]ation|approval)s?\b[^.;]{0,80}\bexport|(?:obtain|eligib\w*|qualify|require)\b[^.;]{0,60}\b(?:export licen|licen[cs]e)",
)
