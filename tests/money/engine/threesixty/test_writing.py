"""What is written is valid, and is read back as it was."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel.errors import BadInput
from spinney.money.engine.threesixty.checking import check_package
from spinney.money.engine.threesixty.reading import read_file, read_package
from spinney.money.engine.threesixty.values import Award, Body, Paid, Publisher
from spinney.money.engine.threesixty.writing import org_id, package

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
FUNDER = Body("360G-meadow", "The Meadow Trust")
BIRCH = Body("GB-CHC-1999999", "Birch House", charity_number="1999999", postcode="BL1 1AA")
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12
)
DAYS = st.dates(date(2001, 1, 1), date(2040, 12, 31))
PENCE = st.integers(0, 10**11)
AWARDS = st.builds(
    Award,
    identifier=WORDS,
    title=WORDS,
    description=WORDS,
    pence=PENCE,
    awarded=DAYS,
    funder=st.just(FUNDER),
    recipient=st.just(BIRCH),
    applied_pence=st.none() | PENCE,
    starts=st.none() | DAYS,
    ends=st.none() | DAYS,
    months=st.none() | st.integers(1, 60),
    programme_code=st.just("") | WORDS,
    programme_title=st.just("") | WORDS,
    open_call=st.none() | st.booleans(),
    regrant_type=st.sampled_from(("", "FRG010", "FRG070")),
    paid=st.lists(st.builds(Paid, WORDS, DAYS, PENCE, WORDS), max_size=3).map(tuple),
    place=st.just("") | WORDS,
    modified=st.none() | st.just(NOW),
)


def written(*awards):
    who = Publisher("The Meadow Trust", licence="https://creativecommons.org/licenses/by/4.0/")
    return package(awards, publisher=who, title="Grants of Growing Together", issued=NOW)


@given(AWARDS)
def test_there_and_back(award):
    file = json.loads(json.dumps(written(award)))
    assert check_package(file) == ()
    found = read_package(file)
    assert (found.awards, found.left_out, found.unknown) == ((award,), (), ())


def test_pounds_from_pence_instalments_and_the_sum_paid():
    award = Award(
        "360G-x-1", "Shared training", "For six members", 1_500_050, date(2026, 3, 1), FUNDER,
        BIRCH, regrant_type="FRG010", paid=(Paid("1", date(2026, 3, 9), 900_000, "First"),),
    )  # fmt: skip
    [grant] = written(award)["grants"]
    assert (grant["amountAwarded"], grant["amountDisbursed"]) == (15000.5, 9000)
    assert grant["disbursementTransaction"] == [
        {
            "id": "1", "transactionDate": "2026-03-09", "currency": "GBP", "value": 9000,
            "description": "First", "provider": "360G-meadow", "recipient": "GB-CHC-1999999",
        }
    ]  # fmt: skip


def test_a_grant_in_euros_is_left_out_and_never_reckoned_into_pounds():
    file = written(Award("1", "t", "d", 100, date(2026, 1, 1), FUNDER, BIRCH))
    euros = dict(file["grants"][0], id="2", currency="EUR")
    found = read_package({"grants": [*file["grants"], euros]})
    assert [one.identifier for one in found.awards] == ["1"]
    [why] = found.left_out
    assert (why.where, why.code, why.found) == ("grants/1/currency", "not_pounds", "EUR")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amountAwarded": -5}, "below_nought"),
        ({"amountAwarded": True}, "not_a_number"),
        ({"amountAwarded": 1e300}, "too_large"),
        ({"awardDate": "soon"}, "not_a_day"),
        ({"title": ["a"]}, "not_text"),
        ({"fundingOrganization": "The Meadow Trust"}, "missing"),
        ({"recipientOrganization": None, "recipientIndividual": {"id": "1"}}, "to_a_person"),
    ],
)
def test_what_cannot_be_read_without_guessing_is_left_out(change, code):
    [grant] = written(Award("1", "t", "d", 100, date(2026, 1, 1), FUNDER, BIRCH))["grants"]
    found = read_package({"grants": [grant | change]})
    assert (found.awards, [one.code for one in found.left_out]) == ((), [code])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"[" * 200_000),
        ("a.xlsx", b"PK\x03\x04 no"),
        ("a.pdf", b"%PDF-1.7"),
        ("a.csv", b" "),
        ("a.json", b'{"grants": [{"amountAwarded": ' + b"9" * 5_000 + b"}]}"),
    ],
)
def test_no_file_of_grants(name, content):
    with pytest.raises(BadInput):
        read_file(name, content)


def test_columns_are_paths_and_further_rows_add():
    rows = (
        "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Funding Org:Identifier,"
        "Funding Org:Name,Recipient Org:Identifier,Recipient Org:Name,Planned Dates,"
        "Planned Dates:Start Date,disbursementTransaction/0/value,"
        "disbursementTransaction/0/transactionDate,Shoe size\n"
        "1,t,d,GBP,10.5,2026-01-02,F,Funder,R,Recipient,soon,2026-01,5,2026-02-03,44\n"
        "1,,,,,,,,,,,,5.50,2026-03-03,\n"
    )
    found = read_file("grants.csv", rows.encode())
    [award] = found.awards
    assert [(one.pence, one.day.month) for one in award.paid] == [(500, 2), (550, 3)]
    assert (award.pence, found.unknown) == (1050, ("Shoe size",))
    assert [(one.where, one.code) for one in found.noted] == [
        ("grants/0/plannedDates", "not_a_list")
    ]


def test_a_body_is_named_by_its_charity_number_first():
    assert org_id(charity="1999999", company="01234567") == "GB-CHC-1999999"
    assert org_id(company="01234567", own="x") == "GB-COH-01234567"


def test_what_no_database_can_keep_is_left_out_of_words():
    [grant] = written(Award("1", "t", "d", 100, date(2026, 1, 1), FUNDER, BIRCH))["grants"]
    odd = json.loads(json.dumps(grant | {"title": "A\x00 grant\ud800", "\udc00Shoe": 1}))
    for amount in (float("inf"), float("nan")):
        assert not read_package({"grants": [odd | {"amountAwarded": amount}]}).awards
    found = read_package({"grants": [odd | {"url": "\ud800 x"}]})
    assert (found.awards[0].title, found.unknown) == ("A grant", ("Shoe",))
    assert [one.found for one in found.noted] == ["x"]
