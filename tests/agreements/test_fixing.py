"""The words of a version: fixed ones held against their hash, a draft's filled as of now."""

import pytest

from spinney.agreements.bridge.fixing import Damaged, document_of, names_in
from spinney.agreements.bridge.wordings import begin, wordings
from spinney.agreements.engine.content import Content
from spinney.agreements.states import AgreementState, PartyRole
from tests.agreements.making import an_agreement


def test_a_draft_is_filled_as_it_stands(wood, django_assert_max_num_queries):
    birch = wood.organisations["birch"]
    agreement = an_agreement(
        wood, state=AgreementState.DRAFT, terms={"lead_body": str(birch.uid), "bid_window": 6}
    )
    agreement.parties.update(role=PartyRole.LEAD)
    birch.identifiers.create(scheme="GB-COH", value="09999999", source="test")
    birch.identifiers.create(scheme="GB-CHC", value="1999999", source="test")
    version = agreement.versions.get()
    with django_assert_max_num_queries(4):
        document = document_of(version)
    (party,) = document.parties
    assert (party.name, party.role, party.number) == (birch.name, "Lead body", "GB-CHC-1999999")
    assert document.kind == "Ground rules"
    assert document.cluster == wood.cluster.name
    said = [one.paragraphs for one in document.clauses]
    assert said[1:] == [
        (f"{birch.name} is our lead body.",),
        ("We need at least 6 weeks to decide on a bid.",),
    ]
    assert document.terms == {"lead_body": str(birch.uid), "bid_window": 6}


def test_what_was_fixed_is_shown_as_it_was_whatever_the_content_says_now(wood):
    version = an_agreement(wood, terms={"bid_window": 6}).versions.get()
    fixed = document_of(version)
    version.content = begin(wordings()["micro_grant"]).to_json()
    wood.organisations["birch"].name = "Another name"
    wood.organisations["birch"].save()
    assert document_of(version) == fixed
    assert fixed.digest == version.digest


@pytest.mark.parametrize("where", ["title", "terms", "digest"])
def test_fixed_words_that_were_tampered_with_are_never_shown(wood, where):
    version = an_agreement(wood, terms={"bid_window": 6}).versions.get()
    if where == "digest":
        version.digest = "0" * 64
    else:
        version.text[where] = {"title": "Other", "terms": {"bid_window": 7}}[where]
    with pytest.raises(Damaged, match="are not those that were put out"):
        document_of(version)


def test_parties_that_left_are_not_named_in_the_next_version(wood):
    agreement = an_agreement(wood, ["birch", "cedar"], state=AgreementState.DRAFT)
    agreement.parties.filter(organisation=wood.organisations["cedar"]).update(left_on="2026-03-01")
    document = document_of(agreement.versions.get())
    assert [one.name for one in document.parties] == [wood.organisations["birch"].name]


def test_a_variation_says_what_it_changes_and_when_it_starts(wood):
    agreement = an_agreement(wood)
    first = agreement.versions.get()
    draft = agreement.versions.create(
        number=2, content=Content("ground_rules", "", "Rules").to_json(),
        what_changed="Longer notice", wanted_from="2026-09-01", made_at=first.made_at,
        made_by="person:1",
    )  # fmt: skip
    draft.refresh_from_db()
    document = document_of(draft)
    assert (document.number, document.varies, document.starts) == (
        2,
        "Longer notice",
        "1 September 2026",
    )


def test_organisations_deep_in_terms_are_named(wood, django_assert_num_queries):
    birch, cedar = wood.organisations["birch"], wood.organisations["cedar"]
    terms = {
        "risks": [{"kind": "legal", "bearer": "organisation", "organisation": str(birch.uid)}],
        "lead_body": str(cedar.uid),
        "values": ["x" * 36],
    }
    with django_assert_num_queries(1):
        found = names_in(terms)
    assert found[str(birch.uid)] == birch.name
    assert found[str(cedar.uid)] == cedar.name
    with django_assert_num_queries(0):
        names_in({"bid_window": 3})
