"""What a sentence can say about visas and sponsorship: refused, offered, sold as a service, or only a duty.

All work on what `wording.plain` returns, but for the two on names of visas, which need capitals: OPT is not "opt".
"""

import re

from .wording import SPONSOR, THING, VISA, gap, one

_NEVER = (
    r"(?:\bnot\b|n't\b|\bcannot\b|\bunable to\b|\bnever\b|\bno longer\b|\bneither\b|\bnor\b|\bineligible\b|"
    r"\bdeclines? to\b|\bunwilling to\b)"
)
REFUSE = one(
    rf"\b(?:{SPONSOR}|visas?)\b[^.?:]{{0,30}}[?:]\W*(?:no|none|n/a|unavailable)\b(?! problem)",
    rf"{_NEVER}{gap(90)}\b{SPONSOR}\b",
    rf"{_NEVER}{gap(30)}(?:offer|provid|support|sponsor|assist|help|accept|consider|transfer|process|take "
    rf"over|commence|require|need|hire|eligible|facilitat|obtain|arrang|depend|hold|rely){gap(70)}\b{VISA}\b",
    rf"\bno (?:(?:visa|work|employment|immigration|current|future|h-?1-?b|new|green|card|permit|form|type|"
    rf"kind|of|or|and|any|us|u\.s\.|company|employer|employee|corporate|relocation|/|,|"
    rf"&)[ ,/&-]*){{0,6}}(?:{SPONSOR}|visas?\b|h-?1-?b|work permits?)",
    rf"\b(?:no|zero) (?:need|requirement|plans?|intention|ability){gap(40)}{THING}",
    rf"\b{SPONSOR}\b{gap(50)}(?:{_NEVER}|unavailable|unable|not (?:available|provided|offered))",
    r"\b(?:visas?|work permits?|h-?1-?b)(?: \w+){0,4} (?:is|are|will|can|be|cannot|can't|isn't|aren't|"
    r"won't)(?: \w+){0,2}? ?(?:not|n't|cannot|unavailable)\b",
    rf"\b(?:{SPONSOR}|visas?)\)?(?: ?[/&] ?\w+)?\W{{0,3}}[:=-]\W{{0,3}}(?:no\b|not\b|none|n/a|unavailable|nope)",
    rf"\bwithout\b{gap(100)}\b{THING}",
    rf"\b{SPONSOR}\b{gap(60)}(?:out of scope|not an option|off the table)|\bno sponsorships\b",
    r"\bkeine? (?:\w+ ){0,2}(?:visa|visum|sponsor)|visum\w*[^.]{0,40}nicht|(?:pas|aucun)[^.]{0,30}(?:sponsor|"
    r"visa)|sponsor[^.]{0,40}(?:impossible|nicht möglich)|no (?:ofrecemos|patrocin)\w*[^.]{0,30}vis",
)
UNRESTRICTED = one(
    r"\b(?:permanent|indefinite|unrestricted|unlimited|ongoing and unrestricted) (?:\w+ ){0,2}(?:right|"
    r"authori[sz]ation|permission|eligibility)s? to (?:live and )?work|\bunrestricted (?:work|employment) "
    r"(?:authori[sz]ation|rights?|visa|eligibility)",
)
NOT_REFUSED = one(
    r"(?:not|n't|cannot|unable to)\b[^.;]{0,40}\b(?:guarantee|every (?:role|position|candidate|visa)|all "
    r"(?:roles|visa|positions))|not a (?:problem|barrier|blocker|deal ?breaker|guarantee)|with or without|no "
    r"(?:prior|previous) |doesn't matter|does not matter|don't worry|not an issue|whether or not"
)
REFUSE_STATUS = re.compile(
    r"(?i:\b(?:no|not|cannot|unable to|can't|won't|don't)\b[^.;]{0,60})\b(?:OPT|CPT|EADs?|H-?1-?Bs?|STEM OPT|"
    r"F-?1|TNs?)\b(?! only)|"
    r"\b(?:OPT|CPT|EAD|H-?1-?B)s?\b[^.;]{0,30}(?i:\b(?:not (?:accepted|considered|eligible|supported|allowed)|"
    r"please do not))|(?i:\bonly\b)[^.;]{0,12}(?:USC|GC)\b"
)
STATUS_WELCOME = re.compile(
    r"\b(?:OPT|CPT|EAD|H-?1-?B|H4|TN|GC|E-?3)\b(?i:[^.;]{0,60}\b(?:welcome|accepted|ok\b|okay|encouraged|"
    r"considered|can apply|are fine|works?\b for us|supported|friendly))|"
    r"(?i:\b(?:accept|welcome|consider|support|hire|open to)(?:s|ing)?\b[^.;]{0,40})\b(?:OPT|CPT|EAD|H-?1-?B|"
    r"TN)\b(?i:(?![^.;]{0,40}\bnot\b))"
)
DENIED = one(rf"{_NEVER}{gap(60)}(?:sponsor|visa|immigration|eligible)|\bno {THING}")
EMPLOYER_ACTS = one(
    r"\bwe(?:'ll|'re| )|\bour\b|\bavailable\b|\boffered\b|\bprovided\b|\bsponsors\b|\bcompany\b|\bcan sponsor|"
    r"willing to sponsor|employer"
)
SELLS_IT = one(
    r"with or without|for (?:more |further )?(?:information|details)|please (?:see|refer|visit)|guidelines|"
    r"\bpolic(?:y|ies)\b|\b(?:help|enable|allow|support|assist|guide|serve)(?:s|ing)? (?:\w+ )?(?:companies|"
    r"employers|clients?|customers?|businesses|startups?|immigrants|users|founders|hr)\b|immigration (?:law|"
    r"system|platform|software|services|process(?:es)?\b(?! support)|attorney|lawyer|case|matters|team|"
    r"product|industry|compan|technology|petition|polic|reform|firm)|visa (?:process(?:ing)? (?:software|"
    r"platform)|polic|holders? (?:are|must)|categor)|every visa|visa delays"
)
ONLY_VISA = re.compile(r"^\W*visas?\W*$", re.IGNORECASE)
_AID = (
    r"(?:support|assistance|help|aid|process(?:ing|es)?|procedures?|applications?|costs?|fees?|transfers?|"
    r"arrangements?|expenses|formalities|reimbursement)"
)
OFFER = one(
    r"\b(?:can|will|do|does|able to|happy to|willing(?: and able)? to|open to|glad to|ready to|prepared to|"
    r"may|might|could|currently|also|we|company|gladly|proudly|actively|you if needed) (?:\w+ "
    r"){0,3}sponsor(?:s|ing|ship)?\b",
    rf"\b(?:offer|provid|support|consider|assist|help|cover|handl|includ|arrang|facilitat|accept|pay|welcom|"
    rf"organi[sz]|tak(?:e|ing) care|eligible for|with|receive|full|access to|entitled)(?:e|es|s|ing|ed|"
    rf"ers?)?\b[^.;!?]{{0,60}}\b(?:{SPONSOR}|(?:visas?|immigration|work permits?|green cards?|"
    rf"h-?1-?b)\b(?:[ ,/&+]+(?:and|or|relocation|visas?|work|permits?|legal|application|transfer|green|cards?|"
    rf"full|travel)){{0,3}} ?(?:{_AID}|{SPONSOR}))\b",
    r"\b(?:offer|provid|support|assist|help|cover|handl|arrang|facilitat|organi[sz]|pay|tak(?:e|ing) care|"
    r"deal|sort)(?:e|es|s|ing|ed)?\b(?: (?:you|candidates|applicants|employees|hires|them|with|in|for|of|out|"
    r"to|get|getting|obtain|obtaining|secure|securing|your|an?|the|all|any|work|working|relocation|"
    r"relocating|moving|and|necessary|required|eu|uk|usa|everything|related)){0,6} (?:visas?|immigration|"
    r"work permits?|green cards?|h-?1-?b)\b(?! (?!and\b|or\b|for\b|to\b|if\b|as\b|when\b|where\b|so\b|in\b|"
    r"on\b|support|sponsor|process|cost|fee|application)\w)",
    rf"\b(?:visas?|immigration|work permits?|h-?1-?b|green cards?|relocation)\b(?:[\s,/&+(]+(?:and|or|for|the|"
    rf"relocation|immigration|visas?|work|permits?|legal|application|fees?|h-1b|transfer|green|cards?|costs?|"
    rf"moving|residence|full|travel)){{0,5}}?[\s,/&+(]+(?:{_AID}|{SPONSOR})\b",
    rf"\b{SPONSOR}\b[^.;!?]{{0,50}}\b(?:available|offered|provided|possible|considered|supported|yes|can be|"
    rf"may be|takes|for (?:h-?1|visa|tn|o-1|green|eligible|qualified|the right|exceptional|strong|candidates|"
    rf"this))",
    r"\b(?:assistance|help|support|aid|guidance) (?:with|for|in) (?:\w+ ){0,4}(?:visas?|immigration|work permits?)\b",
    r"\bassist(?:ance|ing)?\b[^.;!?]{0,80}\bvisas?\b|\bget(?:ting)? (?:you )?(?:an?|your|the) (?:\w+ )?visa\b",
    r"\brelocat\w+\b[^.;!?]{0,80}\b(?:visas?|work permits?|residence permits?)\b|"
    r"\bvisas?\b[^.;!?]{0,40}\brelocat\w+",
    r"\blicen[cs]ed (?:visa )?sponsor|^\W*visas?\W*$|^\W*(?:work )?visas?\b(?: possible| ok| yes| provided| "
    r"available| included| covered)\W*$|^\W*visas? (?:\+|&|and) (?:\w|\W){0,40}(?:bonus|reloc)",
    rf"^\W*(?:\w+ ){{0,3}}(?:visa|h-?1-?b|work permit|immigration)?[ -]*{SPONSOR}\b(?:\W|yes|available|possible|ok)*$",
    r"visum\w*[ -]*(?:sponsor|unterstützung|hilfe)|unterstütz\w+[^.]{0,60}(?:visum|visa|arbeitserlaubnis)|"
    r"(?:prise en charge|prenons en charge|accompagn\w+|aide)[^.]{0,40}visa|apoyo[^.]{0,30}visa",
)
SCOPED = one(
    r"\boutside\b|\bremote (?:positions?|roles?)|\bevery\b|\ball (?:roles|positions|visa)|guarantee|for "
    r"(?:certain|some)|new h-?1-?b"
)
