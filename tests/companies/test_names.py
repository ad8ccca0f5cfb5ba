"""Published legal names and their keys."""

import pytest

from companies.names import MAX_LENGTH, comparable, core, name_keys, split_trade_name


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Initech, Inc.", "INITECH INC"),
        ("Initech U.S.A., L.L.C.", "INITECH U S A L L C"),
        ("Initech &amp; Sons", "INITECH AND SONS"),
        ("Initech   &  Sons", "initech & sons"),
        ("O'Brien’s Café", "OBRIENS CAFE"),
    ],
)
def test_k0_ignores_case_and_punctuation(left: str, right: str) -> None:
    assert name_keys(left).k0 == name_keys(right).k0


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("THE INITECH TECHS CORP", "Initech Technologies Corporation"),
        ("UNIV OF NORTHERN GLOBEX", "The University of Northern Globex"),
        ("GLOBEX & T SERVICES CO", "GLOBEX T SVCS COMPANY"),
        ("EASTERN GLOBEX UNIVERSITY EGU", "Eastern Globex University"),
    ],
)
def test_k1_spells_abbreviations_and_legal_forms_in_one_way(left: str, right: str) -> None:
    assert name_keys(left).k1 == name_keys(right).k1


def test_k1_keeps_the_legal_form_and_k2_drops_it() -> None:
    inc, llc = name_keys("Initech Inc"), name_keys("INITECH LLC")
    assert inc.k1 != llc.k1
    assert inc.k2 == llc.k2 == "INITECH"


def test_a_name_that_is_only_a_legal_form_keeps_one_word() -> None:
    assert name_keys("THE COMPANY INC").k2 == "COMPANY"


def test_pa_after_of_is_pennsylvania() -> None:
    assert name_keys("GLOBEX UNIV OF PA").k2 == "GLOBEX UNIVERSITY PENNSYLVANIA"
    assert name_keys("GLOBEX DENTAL PA").k2 == "GLOBEX DENTAL"


@pytest.mark.parametrize(
    ("name", "k2"),
    [
        ("INITECH ADVANCED SEMICONDUCTORS IN", "INITECH ADVANCED SEMICONDUCTORS"),  # 34 letters
        ("INITECH ADVANCED CONDUCTORS INCORP", "INITECH ADVANCED CONDUCTORS"),
        ("INITECH INCORPORA", "INITECH"),
    ],
)
def test_a_cut_legal_form_is_still_one(name: str, k2: str) -> None:
    assert name_keys(name).k2 == k2


def test_a_name_of_34_letters_keeps_its_whole_legal_form() -> None:
    name = "INITECH MARKET SERVICES GLOBAL INC"
    assert len(name) == 34
    assert name_keys(name).k1.endswith(" INC")


@pytest.mark.parametrize(
    ("name", "main", "trade", "kind"),
    [
        ("INITECH INC D/B/A ROADRUNNER", "INITECH INC", "ROADRUNNER", "trade"),
        ("INITECH INC D/B/A/ ROADRUNNER", "INITECH INC", "ROADRUNNER", "trade"),
        ("INITECH INC D B A ROADRUNNER", "INITECH INC", "ROADRUNNER", "trade"),
        ("INITECH INC, DBA ROADRUNNER", "INITECH INC", "ROADRUNNER", "trade"),
        ("INITECH LLC FORMERLY KNOWN AS GLOBEX", "INITECH LLC", "GLOBEX", "former"),
        ("INITECH LLC F/K/A GLOBEX", "INITECH LLC", "GLOBEX", "former"),
        ("INITECH SERVICES LLC A GLOBEX COMPANY", "INITECH SERVICES LLC", "GLOBEX COMPANY", "group"),
        ("INITECH HEALTH OF OREGON D/", "INITECH HEALTH OF OREGON", "", "none"),
        ("DBA INITECH", "DBA INITECH", "", "none"),
        ("ADBAR FKAPP", "ADBAR FKAPP", "", "none"),
    ],
)
def test_it_splits_trade_and_former_names(name: str, main: str, trade: str, kind: str) -> None:
    assert split_trade_name(name) == (main, trade, kind)


@pytest.mark.parametrize("name", ["", " ", "!!!", "株式会社", "\x00", "A", "THE", "&", "x" * 10_000])
def test_it_never_fails(name: str) -> None:
    keys = name_keys(name)
    assert len(keys.k0) <= 3 * MAX_LENGTH


def test_single_letters_are_joined() -> None:
    assert comparable("L. T. GLOBEX N.A.") == "LT GLOBEX NA"


def test_core_has_no_blanks_and_no_legal_form() -> None:
    assert core("INITECH MARKET SVCS INC") == "INITECHMARKETSERVICES"
