"""The stance of a posting: sentences written for this table, with the verdict a careful reader gives."""

import json
from pathlib import Path

import pytest

from postings.analysis import text
from postings.analysis.sections import kinds, parts
from postings.analysis.sponsorship import stance
from postings.benchmarks.analysis import stance_scores

OFFERS = """
We will sponsor an H-1B for the right person.
Visa sponsorship is available for this opening.
We're happy to take over your H-1B transfer.
Relocation package and visa support for you and your family
H-1B transfers are welcome, and so are candidates on OPT or CPT.
We consider visa sponsorship case by case for senior engineers.
Our company sponsors work visas and green cards.
We can help you get a work permit for the Netherlands.
Immigration support, including covered legal fees
Acme provides visa assistance to international hires.
You do not have a work permit yet? We will sponsor your visa.
Sponsorship for TN and E-3 visas is available.
Globex accepts applicants on STEM OPT.
We do sponsor visas, although we cannot guarantee it for every role.
Visa sponsorship: yes
Wir unterstützen dich bei Visum und Umzug.
We are open to sponsoring exceptional candidates.
If you are not a citizen, we will sponsor your visa.
Full visa sponsorship and a relocation bonus
The company will pay for your visa and for your move.
"""
REFUSES = """
We do not provide visa sponsorship.
Initech is unable to sponsor or take over sponsorship of employment visas.
Must be able to work in the US without the need for employer sponsorship now or in the future.
Sponsorship is not available for this position.
No visa sponsorship.
Candidates must not now or in the future require sponsorship.
This role is not eligible for visa sponsorship.
Applicants who require H-1B sponsorship will not be considered, as we cannot sponsor.
We're currently not able to offer work permits or relocation.
Visa sponsorship: No
Unfortunately we can't support visa applications at this time.
You must have an unrestricted right to work in the UK.
Only candidates who do not need sponsorship, today or later, will be considered.
We are not accepting candidates on OPT or CPT.
The firm will not sponsor individuals for employment visas, now or in the future.
Employment visa sponsorship will not be offered.
Please note that immigration sponsorship cannot be provided.
Legally authorized to work for any employer without sponsorship
Leider können wir kein Visum-Sponsoring anbieten, keine Visa-Unterstützung.
Work authorization that does not require employer sponsorship is needed.
At this time the team isn't able to sponsor visas.
No sponsorship or C2C.
Must possess permanent work authorization and not need sponsorship.
"""
CITIZENSHIP = """
Must be a U.S. citizen.
US citizenship is required for this role.
Applicants must be U.S. Persons as defined by ITAR.
Due to the contract, only US citizens can be considered.
U.S. Citizens or green card holders only
This position requires United States citizenship.
You must hold British citizenship.
To comply with export rules, candidates must be a U.S. citizen, lawful permanent resident, refugee or asylee.
Sole UK national? You must have sole British citizenship.
Proof of US citizenship required
U.S. citizenship with the ability to obtain a Secret clearance
Must be a US person under ITAR (22 CFR 120.62).
Active TS/SCI clearance and US citizenship required.
USC/GC only
"""
CLEARANCE = """
Active TS/SCI clearance required.
Ability to obtain a Secret clearance
Must be able to obtain and maintain a DoD security clearance.
You hold a current Top Secret clearance with polygraph.
This position requires eligibility for a security clearance.
SC clearance is mandatory for this role.
Public Trust clearance or the ability to get one is required.
Candidates need an active DV clearance.
Clearance: Top Secret/SCI
Secret clearance required; TS/SCI preferred.
Willing and eligible to undergo security clearance
"""
UNCLEAR = """
Must be authorized to work in the United States.
Applicants must have the right to work in the UK.
You are legally entitled to work in Germany.
Valid work permit required.
Candidates must be eligible to work in Canada.
Employment is contingent on obtaining an export license.
Proof of eligibility to work in Ireland is required.
Eine gültige Arbeitserlaubnis ist erforderlich.
Work authorization in the country of employment
US citizens and all those authorized to work in the US are encouraged to apply.
Must be a US citizen or otherwise authorized to work in the United States.
"""
NONE = """
You will be the executive sponsor of our largest accounts.
Experience integrating Visa, Mastercard and Amex.
You'll join the risk team at Visa Inc. in Austin.
Employer-sponsored health insurance and a 401(k) match
We participate in E-Verify to confirm that you are authorized to work in the United States.
All applicants are considered without regard to race, religion, sex, national origin, citizenship or veteran status.
An active Secret clearance is preferred.
Security clearance is a plus but not required.
Manage visa and immigration cases for our global workforce.
Negotiate event sponsorships with brands.
Build digital services for citizens.
Knowledge of CPT and ICD-10 codes
Present findings to study sponsors and investigators.
Submit 510(k) clearance applications to the FDA.
Candidates must pass a criminal background clearance and a TB test.
You treat documentation as a first-class citizen.
Will you now or in the future require sponsorship for employment visa status?
You can opt out of messages at any time.
Own customs clearance for our European warehouses.
Support the export of data to CSV.
We sponsor PyCon and local meetups.
Our software helps employers file H-1B petitions.
Company-sponsored snacks and hackathons
The final offer depends on experience, location and clearance level.
You are a curious person who enjoys experiments.
Permit to work systems and lockout/tagout
Please refer to the right-to-work poster.
"""
TABLE = [
    (line, label)
    for label, lines in (
        ("offers", OFFERS),
        ("refuses", REFUSES),
        ("citizenship_required", CITIZENSHIP),
        ("clearance_required", CLEARANCE),
        ("authorization_required_unclear", UNCLEAR),
        ("none", NONE),
    )
    for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("sentence", "label"), TABLE)
def test_it_reads_the_stance_of_a_sentence(sentence: str, label: str) -> None:
    document = text.read(f"<p>We build things.</p><ul><li>{sentence}</li></ul>")
    verdict = stance(document)
    assert verdict.label == label
    if label != "none":
        assert verdict.evidence is not None
        start = verdict.evidence.start
        assert document.text[start : start + len(verdict.evidence.text)] == verdict.evidence.text


def test_the_strictest_verdict_wins_and_all_are_kept() -> None:
    verdict = stance(
        text.read("<p>We sponsor visas. US citizenship is required. Active Secret clearance required.</p>")
    )
    assert verdict.label == "citizenship_required"
    assert verdict.labels == ("citizenship_required", "clearance_required", "offers")


def test_a_field_of_the_source_wins_over_the_text() -> None:
    document = text.read("<p>We do not sponsor visas.</p>")
    assert stance(document, offered=True).label == "offers"
    assert stance(document, offered=True).method == "field"
    assert stance(document, offered=False).evidence.text == "We do not sponsor visas."  # type: ignore[union-attr]


def test_an_offer_limited_to_one_country_is_still_an_offer() -> None:
    verdict = stance(
        text.read("<p>We sponsor visas for Paris. We cannot sponsor visas for roles outside of France.</p>")
    )
    assert verdict.label == "offers"


def test_a_clearance_among_preferred_things_is_not_demanded() -> None:
    document = text.read("<h3>Nice to have</h3><ul><li>Active TS/SCI clearance</li><li>Rust</li></ul>")
    assert stance(document, kinds=kinds(parts(document))).label == "none"
    document = text.read("<h3>Requirements</h3><ul><li>Active TS/SCI clearance</li><li>Rust</li></ul>")
    assert stance(document, kinds=kinds(parts(document))).label == "clearance_required"


def test_a_short_topic_is_read_with_its_answer() -> None:
    verdict = stance(text.read("<p><b>Visa sponsorship</b></p><p>Not available for this role.</p>"))
    assert verdict.label == "refuses"
    assert verdict.evidence is not None
    assert verdict.evidence.text == "Visa sponsorship\nNot available for this role."


def test_zero_width_characters_do_not_hide_a_refusal() -> None:
    assert stance(text.read("<p>We do not spon\u200bsor vi\u00adsas.</p>")).label == "refuses"


@pytest.mark.data
def test_it_reaches_the_target_on_the_labelled_passages(shared_data: Path) -> None:
    lines = (shared_data / "postings/labelled/visa_sentences.jsonl").read_text().splitlines()
    scores = stance_scores([json.loads(line) for line in lines])
    assert scores.macro_f1 >= 0.95
    assert scores.precision["offers"] >= 0.98
    assert scores.precision["refuses"] >= 0.98
    assert scores.literal == 1.0
