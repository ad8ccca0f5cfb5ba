"""Small files of filings, made by tests in the forms that the agencies publish. Names and figures are invented."""

import zipfile
from pathlib import Path

LCA_COLUMNS = (
    "CASE_NUMBER",
    "CASE_STATUS",
    "RECEIVED_DATE",
    "DECISION_DATE",
    "VISA_CLASS",
    "JOB_TITLE",
    "SOC_CODE",
    "EMPLOYER_NAME",
    "EMPLOYER_CITY",
    "EMPLOYER_STATE",
    "EMPLOYER_FEIN",
    "EMPLOYER_POC_EMAIL",
    "TOTAL_WORKER_POSITIONS",
    "NEW_EMPLOYMENT",
    "WORKSITE_STATE",
    "WAGE_RATE_OF_PAY_FROM",
    "WAGE_UNIT_OF_PAY",
    "H_1B_DEPENDENT",
)


def lca_row(number: int = 1, **cells: str) -> list[str]:
    """A certified H-1B case of FY2024; `cells` replace columns by name."""
    row = {
        "CASE_NUMBER": f"I-200-24001-{number:06}",
        "CASE_STATUS": "Certified",
        "RECEIVED_DATE": "2024-01-02",
        "DECISION_DATE": "2024-01-09",
        "VISA_CLASS": "H-1B",
        "JOB_TITLE": "Software Engineer",
        "SOC_CODE": "15-1252.00",
        "EMPLOYER_NAME": "ACME INC",
        "EMPLOYER_CITY": "SEATTLE",
        "EMPLOYER_STATE": "WA",
        "EMPLOYER_FEIN": "12-3456789",
        "EMPLOYER_POC_EMAIL": "alice@acme.example",
        "TOTAL_WORKER_POSITIONS": "1",
        "NEW_EMPLOYMENT": "1",
        "WORKSITE_STATE": "WA",
        "WAGE_RATE_OF_PAY_FROM": "$96,100.00 ",
        "WAGE_UNIT_OF_PAY": "Year",
        "H_1B_DEPENDENT": "No",
        **cells,
    }
    return [row[name] for name in LCA_COLUMNS]


def write_csv(path: Path, *rows: list[str], header: tuple[str, ...] = LCA_COLUMNS) -> Path:
    lines = [",".join(f'"{cell}"' for cell in row) for row in (list(header), *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_workbook(path: Path, sheet: str, strings: tuple[str, ...] = (), settings: str = "") -> Path:
    """A workbook around the XML of one sheet's rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{relations}">{settings}'
            '<sheets><sheet name="Data" sheetId="1" r:id="rId7"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId7" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/sharedStrings.xml",
            f'<sst xmlns="{main}">' + "".join(f"<si><t>{text}</t></si>" for text in strings) + "</sst>",
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>'
        )
    return path
