"""Our checker holds what the standard's JSON Schema holds: no file passes ours and fails it."""

from __future__ import annotations

import copy
import json

from hypothesis import given
from hypothesis import strategies as st

from spinney.money.engine.threesixty.checking import check_package
from spinney.money.engine.threesixty.codes import CODES
from spinney.money.engine.threesixty.fields import REQUIRED, TABLES
from tests.money.engine.threesixty import schema
from tests.money.engine.threesixty.test_writing import AWARDS, written

ORG = {"id": "GB-CHC-1", "name": "Birch House"}
GRANT = {
    "id": "360G-x-1", "title": "t", "description": "d", "currency": "GBP", "amountAwarded": 100.5,
    "awardDate": "2026-03-01", "recipientOrganization": [ORG], "fundingOrganization": [ORG],
}  # fmt: skip

TRICKY = st.sampled_from(
    [
        "", " ", "2026", "2026-13", "2026-02", "2026-03-01", "2026-3-1", "01/03/2026",
        "2026-03-01T10:00:00Z", "2026-03-01T10:00Z", "2026-03-01T10:00:00", "20260301",
        "2026-03-01T10:00:00.5+01:00", "2026-W09-7", "٢٠٢٦", "http://", "http:", "www.x.org",
        "http://x.org", "http://x.org/a b", "http://x.org/ü", "https://x.org/a?b=%zz#c#d",
        "mailto:a@b.org", "http://a:b@c:d/", "http://[::1]/", "http://a@b@c/", "GBP", "gbp",
        "SLE", "EUR", "FRG010", "FRG080", "GLS099", "GTIR010", "GTIP180", "Yes", "Y", "GB", "UK",
        "1.4", "1.4.3", "v1",
    ]
)  # fmt: skip
PLAIN = st.none() | st.booleans() | st.integers(-2, 2) | st.floats(-9, 9) | TRICKY
ANY = st.recursive(
    PLAIN, lambda one: st.lists(one, max_size=2) | st.dictionaries(st.just("id"), one), max_leaves=3
)


def value_of(kind):
    """Values that suit a kind of field, or nearly."""
    if kind.endswith("?"):
        return st.none() | value_of(kind.removesuffix("?"))
    if kind.endswith("[]"):
        return st.lists(value_of(kind.removesuffix("[]")), max_size=2)
    if kind in TABLES:
        return st.deferred(lambda: thing_of(kind))
    return st.sampled_from(sorted(CODES[kind])[:3]) | TRICKY if kind in CODES else PLAIN


def thing_of(table):
    must = {name: value_of(TABLES[table][name][1]) for name in REQUIRED.get(table, ())}
    some = {
        name: value_of(kind) for name, (_title, kind) in TABLES[table].items() if name not in must
    }
    return st.fixed_dictionaries(must, optional=some)


@st.composite
def near_misses(draw):
    """A valid file in which a field or two of the standard have any value at all."""
    file = {"grants": [copy.deepcopy(GRANT)]}
    for _ in range(draw(st.integers(1, 2))):
        table, there = draw(
            st.sampled_from(
                [
                    ("Package", file),
                    ("Grant", file["grants"][0]),
                    ("Organization", file["grants"][0].get("fundingOrganization", [{}])),
                ]
            )
        )
        target = there[0] if isinstance(there, list) and there else there
        name = draw(st.sampled_from(sorted(set(TABLES[table]) - {"grants", "fundingOrganization"})))
        if isinstance(target, dict):
            target[name] = draw(ANY | value_of(TABLES[table][name][1]))
    return file


def agrees(file):
    faults = check_package(file)
    errors = schema.errors_of(file)
    assert faults or not errors, errors
    return faults, errors


@given(near_misses())
def test_what_the_schema_refuses_is_a_fault(file):
    agrees(file)


@given(st.builds(lambda grant: {"grants": [GRANT | grant]}, thing_of("Grant")))
def test_whole_grants_with_every_field_there_is(file):
    agrees(file)


@given(AWARDS)
def test_what_we_write_is_valid(award):
    file = json.loads(json.dumps(written(award)))
    assert schema.errors_of(file) == []


STRICTER = {"missing", "told_twice", "not_a_day", "not_a_loose_day", "not_a_moment", "not_a_link"}


@given(near_misses())
def test_where_we_are_stricter_we_know_it(file):
    faults, errors = agrees(file)
    if not errors:
        assert {one.code for one in faults} <= STRICTER


def test_the_tables_and_the_schema_have_the_same_fields():
    names = {
        "Grant": schema.GRANT, "Package": schema.PACKAGE, "Organization": schema.ORGANISATION,
        "Event": schema.EVENT, "Location": schema.LOCATION, "Programme": schema.PROGRAMME,
        "Classification": schema.CLASSIFICATION, "Document": schema.DOCUMENT,
        "Transaction": schema.TRANSACTION,
    }  # fmt: skip
    for table, rules in names.items():
        assert set(TABLES[table]) == set(rules["properties"]), table


def test_each_rule_of_the_schema_can_fail():
    """The validator is no rubber stamp: each of these breaks one rule of its own."""
    for change in (
        {"currency": "SLE"}, {"awardDate": "2026-03"}, {"amountAwarded": "100"},
        {"recipientOrganization": []}, {"recipientIndividual": ORG}, {"regrantType": "FRG080"},
        {"locationScope": "local"}, {"fromOpenCall": "Y"}, {"url": "www.x.org"},
        {"disbursementTransaction": [{"transactionDate": "2026-03"}]},
        {"plannedDates": [{"duration": -1}]}, {"beneficiaryLocation": [{"countryCode": "UK"}]},
        {"toIndividualsDetails": {"grantPurpose": ["GTIP180"]}}, {"dateModified": "2026-03-01"},
    ):  # fmt: skip
        assert not schema.is_valid({"grants": [GRANT | change]}), change
    assert schema.is_valid({"grants": [GRANT]})
    assert not schema.is_valid({"grants": [GRANT, GRANT]})
    assert not schema.is_valid({"grants": [GRANT], "extensions": ["dei", "dei"]})
