"""What a sentence can say about visas and sponsorship: refused, offered, sold as a service, or only a duty.

All work on what `wording.plain` returns, but for the two on names of visas, which need capitals: OPT is not "opt".
"""

import re

from .wording import SPONSOR, THING, VISA, gap, one

_NEVER = (
    r"(?:\bnot\b|n't\b|\bcannot\b|\bunable to\b|\bnever\b|\bno longer\b|\bneither\b|\bnor\b|\bineligible\b|"
    r"\bdeclines? to\b|\bunwilling to\b|\brefuses? to\b)"
)
REFUSE = one(
    rf"\b(?:{SPONSOR}|visas?)\b[^.?:]{{0,30}}[?:]\W*(?:no|none|n/a|unavailable|not|sadly|unfortunately|"
    r"regrettably)\b(?! (?:an? )?(?:problem|issue))",
    rf"{_NEVER}{gap(90)}\b{SPONSOR}\b|\b(?:not (?:be )?able|unable|cannot|not intend|not hir\w+) "
    rf"?{gap(170)}\b{SPONSOR}\b",
    rf"{_NEVER}{gap(30)}(?:offer|provid|support|sponsor|assist|help|accept|consider|transfer|process|take "
    rf"over|commence|require|need|hire|eligible|facilitat|obtain|arrang|depend|hold|rely|open to|do\b|issue|petition|"
    rf"file){gap(70)}\b{VISA}\b",
    rf"\bno (?:(?:visa|work|employment|immigration|current|future|h-?1-?b|new|green|card|permit|form|type|"
    rf"kind|of|or|and|any|us|u\.s\.|company|employer|employee|corporate|relocation|/|,|"
    rf"&)[ ,/&-]*){{0,6}}(?:{SPONSOR}|visas?\b|h-?1-?b|work permits?)",
    rf"\b(?:no|zero) (?:need|requirement|ability){gap(40)}{THING}|\bno (?:plans?|intention)\b{gap(170)}{THING}",
    rf"\b{SPONSOR}\b{gap(50)}(?:{_NEVER}|unavailable|unable|not (?:available|provided|offered))",
    r"\b(?:visas?|work permits?|h-?1-?b)(?: \w+){0,4} (?:is|are|will|can|be|cannot|can't|isn't|aren't|"
    r"won't)(?: \w+){0,2}? ?(?:not|n't|cannot|unavailable)\b",
    rf"\b(?:{SPONSOR}|visas?)\)?(?: ?[/&] ?\w+)?\W{{0,3}}[:=-]\W{{0,3}}(?:no\b|not\b|none|n/a|unavailable|nope)",
    rf"\bwithout\b{gap(100)}\b{THING}",
    rf"\b(?:need|requir)\w*\b{gap(40)}\b{THING}{gap(70)}(?:\bineligible|{_NEVER}|\b(?:rejected|declined|disqualified|"
    r"screened out|excluded))",
    r"\bnot an? sponsored\b|\bnon-? ?sponsor(?:ed|ship)\b",
    rf"\b{SPONSOR}\b{gap(60)}(?:(?:out of|outside the|beyond the) scope|not an option|off the table)|\bno "
    rf"sponsorships\b",
    r"\bkeine? (?:\w+ ){0,2}(?:visa|visum|sponsor)|(?:visum|visa)\w*[^.]{0,60}nicht|\b(?:pas|"
    r"aucune?)\b[^.]{0,30}(?:sponsor|"
    r"visa)|sponsor[^.]{0,40}(?:impossible|nicht möglich)|no (?:ofrecemos|patrocin)\w*[^.]{0,30}vis",
)
UNRESTRICTED = one(
    r"\b(?:permanent|indefinite|unrestricted|unlimited|ongoing and unrestricted) (?:\w+ ){0,2}(?:right|"
    r"authori[sz]ation|permission|eligibility)s? to (?:live and )?work|\b(?:authori[sz]\w+|right|eligible|permitted|"
    r"able) to "
    r"work\b[^.;]{0,60}\bon an? (?:permanent|unrestricted|indefinite)|\b(?:permanent|indefinite|unrestricted|"
    r"unlimited) (?:\w+ )?(?:work|employment|working) (?:authori[sz]ation|rights?|visa|eligibility|permission)",
)
NOT_REFUSED = one(
    r"(?:not|n't|cannot|unable to)\b[^.;]{0,40}\b(?:guarantee|every (?:role|position|candidate|visa)|all "
    r"(?:roles|visa|positions))|not (?:required|necessary|needed) to apply|\byou (?:do not|don't|need not) (?:need|"
    r"have)\b|(?:never|not)\b[^.;]{0,20}\b(?:ask|charge|request|demand)\b|not a (?:problem|barrier|blocker|deal "
    r"?breaker|guarantee)|with or without|no "
    r"(?:prior|previous) |doesn't matter|does not matter|don't worry|not an issue|whether or not"
)
REFUSE_STATUS = re.compile(
    r"(?i:\b(?:no|not|cannot|unable to|can't|won't|don't)\b[^.;]{0,60})\b(?:OPT|CPT|EADs?|H-?1-?Bs?|STEM OPT|"
    r"F-?1|TNs?)\b(?! only)|"
    r"\b(?:OPT|CPT|EAD|H-?1-?B)s?\b[^.;]{0,30}(?i:\b(?:not (?:accepted|considered|eligible|supported|allowed)|"
    r"please do not))|(?i:\bonly\b)[^.;]{0,12}(?:USC|GC)\b|\b(?:USC|GC)\b[^.;]{0,20}(?i:\bonly\b)"
)
STATUS_WELCOME = re.compile(
    r"\b(?:OPT|CPT|EAD|H-?1-?B|H4|TN|GC|E-?3)\b(?i:[^.;]{0,60}\b(?:welcome|accepted|ok\b|okay|encouraged|"
    r"considered|can apply|are fine|works?\b for us|supported|friendly))|"
    r"(?i:\b(?:accept|welcome|consider|support|hire|open to)(?:s|ing)?\b[^.;]{0,40})\b(?:OPT|CPT|EAD|H-?1-?B|"
    r"TN)\b(?i:(?![^.;]{0,40}\bnot\b))"
)
DENIED = one(
    rf"{_NEVER}{gap(60)}(?:sponsor|visa|immigration|eligible)|\bno {THING}|"
    rf"\b(?:not (?:be )?able|unable|cannot) ?{gap(170)}\b{SPONSOR}\b"
)
EMPLOYER_ACTS = one(
    r"\bwe(?:'ll|'re| )|\bour\b|\bavailable\b|\boffered\b|\bprovided\b|\bsponsors\b|\bcompany\b|\bcan sponsor|"
    r"willing to sponsor|employer"
)
SELLS_IT = one(
    r"^\W*(?:[\d+ -]+years?\W+(?:of )?)?(?:[\w-]+ ){0,3}experience (?:with|in|of|\w+ing)\b|\byour own\b|\bliable "
    r"for\b|\b(?:indicate|state|specify|mention|let us know|tell us|"
    r"confirm|disclose|advise)\b[^.;]{0,30}\b(?:if|whether)\b|\bif you (?:do |will |would )?(?:require|"
    r"need)\b[^.;]{0,60}"
    r"\b(?:let us know|tell us|indicate|specify|inform us)\b",
    r"with or without|for (?:more |further )?(?:information|details)|please (?:see|refer|visit)|guidelines|"
    r"\bpolic(?:y|ies)\b|\b(?:help|enable|allow|support|assist|guide|serve)(?:s|ing)? (?:\w+ )?(?:companies|"
    r"employers|clients?|customers?|businesses|startups?|immigrants|users|founders|hr)\b|immigration (?:law|"
    r"system|platform|software|services|process(?:es)?\b(?! support)|attorney|lawyer|case|matters|team|"
    r"product|industry|compan|technology|petition|polic|reform|firm)|business (?:trips?|travel)|visa "
    r"(?:process(?:ing)? (?:software|"
    r"platform)|polic|holders? (?:are|must)|categor)|every visa|visa delays|for (?:our |its |their )?(?:\w+ "
    r")?(?:clients|customers)\b",
)
ONLY_VISA = re.compile(r"^\W*visas?\W*$", re.IGNORECASE)
_AID = (
    r"(?:support|assistance|help|aid|process(?:ing|es)?|procedures?|applications?|costs?|fees?|transfers?|"
    r"arrangements?|expenses|formalities|reimbursement|paperwork|bureaucracy|filings?|petitions?|renewals?|extensions?)"
)
FOR_YOU = one(
    rf"\b(?:we|our)\b[^.;!?]{{0,60}}\b(?:handl\w+|manag\w+|sort\w*|tak\w+ care of|arrang\w+|guid\w+ you through|"
    rf"walk\w* you "
    rf"through|support\w* you (?:with|through|in))\b[^.;!?]{{0,20}}\b(?:your|you|the)\b[^.;!?]{{0,25}}\b{VISA}\b"
)
OFFER = one(
    FOR_YOU.pattern,
    rf"\b{VISA}\b[^.;!?]{{0,20}}[:,-]+ ?we(?:'ll| will| can)? (?:gladly )?(?:organi[sz]e|arrange|sponsor|handle|help|"
    rf"support|"
    r"take care|sort|get)\b",
    rf"\bif you (?:need|require|don't have|do not have)\b[^,;.]{{0,40}}\b{VISA}\b[^,;.]{{0,30}},? "
    rf"[^.;!?]{{0,40}}(?:\bwill|\bcan|'ll|"
    r"happy to|glad to) (?:\w+ )?(?:support|help|assist|sponsor|arrange|take care|cover|handle|guide)\b",
    rf"\b(?:can|do|will|(?:happy|able|open) to) (?:hire|consider|accept|employ)\b[^.;!?]{{0,50}}\b(?:need|requir)\w*\b"
    rf"[^.;!?]{{0,20}}\b{THING}\b|\b(?:track record|history) of sponsoring\b|\b(?:have|has|'ve) (?:\w+ "
    rf"){{0,2}}sponsored\b",
    r"\b(?:can|will|we'll|do|does|able to|happy to|willing(?: and able)? to|open to|glad to|ready to|prepared to|"
    r"may|might|could|currently|also|we|company|gladly|proudly|actively|you if needed) (?:\w+ "
    r"){0,3}sponsor(?:s|ing|ship)?\b",
    rf"\b(?:offer|provid|support|consider|assist|help|cover|handl|includ|arrang|facilitat|accept|pay|welcom|"
    rf"organi[sz]|tak(?:e|ing) care|eligible for|with|receive|full|access to|entitled)(?:e|es|s|ing|ed|"
    rf"ers?)?\b[^.;!?]{{0,60}}\b(?:{SPONSOR}|{VISA}\b"
    rf"(?:[ ,/&+]+(?:and|or|relocation|visas?|work|permits?|legal|application|transfer|green|cards?|"
    rf"full|travel)){{0,3}} ?(?:{_AID}|{SPONSOR}))\b",
    r"\b(?:offer|provid|support|assist|help|cover|handl|arrang|facilitat|organi[sz]|pay|tak(?:e|ing) care|"
    r"deal|sort)(?:e|es|s|ing|ed)?\b(?: (?:you|candidates|applicants|employees|hires|them|with|in|for|of|out|"
    r"to|get|getting|obtain|obtaining|secure|securing|your|an?|the|all|any|work|working|relocation|"
    r"relocating|moving|and|necessary|required|eu|uk|usa|everything|related)){0,6} (?:visas?|immigration|"
    r"work permits?|(?:green|blue) cards?|residence permits?|h-?1-?b)\b(?! (?!and\b|or\b|for\b|to\b|if\b|as\b|when\b|"
    r"where\b|so\b|in\b|"
    r"on\b|support|sponsor|process|cost|fee|application)\w)",
    rf"\b(?:visas?|immigration|work permits?|h-?1-?b|green cards?|relocation)\b(?:[\s,/&+(]+(?:and|or|for|the|"
    rf"relocation|immigration|visas?|work|permits?|legal|application|fees?|h-1b|transfer|green|cards?|costs?|"
    rf"moving|residence|full|travel)){{0,5}}?[\s,/&+(]+(?:{_AID}|{SPONSOR})\b",
    rf"\b{SPONSOR}\b[^.;!?]{{0,50}}\b(?:available|offered|provided|possible|considered|supported|yes|can be|"
    rf"may be|takes|for (?:h-?1|visa|tn|o-1|green|eligible|qualified|the right|exceptional|strong|candidates|"
    rf"this))",
    rf"\b(?:assistance|help|support|aid|guidance) (?:with|for|in) (?:\w+ ){{0,4}}{VISA}\b",
    r"\bassist(?:ance|ing)?\b[^.;!?]{0,80}\bvisas?\b|\bget(?:ting)? (?:you )?(?:an?|your|the) (?:\w+ )?visa\b",
    r"\brelocat\w+\b[^.;!?]{0,80}\b(?:visas?|work permits?|residence permits?)\b|"
    r"\bvisas?\b[^.;!?]{0,40}\brelocat\w+",
    rf"\b(?:we(?:'ll|'ve|'re)?|our (?:\w+ )?(?:team|lawyers?|attorneys?|counsel|partners?|agency)|the (?:company|firm|"
    rf"employer|university|department))\b[^.;!?]{{0,50}}\b(?:petition|fil(?:e|es|ing)|apply|applies|transfer|handl\w+|"
    rf"arrang\w+|get you|obtain|secure|process|tak\w+ care|sort|cover|pay|sponsor(?:ed)?|"
    rf"issue)\b[^.;!?]{{0,50}}\b{VISA}\b"
    r"(?! (?:status|holders?|requirements?|polic))",
    rf"\bsponsors? (?:[\w-]+[ ,/]+){{0,4}}{VISA}\b|"
    rf"\b{VISA}\b[^.;!?]{{0,40}}\b(?:get|receive|have|enjoy|full|our) (?:\w+ )?(?:help|support|assistance)\b|"
    rf"\b{VISA}\? (?:no problem|not a problem|we can|we will|we'll|we've|happy)",
    r"\b(?:licen[cs]ed|approved|recogni[sz]ed|registered|accredited) (?:visa |immigration |migrant )?sponsor|"
    r"^\W*visas?\W*$|"
    r"^\W*(?:work )?visas?\b\W*(?:possible|ok|yes|provided|available|included|covered)\W*$|^\W*visas? (?:\+|&|and) "
    r"(?:\w|\W){0,40}(?:bonus|reloc)",
    rf"^\W*(?:\w+ ){{0,3}}(?:visa|h-?1-?b|work permit|immigration)?[ -]*{SPONSOR}\b(?:\W|yes|available|possible|ok)*$",
    r"visum\w*[ -]*(?:sponsor|unterstützung|hilfe)|(?:unterstütz|übernehm|helf|kümmer|hilf)\w*[^.]{0,60}(?:visum|visa|"
    r"arbeitserlaubnis|aufenthaltstitel)|"
    r"(?:prise en charge|prenons en charge|accompagn\w+|aide)[^.]{0,40}visa|apoyo[^.]{0,30}visa",
)
SCOPED = one(
    r"\boutside\b|\bremote (?:positions?|roles?)|\bevery\b|\ball (?:roles|positions|visa)|guarantee|for "
    r"(?:certain|some)|new h-?1-?b"
)
