"""What a sentence can say about citizenship, security clearance and the right to work. See wording.py."""

import re

from .wording import LAND, US, one

_OTHER_WORD = r"(?! (?!and\b|who\b|with\b|only\b|required\b|but\b|status\b|will\b|may\b|can\b)[a-z]{3,})"
_NATIONALS = (
    rf"{LAND} nationals?\b{_OTHER_WORD}|\bnationals? of (?:(?:an?|the) )?(?:nato|eu|european|member|allied|five)|"
    r"\b(?:eu|european|uk|british|swiss|canadian|australian) passport\b"
)
CITIZEN = one(
    rf"citizen|\b{US} ?persons?\b|permanent resid|green card|{_NATIONALS}|\busc\b|sole (?:\w+ )?nationality|"
    r"nationality (?:is )?(?:required|mandatory)|\b(?:hold|possess|have|be of)\b[^.;]{0,20}\bnationality"
)
_STATUS = (
    rf"(?:citizens?(?:hip)?\b|{US} ?persons?\b(?: status)?|permanent residen\w+|green card(?:s| holders?)?\b|"
    rf"{_NATIONALS}|"
    r"nationality)"
)
CITIZEN_FIRM = one(
    rf"\b(?:must|shall|need(?:s)? to|needs?|ha(?:ve|s) to|required to|should|to) (?:\w+ ){{0,3}}?(?:be|hold|"
    rf"have|possess|maintain|retain|provide proof of|show|demonstrate)\b[^.;!?]{{0,70}}\b{_STATUS}",
    rf"\b{_STATUS}[^.;!?]{{0,70}}\b(?:is|are|as|being|status)?[ ,(-]*(?:strictly |absolutely |also "
    rf")?(?:required|mandatory|necessary|needed|a must\b|a requirement|requirement|essential|only\b|will be "
    rf"verified|due to)",
    rf"\b(?:requires?|required?|requirements?|requiring|only|limited to|restricted to|mandatory|eligible|due "
    rf"to|must-have|needs?|exclusively|prerequisite)\b[^.;!?]{{0,90}}\b{_STATUS}",
    rf"\b{US} ?persons?\b[^.]{{0,40}}(?:as defined|under|per |\(|itar|22 cfr)|(?:itar|"
    rf"export)[^.]{{0,140}}\b(?:{US} ?persons?\b|citizen)",
    r"\bsole (?:\w+ )?(?:nationals?|citizens?)\b",
    r"(?<!if )\byou(?:'re| are| hold| have| possess)\b[^.;,]{0,25}\bcitizen",
    r"\bnon-? ?(?:\w+[- ])?citizens? (?:may|can|will|are|cannot|can't|won't) (?:only |not |be )|lawfully admitted|"
    r"lawful,? permanent residen|"
    r"\busc\b[^.;]{0,20}\bonly|only[^.;]{0,12}\busc\b|proof of [^.]{0,20}citizenship|\bbe (?:an? )?(?:eligible )?"
    + US
    + r" (?:citizen|person|national)",
)
CITIZEN_LISTED = one(
    rf"^\W*(?:are |is |be )?(?:an? )?(?:(?:active|clearable|current|valid|sole|proof of|candidates?:?|"
    rf"clearance:?|requirements?:?|eligibility:?|citizenship:?|work authori[sz]ation:?|status:?|"
    rf"must:?)\W+)*(?:{LAND}[ -]*){{1,2}}{_STATUS}",
    rf"^\W*citizenship\W+(?:{LAND}|us)\b|[|,;/(]\s*(?:{US})[ -]*citizens?(?:hip)?(?: only| required|"
    rf"s)?\s*(?:[|,;/)]|$)|^\W*citizenship (?:of|in) ",
    rf"\b(?:{LAND})[ -]+citizen(?:ship)?\b(?=[^.]{{0,60}}(?:ability to|able to|clearance|eligible))",
)
CITIZEN_OR_AUTHORIZED = one(
    r"(?:right|authori[sz]\w+|eligible) to (?:live and )?work[^.;]{0,40}\([^)]*citizen|citizens? ?/ ?visa",
    rf"{_STATUS}[^.;]{{0,50}}\b(?:or|/|and/or|and (?:all |any )?(?:those|anyone|people|individuals|others|persons|"
    rf"candidates|"
    rf"applicants|foreign))\b[^.;]{{0,40}}\b(?:authori[sz]ed to work|(?:current |valid |legal "
    rf")?(?:work|employment) (?:authori[sz]ation|permit|visa)|(?:right|permitted|eligible|entitled|able) to "
    rf"(?:live and )?work|valid visa|work permit|visa holders?)",
    rf"(?:authori[sz]ed to work|work (?:authori[sz]ation|permit|visa)|right to work|valid "
    rf"visa)[^.;]{{0,60}}\bor\b[^.;]{{0,40}}{_STATUS}",
)
CLEARANCE_ASKED = one(r"\bclearance\b[^.?]{0,30}\?(?!\W*yes\b)")  # a question of the form, not yet answered
NOT_CITIZEN = one(
    rf"(?:\bnot|n't) (?:\w+ )?require (?:\w+ ){{0,2}}{_STATUS}|{_STATUS}[^.;,]{{0,20}}(?:is|are) not (?:\w+ "
    rf")?(?:required|"
    rf"necessary|mandatory|needed)"
)
ANSWERED_NO = one(r"[:?]\W*(?:no|none|n/a|not (?:required|applicable|needed))\W*$")
NO_DEMAND = one(
    r"\b(?:compensation|salary|pay)\b[^.]{0,160}clearance|clearance level,|(?:depend|based|determined|"
    r"offer)\w*\b[^.]{0,160}clearance level|^\W*with an active clearance,|additional (?:detail|information)|"
    r"https?:|www\.|learn more|polygraph protection|unlawful|lie detector"
)
CLEARANCE = one(
    r"requires?\b[^.]{0,70}\bclearances?\b|\b(?:security|secret|ts/?sci|ts|sci|top[- ]secret|dod|doe|do[de]|"
    r"government|federal|nato|sc|dv|bpss|nv[- ]?[12]|baseline|q|l|public trust|poly(?:graph)?|yankee white|"
    r"classified|interim|active|current|tier \d|dhs|sensitive|personnel|national security|defen[cs]e|level|"
    r"usg|cbp|required|obtain(?:ing)?|eligibility|maintain|hold|possess|higher)\b[^.;!?]{0,45}\bclearances?\b|"
    r"\bts/sci\b|\btop secret\b(?! (?:project|sauce|recipe|weapon|plan|ingredient))|public trust\b(?! (?:in|of|"
    r"through|by)\b)|"
    r"\bclearances?:|\bpolygraph\b|\bdhs eod\b|(?:developed|security) vetting|vetting to (?:sc|dv)|\b(?:ts|secret) "
    r"eligib|\b(?:t[35]|tier [35]) (?:background )?investigation|\b(?:interim|active|current|final|collateral|dod) "
    r"(?:dod )?(?:ts|secret)\b(?! (?:manag|rotat|key|stor|"
    r"shar|valu))|\bts (?:with|and|/) ?sci\b|\bcleared to (?:sc|dv|ts|nv|secret|top)|\bclearances? (?:is |are "
    r")?(?:required|"
    r"mandatory|needed|eligib|level)|\bsecret clearance|\bclearable\b|\b(?:sc|dv|security|bpss|nv[12]|ts|"
    r"secret|ts/sci)[- ]cleared\b|access to classified|security investigation|(?:ci|full[- ]scope|"
    r"lifestyle|fsp)[ -]*poly|sicherheitsüberprüfung|habilitation (?:secret|confidentiel|défense)"
)
SOFT_ASIDE = re.compile(r"\([^()]{0,80}\b(?:plus|preferred|bonus|advantage|desired|ideal)\b[^()]{0,40}\)")
CLEARANCE_FIRM = one(
    r"^\W*(?:required |security |minimum )*clearances?(?: levels?| requirements?| required)?\s*:(?!.*\b(?:prefer|"
    r"desir|plus))",
    r"clearance[^.;,(]{0,40}\b(?:is |are )?(?:required|mandatory|needed|a must)\b|\b(?:must|required?s?|"
    r"mandatory|need(?:s)? to)\b[^.;(]{0,80}(?:clearance|ts/sci|top secret|public trust|access to classified)|"
    r"(?:ability|eligib\w+|"
    r"able|willing\w*)\b[^.;(]{0,60}\b(?:to )?(?:obtain|hold|get|maintain|"
    r"secure)\b[^.;(]{0,60}clearance(?![^.;]{0,40}(?:prefer|plus|bonus|benefi|desir|advantage))",
)
CLEARANCE_DEMAND = one(
    r"\bmust\b|requir|\bneed|possess|\bhold(?:s|ing)?\b|\bactive\b|\bcurrent(?:ly)?\b|obtain|maintain|eligib|"
    r"abilit|\bable\b|willing|subject to|condition|mandatory|\bhave\b|\bhas\b|undergo|pass|clearance:|"
    r"clearable|only\b|\bwith (?:an?|active|current|ts|top|secret)|or (?:higher|above|greater)|minimum|in "
    r"order to"
)
_COUNTRY_PLACE = (
    r"(?:in|within|for|throughout) (?:the |your |any |our )?(?:u\.?s|united|u\.?k|e\.?u|europe|canada|country|"
    r"location|australia|new zealand|ireland|germany|france|netherlands|singapore|india|israel|spain|poland|"
    r"mexico|brazil|japan|switzerland|us|jurisdiction|region|employer|\w+(?:land|stan|gal|ium|ria|ia|ce|da|ey|"
    r"an)\b|[a-z]+, )"
)
AUTHORIZED = one(
    rf"\b(?:authori[sz]ed|eligible|entitled|permitted|allowed|able|qualified|legal)\b[^.;,]{{0,12}} to "
    rf"(?:legally |lawfully |live and |reside and |be employed|permanently )*(?:work|be "
    rf"employed)\b[^.;]{{0,25}}{_COUNTRY_PLACE}",
    r"\blegally (?:authori[sz]ed|eligible|entitled|permitted|able|allowed)\b[^.;]{0,20} (?:to|for) (?:\w+ "
    r"){0,3}(?:work|employ)|\blegally (?:work|authori[sz]ed (?:in|within))|\bwork legally\b|\b(?:authori[sz]ed|"
    r"eligible) to "
    r"(?:legally )?work(?= (?:in|within|for|and|legally|lawfully|anywhere|without|here|permanently|full|"
    r"throughout)\b|\W*$|[.,;)])|\bright to (?:live and )?work\b|\blegal right\b|\bpermission to (?:live and |reside "
    r"and )?work|\b(?:authori[sz]ed|eligible) for employment\b|"
    r"\bauthori[sz]ation to (?:legally )?work|citizens? ?/ ?visa only|\beligibility to work|\bwork(?:ing)? "
    r"(?:authori[sz]ation|permit|visa|rights?|eligibility)\b|\bemployment (?:authori[sz]ation|eligibility|"
    r"visa)\b|\bvalid (?:\w+ )?visa\b|\b(?:work|residence|residency) permits?\b|arbeitserlaubnis|"
    r"arbeitsgenehmigung|aufenthaltstitel|permis de travail|titre de séjour|droit de travailler|permiso de "
    r"trabajo|werkvergunning",
    rf"{_STATUS}[^.;]{{0,60}}authori[sz]ed to work",
)
DEMAND = one(
    r"\bmust\b|requir|\bneed|\bshould\b|\bhave\b|\bhas\b|possess|\bonly\b|applicants?|candidates?|\byou\b|"
    r"position|\ball\b|able to|\bproof\b|verif|provide|hold|erforderlich|gültige|\bvalid\b|encouraged|\bbe\b|"
    r"\bare (?:legally )?(?:eligible|authori|entitled)"
)
VERIFIES = one(
    r"^(?!.*\bmust\b[^.]{0,60}(?:authori|eligible|legal)).*e-?verify",
    r"(?:confirm|verify|verifies|determine|prove|establish)\w*[^.]{0,60}(?:authori[sz]ed to work|"
    r"authori[sz]ation to work|work authori[sz]ation|employment eligibility|eligibility to work)",
    r"\bcompl(?:y|ies|iance)\b[^.]{0,160}(?:laws?|requirements|act)\b|immigration and nationality act|"
    r"\birca\b|i-9\b|identity and (?:\w+ )?(?:authori|eligib|employment)|right[- ]to[- ]work (?:poster|notice|"
    r"check)|learn (?:more )?about|click here|^\W*(?:work|employment) (?:authori[sz]ation|eligibility)\W*$",
    r"\b(?:confirm|verif|check)\w*\b[^.]{0,40}right to work|right[- ]to[- ]work (?:documents?|documentation|evidence)",
    r"\b(?:indicate|select|choose|state|mention|specify|include|let us know|tell us|share|disclose|"
    r"note)\b[^.]{0,60}\byour (?:\w+ )?(?:work|"
    r"visa|immigration|citizenship|current|legal)\b",
    r"work permit(?:s|ting)? (?:system|process|procedure)|work permits? (?:are|is) (?:issued|signed)|hot work|"
    r"right-to-work state",
)
EXPORT_LICENCE = one(
    r"(?:contingent|conditioned|conditional|condition|dependent)\b[^.]{0,140}\bexport|authori[sz]ation to "
    r"receive[^.]{0,80}export",
    r"export[^.;]{0,220}\b(?:licen[cs]e|licensing|authori[sz]ation|approval)s?\b|(?:licen[cs]e|"
    r"authori[sz]ation|approval)s?\b[^.;]{0,80}\bexport|(?:obtain|eligib\w*|qualify|"
    r"require)\b[^.;]{0,60}\b(?:export|government) licen",
    r"(?:depend|contingent|condition)\w*\b[^.]{0,100}\b(?:licen[cs]e|authori[sz]ation)s?\b[^.]{0,60}\b(?:controlled|"
    r"u\.?s\.? government|usa government)",
)
