"""What a list item says of itself: optional or required; and, for lists without a heading, what kind it is."""

import re
from collections import Counter
from collections.abc import Sequence

from . import headings as h

_MARK = (
    r"(?:preferred|desired|desirable|optional|beneficial|helpful|advantageous|not required|not mandatory|not essential|"
    r"nice[- ]to[- ]haves?|good[- ]to[- ]have|great[- ]to[- ]have|(?:is |are |as |would be |considered |seen as )?"
    r"(?:definitely |certainly |also |always |considered )?(?:a |an )?(?:\w+ )?(?:plus|bonus|advantage|asset|"
    r"differentiator|nice to have)"
    r"|von vorteil|wünschenswert|un plus|um diferencial)"
)
_OPTIONAL_WORDS = (
    "plus",
    "bonus",
    "prefer",
    "desir",
    "nice",
    "option",
    "advant",
    "asset",
    "ideal",
    "helpful",
    "benefi",
    "required",
    "mandatory",
    "essential",
    "good to have",
    "great to have",
    "necessary",
    "differentiator",
    "would be",
    "vorteil",
    "wünsch",
    "extra points",
    "diferencial",
)
_OPTIONAL_END = re.compile(
    r"(?:^|[\s(\[,–—-])(?:(?:is|are|would be|will be|be) (?:\w+ )?)?(?:strongly |highly |also |considered |"
    r"definitely )*"
    + _MARK
    + r"(?: but (?:is |are )?(?:not|never) (?:\w+ )?(?:required|necessary|mandatory|essential|needed|a must|a "
    r"requirement))?(?: too| though| as well)?"
    r"[)\]]?[\s.!;,*)🙂😀😊]*$",
    re.IGNORECASE,
)
_OPTIONAL_START = re.compile(
    r"^[^\w]*(?:(?:huge |big |extra |major |strong )?bonus(?: points?)?(?: if| for|:|\s[-–—])|"
    r"nice[- ]to[- ]have|preferred(?: qualifications?| skills?| experience)?\s*[:–-]|preferably\b"
    r"|optional(?:ly)?\b|ideally\b|(?:a )?plus(?: if|:)|desir(?:ed|able)\s*[:–-]|good to have|it(?:'|’)?s a "
    r"plus|would be (?:great|nice|a plus)|not required but|idealerweise|extra points)",
    re.IGNORECASE,
)
_OPTIONAL_WITHIN = re.compile(
    r"\b(?:is|are|would be|as|considered|be)\s+(?:also |seen as |considered |definitely |always |strongly |highly )*"
    r"(?:(?:a|an)\s+(?:\w+\s+)?(?:plus|bonus|asset|advantage|differentiator|nice[- ]to[- ]have)\b|preferred\b|"
    r"desirable\b|desired\b|beneficial\b|helpful,? but not|advantageous\b)"
    r"|\bpreferred but not|\bhelpful but not|\bnot (?:strictly )?required but|\bbut (?:it(?:'|’)s )?not "
    r"(?:required|necessary|mandatory)\b|\bnice[- ]to[- ]have\b",
    re.IGNORECASE,
)
_REQUIRED = re.compile(
    r"\b(?:is|are)\s+(?:strictly |absolutely )?(?:required|mandatory|essential|a must)\b|\brequired\s*[.)!]*$|"
    r"^(?:required|mandatory|must[- ]have)\s*[:–-]|\bmust (?:have|be|possess|hold|reside|live)\b|\(required\)|"
    r"\ba must\b",
    re.IGNORECASE,
)
_NOT_REQUIRED = re.compile(
    r"\b(?:not|n't|n’t|never|nor|if)\s+(?:\w+\s+){0,2}(?:required|mandatory|essential|necessary|a must)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;!]\s+\S|\s[–—]\s|,\s+(?!(?:and|or)\b)(?=(?:\S+\s+){0,8}$)|\bbut\b|\bwith\b.*,", re.IGNORECASE)
_MINIMUM = re.compile(
    r"\d+\s*\+|\b\d+\s*(?:-|–|to)\s*\d+\s+years|\bminimum\b|\bat least\b|\brequired\b|\bmust\b", re.IGNORECASE
)


def place(text: str, kind: str, sure: bool = True) -> str:
    """Where an item of a list of this kind belongs; `sure` when the list's heading says its kind in plain words."""
    if not sure and kind == h.RESPONSIBILITIES and _OFFER.search(text):
        return h.BENEFITS
    if kind == h.REQUIRED and _is_optional(text):
        return h.PREFERRED
    if kind == h.PREFERRED and _REQUIRED.search(text) and not _NOT_REQUIRED.search(text) and not _is_optional(text):
        return h.REQUIRED
    return kind


def _is_optional(text: str) -> bool:
    """Whether the whole item calls itself optional; one that mixes both stays where it is."""
    text = text.strip()
    lowered = text.lower()
    if not any(word in lowered for word in _OPTIONAL_WORDS):
        return False
    if _OPTIONAL_START.search(text):
        return True
    ending = _OPTIONAL_END.search(text)
    if ending:
        head = text[: ending.start()]
        if head.count("(") > head.count(")"):
            return False  # "(Epic preferred)" speaks of a part
        if text[ending.start() :].lstrip().startswith("(") and "," in head:
            return False  # "Go, Rust, Zig (optional)" speaks of the last
        return not (_REQUIRED.search(head) or (_CLAUSE.search(head) and _MINIMUM.search(head)) or _breaks(head))
    within = _OPTIONAL_WITHIN.search(text)
    return within is not None and not _MINIMUM.search(text) and not _breaks(text[: within.start()])


def _breaks(head: str) -> bool:
    """Whether another statement stands before the optional one."""
    return bool(re.search(r"[.;!]\s+\S", head)) or bool(
        re.search(r",\s+(?!(?:and|or)\b)[^,]{1,40}$", head) and head.count(",") == 1
    )


_DUTY = re.compile(
    r"^(?:\W*)(?:(?:accurately|actively|proactively|closely|effectively|regularly|directly|independently|"
    r"aggressively|continuously|successfully|help(?:ing)? (?:to )?|you(?:'|’)?ll |you will |will |be "
    r"responsible for )\s*)?"
    r"(?:\w+, )?(?:accelerate|achieve|act|adapt|administer|advise|align|analy[sz]e|answer|apply|architect|"
    r"articulate|assess|assist|attend|audit|automate|balance|be the|be a|become|build|carry|champion|coach|"
    r"collaborate|collect|communicate|complete|comply|conceive|conduct|configure|consult|contribute|"
    r"convert|coordinate|craft|create|cultivate|curate|debug|define|deliver|demonstrate|deploy|design|"
    r"determine|develop|diagnose|direct|discover|document|draft|drive|educate|embed|enable|engage|enhance|"
    r"ensure|escalate|establish|evaluate|evangelize|evolve|execute|expand|experiment|explore|facilitate|"
    r"file|find|follow|forecast|foster|gather|generate|govern|grow|guide|handle|help|hire|host|identify|"
    r"implement|improve|influence|initiate|innovate|inspect|inspire|install|instrument|integrate|interact|"
    r"interface|investigate|iterate|join|keep|launch|lead|learn|leverage|liaise|maintain|make|manage|map|"
    r"measure|meet|mentor|"
    r"migrate|model|monitor|motivate|negotiate|onboard|operate|optimi[sz]e|orchestrate|organi[sz]e|oversee|"
    r"own|participate|partner|perform|pioneer|pitch|plan|play|position|prepare|present|prevent|prioriti[sz]e|"
    r"process|procure|produce|program|promote|propose|prospect|prototype|provide|publish|raise|recommend|"
    r"recruit|refine|"
    r"report|represent|research|resolve|respond|review|run|scale|schedule|scope|scout|select|sell|serve|set|"
    r"shape|share|ship|solve|source|spearhead|stay|steer|streamline|strengthen|structure|supervise|support|"
    r"surface|sync|take|target|teach|test|track|train|transform|translate|triage|troubleshoot|turn|uncover|"
    r"understand|update|upgrade|use|utilize|validate|verify|visit|work|write)"
    r"(?:s|es|ing|e?d)?\b|^\w+(?:er|ir|re|en)\s+(?:les?|la|des|du|une?|aux?|à|de|die|der|das|den|el|los|las|une?)\b|"
    r"^(?:\w+(?:ing|s))\s+(?:the|and|our|with|a|new|all|on|in)\b",
    re.IGNORECASE,
)
_SKILL = re.compile(
    r"^\W*(?:(?:a |an |the )?(?:\w+[ -]){0,2}(?:experience|ability|knowledge|understanding|degree|background|"
    r"familiarity|proficiency|proficient|expertise|track record|skills?|passion|mindset|interest|command|"
    r"fluency|fluent|comfort(?:able)?|willingness|desire|aptitude|attitude|communicator|self-starter|eye for|"
    r"attention to detail|certification|licen[sc]e|diploma)\b"
    r"|\d+\s*\+?\s*(?:-|–|to)?\s*\d*\s*\+?\s*(?:years|yrs|year)|(?:bachelor|master|phd|ph\.d|b\.?s\.?|"
    r"m\.?s\.?|ba/bs|bs/ms|associate|high school|mba|ged|university)\b|(?:strong|excellent|proven|"
    r"demonstrated|solid|deep|exceptional|outstanding|extensive|prior|previous|hands-on|working|good|great|"
    r"minimum|at least|must|ha(?:s|ve)\b|able to|willing|capable|you(?:'|’)?(?:re|ve)|you (?:are|have|can|love|enjoy|"
    r"know|"
    r"think|thrive|care)|highly|native|professional|comfortable|familiar|proficient|fluent|detail|self|team "
    r"player|passionate|curious|legally)\b)",
    re.IGNORECASE,
)
_BENEFIT = re.compile(
    r"\b(?:insurance|401\(?k\)?|pto\b|paid (?:time|parental|leave|holiday|vacation|sick|volunteer)|vacation|"
    r"holidays?\b|parental|maternity|dental|vision|medical (?:coverage|plan|benefit|,)|health(?:care)? "
    r"(?:coverage|plan|benefit|insurance|,)|stock options?|equity|rsus?\b|espp|stipend|bonus(?:es)?\b|"
    r"wellness|wellbeing|pension|gym|lunch(?:es)?|snacks|catered|commuter|relocation (?:support|assist|"
    r"package)|"
    r"competitive (?:salary|pay|compensation|base|benefits)|salary|reimbursement|allowance|discounts?|perks?|"
    r"retirement|life assurance|time off|days off|flexible (?:hours|working|pto|schedule)|work from (?:home|"
    r"anywhere)|remote[- ](?:first|friendly)|free \w+|budget|bike|urlaub|homeoffice|altersvorsorge|mutuelle|"
    r"rtt\b|tickets? restaurant|sabbatical|fsa\b|hsa\b)",
    re.IGNORECASE,
)
_YOU_WILL = re.compile(r"[.:,–—-] you(?:['’]ll| will) (?!(?:get|receive|enjoy|love|have access))", re.IGNORECASE)
_OFFER = re.compile(
    r"^\W*(?:we(?:'|’)?(?:ll|re)? (?:\w+ )?(?:offer|provide|cover|pay|give|sponsor)|competitive (?:salary|pay|"
    r"base|comp))\b",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\b(?:interview|phone screen|screening call|recruiter (?:call|screen)|take[- ]home|final round|offer "
    r"stage|onsite round|hiring manager (?:call|screen|chat))\b",
    re.IGNORECASE,
)


def vote(texts: Sequence[str], hint: str, before: str) -> str:
    """The kind most items of a list look like; empty when no kind has more than half.

    hint: what the heading seems to say; before: the kind of the list above. Each counts as a third of the items.
    """
    counts: dict[str, float] = dict(Counter(_look(text) for text in texts))
    unknown = counts.pop("", 0)
    third = len(texts) / 3
    meant = h.RESPONSIBILITIES if hint == h.ROLE else hint
    if meant in h.LIST_KINDS:
        counts[meant] = counts.get(meant, 0) + third
    elif meant:
        unknown += third
    if before in (h.RESPONSIBILITIES, h.REQUIRED) and hint != h.ROLE:
        counts[before] = counts.get(before, 0) + third
    if not counts:
        return ""
    kind, count = max(counts.items(), key=lambda pair: pair[1])
    return kind if count * 2 > sum(counts.values()) + unknown else ""


def _look(text: str) -> str:
    if _STEP.search(text):
        return ""
    if _SKILL.search(text):
        return h.REQUIRED
    if _BENEFIT.search(text):
        return h.BENEFITS
    return h.RESPONSIBILITIES if _DUTY.search(text) or _YOU_WILL.search(text) else ""


_SMALL = frozenset(
    re.findall(
        r"\S+",
        "a an and the of to for in on at by with or & as be if do who you we your our us is are it",
    )
)
_NOTICE = re.compile(
    r"^please note|^pursuant|at-will|encourage you to apply|background check|drug test|equal (?:employment "
    r")?opportunit|accommodation|discriminat|recruiting scam|privacy|e-verify|cookie|agenc(?:y|"
    r"ies)\b.{0,40}\b(?:resume|cv|submi|unsolicited)"
    r"|^(?:location|salary|pay|reports? to|department|start|type|job id|team)\b.{0,25}:",
    re.IGNORECASE,
)


def looks_like_title(text: str) -> bool:
    """Whether a bare line is set like a heading: capitals, or first letters capital."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if word.lower() not in _SMALL]
    return bool(words) and (text.isupper() or len(words) <= 3 or all(word[0].isupper() for word in words))


def is_notice(text: str) -> bool:
    """Legal and administrative lines that no summary should begin with."""
    return bool(_NOTICE.search(text))
