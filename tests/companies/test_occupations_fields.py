"""The job field of a title, as a seeker would say it. Each row was decided by reading, not by the rules."""

import csv
from pathlib import Path

import pytest

from companies.occupations import classify, fields, soc, tables

TITLES = {
    "software": [
        "Senior Software Engineer, Payments",
        "Full-Stack Developer (React/Node)",
        "Software Engineer, Machine Learning Platform",
        "Staff Backend Engineer - Billing",
        "iOS Engineer II",
        "Member of Technical Staff",
        "Site Reliability Engineer",
        "QA Automation Engineer",
        "Salesforce Developer",
        "Forward Deployed Engineer",
        "Programmer Analyst",
        "Embedded Firmware Engineer",
        "Engineering Manager, Platform",
    ],
    "data-ai": [
        "Sr. Data Scientist",
        "Machine Learning Engineer",
        "Analytics Manager",
        "Head of Data",
        "Business Intelligence Developer",
        "Biostatistician II",
        "Principal Engineer - AI",
        "VP, Data Governance Manager",
    ],
    "it-infrastructure": [
        "Systems Administrator",
        "SAP SD Consultant",
        "Network Engineer III",
        "Technology Lead - US",
        "Solutions Architect",
        "IT Support Specialist",
        "Database Administrator (DBA)",
        "Technical Support Engineer",
    ],
    "security": ["Security Engineer, Identity", "SOC Analyst", "Head of Security", "IAM Analyst", "GRC Manager"],
    "hardware": ["ASIC Design Verification Engineer", "RF Engineer", "Electrical Engineer II", "FPGA Engineer"],
    "engineering": [
        "Structural Engineer, Building Infrastructure",
        "Propulsion Engineer",
        "HVAC Design Engineer",
        "Construction Superintendent",
        "Vehicle Systems Engineer",
        "Project Engineer",
    ],
    "product": ["Product Manager, Enterprise Software", "Director, Product Management", "Group Product Manager"],
    "program": ["Technical Program Manager", "Scrum Master", "Project Manager II", "PMO Lead"],
    "design": ["Product Designer", "UX Researcher & UX Designer", "Interior Designer", "Art Director"],
    "research": ["Postdoctoral Associate", "Research Scientist III", "Chemist", "Senior Scientist, Oncology"],
    "finance": [
        "Staff Accountant",
        "Quantitative Researcher, Trading",
        "Tax Senior",
        "FP&A Manager",
        "Claims Adjuster",
    ],
    "consulting-operations": [
        "Management Consultant",
        "Business Analyst",
        "Chief of Staff",
        "Executive Assistant, Engineering",
        "Customer Support Agent",
    ],
    "marketing-sales": [
        "Account Executive, Software",
        "Sales Engineer",
        "Product Marketing Manager",
        "Customer Success Manager",
        "Vice President, Product Sales",
        "Business Development Representative",
        "Store Manager",
    ],
    "people-legal": [
        "Technical Recruiter",
        "Recruiter - Sales",
        "Corporate Counsel",
        "HR Business Partner",
        "Paralegal",
    ],
    "healthcare": [
        "Registered Nurse",
        "Hospitalist Physician",
        "Physical Therapist",
        "Licensed Optician, Part-Time",
        "Medical Technologist",
        "PGY-2 Resident",
    ],
    "education": ["Assistant Professor of Surgery", "Math Teacher", "Montessori Guide", "Librarian"],
    "supply-manufacturing": ["Supply Chain Analyst", "Manufacturing Engineer", "CNC Machinist", "Quality Engineer"],
    "media-arts": ["Video Editor", "Journalist", "Assistant Tennis Coach", "Content Creator"],
    "other": ["Sous Chef", "Security Guard", "Pastor"],
}


@pytest.mark.parametrize(("field", "title"), [(field, title) for field, titles in TITLES.items() for title in titles])
def test_a_rule_tells_the_field_of_a_plain_title(field: str, title: str) -> None:
    assert fields.field_of_title(title) == field


@pytest.mark.parametrize("title", ["Associate", "Vice President", "Senior Manager", "Analyst II", "", "软件"])
def test_no_rule_speaks_where_the_title_is_silent(title: str) -> None:
    assert fields.field_of_title(title) == ""


def test_every_detailed_code_and_every_rule_has_a_known_field() -> None:
    # No SOC code is product management's own: only titles tell it.
    assert {fields.field_of_soc(code) for code in soc.detailed()} == set(fields.labels()) - {"product"}
    assert {row["field"] for row in tables.rows("title_field_rules.tsv")} <= set(fields.labels())


@pytest.mark.data
def test_it_agrees_with_the_hand_labels(shared_data: Path) -> None:
    with (shared_data / "occupations/title_job_field_dev.csv").open(encoding="utf-8") as file:
        labels = [(row["job_title"], row["soc2018"], row["fields"].split("|")) for row in csv.DictReader(file)]
    with_code = sum(classify(title, code).job_field in right for title, code, right in labels)
    alone = sum(classify(title).job_field in right for title, _, right in labels)
    assert with_code >= 0.92 * len(labels)
    assert alone >= 0.85 * len(labels)
