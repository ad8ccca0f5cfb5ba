"""Funding from files to the panel: it can run twice, nothing is lost, and a curator's word stays."""

import csv
import gzip
import io
import json
import tarfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from companies.funding.deals import NOT_LISTED
from companies.importers.funding import import_crunchbase, import_form_d
from companies.importers.profiles import refresh, settle
from companies.models import Company, CompanyStatement, FundingRound, Investment, Investor, RoundStatement
from companies.panels import funding_panel
from sources.imports import Counts
from sources.models import ImportRun
from tests.factories import make_company

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent.parent / "samples" / "funding"
DAY = date(2026, 11, 22)


def crunchbase(*paths: Path) -> Counts:
    return import_crunchbase(paths, retrieved_on=DAY)[-1]


def numbers(counts: Counts) -> tuple[int, int, int, int]:
    return counts.created, counts.updated, counts.unchanged, counts.failed


def export(folder: Path, companies: list[str], rounds: list[str]) -> Path:
    """A small export in the form of October 2013."""
    (folder / "companies.csv").write_text(
        "\r".join(["permalink,name,category_code,funding_total_usd,status,funding_rounds,founded_at", *companies])
    )
    header = "company_permalink,company_name,company_category_code,funding_round_type,funded_at,raised_amount_usd"
    (folder / "rounds.csv").write_text("\r".join([header, *rounds]))
    return folder


def organization(folder: Path, rounds: list[dict[str, Any]], **properties: Any) -> Path:
    identifier = {"uuid": "u1", "value": "Initech", "permalink": "initech", "entity_def_id": "organization"}
    cards = {"raised_funding_rounds": [{"updated_at": "2021-01-01T00:00:00Z", **r} for r in rounds]}
    path = folder / "initech.json"
    path.write_text(json.dumps({"properties": {"identifier": identifier, **properties}, "cards": cards}))
    return path


def round_of(key: str, kind: str, day: str, usd: int | None = None, leads: tuple[str, ...] = ()) -> dict[str, Any]:
    money = {} if usd is None else {"money_raised": {"value": usd, "currency": "USD", "value_usd": usd}}
    parts = [{"uuid": f"i-{n}", "value": n, "entity_def_id": "organization"} for n in leads]
    return {
        "identifier": {"uuid": key, "entity_def_id": "funding_round"},
        "investment_type": kind,
        "announced_on": day,
        "investor_identifiers": parts,
        "lead_investor_identifiers": parts,
        **money,
    }


def test_the_panel_of_the_seed_comes_out_of_the_importer() -> None:
    assert numbers(crunchbase(SAMPLES / "crunchbase_amazon.json"))[3] == 0
    panel = funding_panel(Company.objects.get(name="Amazon"))
    assert (panel.stage, panel.stage_code) == ("Public company", "ipo")
    assert panel.total_usd == Decimal(8_110_000_000)
    assert panel.summed_usd == Decimal(8_100_000_000)
    assert panel.disagreement.startswith(
        "Crunchbase publishes $8,110,000,000 (as of 2026-01-09); the 2 rounds counted here add up to $8,100,000,000."
    )
    assert [i.name for i in panel.investors] == ["Amazon", "Kleiner Perkins"]
    assert [(r.when, r.kind, r.amount_usd) for r in panel.rounds] == [
        ("2023-01-03", "Post-IPO Debt", 8_000_000_000),
        ("2001-07-24", "Post-IPO Equity", 100_000_000),
        ("1997-05-15", "IPO", None),
    ]
    assert (panel.equity_usd, panel.rounds_counted, panel.undisclosed) == (Decimal(100_000_000), 2, 0)
    assert panel.attribution == ("Company data provided by Crunchbase",)
    assert all(r.source == "Crunchbase" and r.retrieved_on == DAY for r in panel.rounds)


def test_a_second_import_changes_nothing() -> None:
    for path in SAMPLES.glob("*.json"):
        crunchbase(path)
    import_form_d([SAMPLES / "form_d.xml"], retrieved_on=DAY)
    before = [
        list(model.objects.order_by("pk").values()) for model in (FundingRound, RoundStatement, Investment, Company)
    ]
    for path in SAMPLES.glob("*.json"):
        assert numbers(crunchbase(path))[:2] == (0, 0)
    (again,) = import_form_d([SAMPLES / "form_d.xml"], retrieved_on=date(2027, 1, 1))
    assert numbers(again)[:2] == (0, 0)
    after = [
        list(model.objects.order_by("pk").values()) for model in (FundingRound, RoundStatement, Investment, Company)
    ]
    for rows in (*before, *after):
        for row in rows:
            row.pop("updated_at", None)
    assert before == after


def test_each_file_leaves_a_run_with_its_counts_and_problems(tmp_path: Path) -> None:
    folder = export(
        tmp_path,
        ["/company/acme,Acme,software,500,operating,1,2011-01-01", "/company/n,#NAME?,software,9,operating,1,"],
        ["/company/acme,Acme,software,angel,2012-05-01,500", ",,,angel,2012-05-01,7"],
    )
    import_crunchbase([folder], retrieved_on=DAY)
    companies, rounds = ImportRun.objects.order_by("started_at")
    assert (companies.created, companies.failed, rounds.created, rounds.failed) == (2, 1, 1, 1)
    assert companies.problems.get().field == "name"
    assert Company.objects.get().name == "Acme"  # without a name there is no page


def test_a_broken_file_is_counted_and_the_next_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"message": "insufficient permissions", "code": "MD403"}]')
    (tmp_path / "b.csv").write_bytes(b"\x00\xff\xfe")
    done = import_crunchbase([tmp_path, SAMPLES / "crunchbase_amazon.json"], retrieved_on=DAY)
    assert sum(counts.failed for counts in done) == 2
    assert Company.objects.filter(name="Amazon").exists()


def test_two_publications_disagree_and_both_are_kept(tmp_path: Path) -> None:
    folder = export(
        tmp_path,
        ["/company/initech,Initech,software,215,operating,2,2004-01-01"],
        [
            "/company/initech,Initech,software,venture,2010-06-28,210",
            "/company/initech,Initech,software,angel,2003-02-02,5",
        ],
    )
    import_crunchbase([folder], retrieved_on=DAY)
    crunchbase(
        organization(
            tmp_path,
            [
                round_of("r1", "secondary_market", "2010-06-28", 120, ("Big Fund",)),
                round_of("r2", "seed", "2009-01-01", 30),
            ],
        )
    )
    panel = funding_panel(Company.objects.get())
    newest, seed, gone = panel.rounds
    assert (newest.kind, newest.amount_usd, newest.source, newest.leads) == (
        "Secondary Market",
        Decimal(120),
        "Crunchbase",
        ("Big Fund",),
    )
    (old,) = newest.others
    assert (old.kind, old.amount_usd, old.source) == (
        "Venture - Series Unknown",
        Decimal(210),
        "Crunchbase, export of October 2013",
    )
    assert (gone.counts, gone.why_not, seed.counts) == (False, NOT_LISTED, True)
    assert (panel.summed_usd, panel.left_out) == (Decimal(150), 1)


def test_a_round_that_the_api_lists_no_more_is_withdrawn_but_not_by_a_broken_answer(tmp_path: Path) -> None:
    rounds = [round_of(f"r{n}", "seed", f"202{n}-01-01", n) for n in (1, 2, 3)]
    crunchbase(organization(tmp_path, rounds))
    assert crunchbase(organization(tmp_path, [])).closed == 0
    assert crunchbase(organization(tmp_path, rounds[:2])).closed == 1
    panel = funding_panel(Company.objects.get())
    assert (panel.summed_usd, len(panel.rounds)) == (Decimal(3), 2)
    assert RoundStatement.objects.count() == 3
    crunchbase(organization(tmp_path, rounds))
    assert funding_panel(Company.objects.get()).summed_usd == 6


def test_an_amendment_replaces_whichever_comes_first(tmp_path: Path) -> None:
    company = make_company("Initech", cik="0009990001")
    first, amended = tmp_path / "0009990001-22-000001.xml", tmp_path / "0009990001-22-000002.xml"
    first.write_text(text := (SAMPLES / "form_d.xml").read_text())
    previous = "<previousAccessionNumber>0009990001-22-000001</previousAccessionNumber>"
    text = text.replace("<isAmendment>false</isAmendment>", f"<isAmendment>true</isAmendment>{previous}")
    amended.write_text(text.replace("4200000", "6000000").replace("<submissionType>D<", "<submissionType>D/A<"))
    for order in ((amended, first), (first, amended)):
        RoundStatement.objects.all().delete()
        FundingRound.objects.all().delete()
        for path in order:
            import_form_d([path], retrieved_on=DAY)
        panel = funding_panel(company)
        assert [(r.kind, r.amount_usd) for r in panel.rounds] == [("Form D offering", Decimal(6_000_000))]
        assert RoundStatement.objects.get(external_id="0009990001-22-000001").replaced
    assert panel.attribution == ("Offerings from Form D filings with the US Securities and Exchange Commission",)


def test_a_filing_of_a_company_that_is_not_here_waits_and_finds_it_later() -> None:
    import_form_d([SAMPLES / "form_d.xml"], retrieved_on=DAY)
    assert not Company.objects.exists()
    company = make_company("Initech", cik="0009990001")
    assert settle() == {company.pk}
    assert funding_panel(company).total_usd == 4_200_000
    assert not funding_panel(make_company("Globex")).attribution


def test_investors_of_the_tables_are_joined_to_their_rounds(tmp_path: Path) -> None:
    (tmp_path / "a_investments.csv").write_text("funding_round_uuid,investor_uuid,is_lead_investor\nr1,i1,t\nr9,i1,f\n")
    (tmp_path / "b_rounds.csv").write_text(
        "company_name,funding_round_type,funding_round_code,announced_on,raised_amount_usd,investor_count,investor_names,"
        "cb_url,company_uuid,funding_round_uuid\nAcme,venture,A,2013-11-01,5,1,Big Fund,https://c.com/organization/acme,c1,r1\n"
    )
    (tmp_path / "c_investors.csv").write_text(
        "investor_name,investor_type,cb_url,uuid\nThe Big Fund,venture_capital,https://c.com/organization/big-fund,i1\n"
    )
    for _ in range(2):
        done = import_crunchbase([tmp_path], retrieved_on=DAY)
        assert Investor.objects.filter(uuid="i1").get().name == "The Big Fund"
        (line,) = funding_panel(Company.objects.get()).rounds
        assert (line.leads, line.investors) == (("The Big Fund",), ("The Big Fund",))
    assert sum(counts.created + counts.updated for counts in done) == 0
    assert sum(counts.skipped.total() for counts in done) == 1


def test_a_curators_figures_and_places_survive_the_next_import(tmp_path: Path) -> None:
    path = organization(
        tmp_path, [round_of("r1", "seed", "2020-01-01", 5), round_of("r2", "series_a", "2021-01-01", 9)]
    )
    crunchbase(path)
    company = Company.objects.get()
    wrong = FundingRound.objects.get(kind="seed")
    wrong.amount = wrong.amount_usd = Decimal(7)
    wrong.chosen_by_curator = True
    wrong.save()
    hidden = FundingRound.objects.get(kind="series_a")
    hidden.is_hidden = True
    hidden.save()
    crunchbase(path)
    refresh([company.pk])
    panel = funding_panel(company)
    assert [(r.amount_usd, r.chosen_by_curator) for r in panel.rounds] == [(Decimal(7), True)]
    assert panel.total_usd == 7


def test_the_panel_makes_few_queries_however_much_there_is(tmp_path: Path, django_assert_max_num_queries: Any) -> None:
    rounds = [round_of(f"r{n}", "seed", f"{1990 + n}-01-01", n + 1, (f"Fund {n}", f"Other {n}")) for n in range(30)]
    crunchbase(organization(tmp_path, rounds))
    company = Company.objects.get()
    with django_assert_max_num_queries(4):
        panel = funding_panel(company)
    assert len(panel.rounds) == 30
    assert Investor.objects.count() == 60
    assert len(panel.investors) == 5


def test_a_company_without_any_record_has_an_empty_panel(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4):
        panel = funding_panel(make_company())
    assert panel.is_empty
    assert (panel.total_usd, panel.stage, panel.attribution) == (None, "", ())


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_funding", "crunchbase", str(SAMPLES / "crunchbase_amazon.json"), "--retrieved", "2026-01-09")
    assert "4 read, 4 created" in capsys.readouterr().out
    assert set(RoundStatement.objects.values_list("retrieved_on", flat=True)) == {date(2026, 1, 9)}
    call_command("import_funding", "form_d", str(SAMPLES / "form_d.xml"))
    with pytest.raises(CommandError, match="not found"):
        call_command("import_funding", "form_d", str(tmp_path / "absent"))


@pytest.mark.data
def test_the_companies_of_the_ground_truth_come_out_to_the_dollar(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "companies" / "crunchbase"
    with (folder / "ground-truth-totals.csv").open(encoding="utf-8", newline="") as table:
        truth = [row for row in csv.DictReader(table) if row["source"].endswith("2013-10")]
    keys = {row["company_key"] for row in truth}
    for name, column in (("companies", "permalink"), ("rounds", "company_permalink")):
        text = gzip.decompress((folder / f"export-2013-10/crunchbase_{name}_10_2013.csv.gz").read_bytes()).decode(
            "mac-roman"
        )
        rows = csv.DictReader(io.StringIO(text, newline=None))
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as cut:
            writer = csv.DictWriter(cut, rows.fieldnames or [])
            writer.writeheader()
            writer.writerows(row for row in rows if row[column] in keys)
    import_crunchbase([tmp_path], retrieved_on=DAY)
    for row in truth:
        panel = funding_panel(Company.objects.get(name=row["name"]))
        assert panel.total_usd == panel.summed_usd == int(row["published_total_usd"]), row
        assert (panel.rounds_counted, panel.undisclosed) == (
            int(row["rounds_listed"]),
            int(row["rounds_without_amount"]),
        )
        assert panel.disagreement == ""


@pytest.mark.data
def test_facebook_and_calendly_come_out_of_the_recorded_answers(shared_data: Path) -> None:
    folder = shared_data / "companies" / "crunchbase" / "api-v4"
    crunchbase(folder / "organization-facebook-with-raised_funding_rounds.json")
    facebook = Company.objects.get(name="Facebook")
    panel = funding_panel(facebook)
    assert panel.total_usd == panel.summed_usd == 16_122_817_488
    assert panel.equity_usd == 16_022_817_488
    # The recorded answer has five rounds without an amount; the table beside it says six.
    assert (panel.rounds_counted, panel.undisclosed) == (17, 5)
    assert panel.stage_code == "ipo"
    assert [i.name for i in panel.investors] == [
        "DST Global",
        "Horizons Ventures",
        "Accel",
        "Goldman Sachs Investment Partners",
        "Elevation Partners",
    ]
    crunchbase(*sorted(folder.glob("organization-*.json")))
    panel = funding_panel(facebook)
    assert panel.summed_usd == 16_122_817_488
    assert [i.name for i in panel.investors][:3] == ["Microsoft", "General Atlantic", "Peter Thiel"]
    assert "rank" in panel.investors_rule
    assert panel.stage_rule == "Its shares are listed since 2012-05-18."
    calendly = funding_panel(Company.objects.get(name="Calendly"))
    assert (calendly.total_usd, calendly.stage_code) == (Decimal(350_550_000), "early_stage_venture")


@pytest.mark.data
def test_every_other_file_goes_in_twice_and_changes_nothing_the_second_time(shared_data: Path) -> None:
    folder = shared_data / "companies"
    crunchbase_files = [
        folder / "crunchbase" / name for name in ("csv-export-2016-sample", "daily-export-v4", "api-v4")
    ]
    sec = [folder / "sec" / "form-d-tsv-derived", folder / "sec" / "form-d-xml"]
    for again in (False, True):
        done = import_crunchbase(crunchbase_files, retrieved_on=DAY) + import_form_d(sec, retrieved_on=DAY)
        assert sum(counts.rows_read for counts in done) > 300
        assert bool([c.words() for c in done if c.created or c.updated]) is not again
    assert CompanyStatement.objects.filter(source="form_d").exists()


def test_an_archive_of_split_tables_is_read_and_a_broken_one_is_a_problem(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    export(folder, ["/company/acme,Acme,software,5,operating,1,"], ["/company/acme,Acme,software,angel,2012-05-01,5"])
    with tarfile.open(tmp_path / "bulk_export_split.tar.gz", "w:gz") as archive:
        for table in folder.iterdir():
            archive.add(table, f"../../{table.name}")
    done = import_crunchbase([tmp_path / "bulk_export_split.tar.gz"], retrieved_on=DAY)
    assert [counts.created for counts in done] == [1, 1]
    assert funding_panel(Company.objects.get()).total_usd == 5
    (tmp_path / "broken.tar.gz").write_bytes(b"\x1f\x8b\x08 no archive")
    (counts,) = import_crunchbase([tmp_path / "broken.tar.gz"], retrieved_on=DAY)
    assert counts.failed == 1


def test_hostile_letters_and_lengths_do_not_stop_an_import(tmp_path: Path) -> None:
    odd = round_of("r" * 400, "seed", "2020-01-01", 5, ("\ud83d" * 9, "n" * 900, "n" * 901))
    path = organization(tmp_path, [odd, {"identifier": 7}], short_description="a\x00b\ud800", legal_name="x" * 9000)
    for _ in range(2):
        counts = crunchbase(path)
    assert numbers(counts)[1:] == (0, 2, 1)
    assert Company.objects.get().description == "ab"


def test_sample_figures_give_way_to_real_ones() -> None:
    company = make_company("Amazon", domain="amazon.com", is_sample=True, funding_stage="ipo")
    made_up = FundingRound.objects.create(company=company, kind="seed", amount=1, amount_usd=1, is_sample=True)
    RoundStatement.objects.create(
        company=company, round=made_up, source="published", external_id="s1", kind="seed", row_hash=b""
    )
    CompanyStatement.objects.create(
        company=company, source="published", values={"funding_total_usd": "9"}, row_hash=b"", is_sample=True
    )
    panel = funding_panel(company)
    assert (panel.is_sample, panel.total_usd, panel.attribution) == (True, Decimal(9), ())
    crunchbase(SAMPLES / "crunchbase_amazon.json")
    panel = funding_panel(company)
    assert (panel.is_sample, panel.total_usd, len(panel.rounds)) == (False, Decimal(8_110_000_000), 3)
    assert Company.objects.count() == 1
