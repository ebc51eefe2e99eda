"""Putting a version out fixes its words, once nothing is left open."""

import html
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from spinney.agreements.bridge.fixing import document_of
from spinney.agreements.engine.content import Content
from spinney.agreements.engine.terms import write
from spinney.agreements.engine.terms.costs import SpendingLimits
from spinney.agreements.forms.signing import PutOutForm
from spinney.agreements.models import Party, Version
from spinney.agreements.queries.signing import proposal_for
from spinney.agreements.states import AgreementState, VersionState
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.register.models import Mandate
from tests.access import client_of
from tests.agreements.making import an_agreement
from tests.agreements.signing_cases import (
    LAST_DAY,
    NOW,
    a_draft,
    actor,
    asked_of,
    colleague,
    link_of,
    put_it_out,
    signs,
)
from tests.agreements.writing import address

pytestmark = pytest.mark.django_db


def test_the_words_are_fixed_and_everybody_is_asked(wood):
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement)
    version = agreement.versions.get()
    agreement.refresh_from_db()
    assert (version.state, agreement.state) == (VersionState.SIGNING, AgreementState.SIGNING)
    assert document_of(version).digest == version.digest
    assert [one.party.organisation.name for one in signing.asked.all()] == [
        "Birch House",
        "Elder House",
    ]
    told = Message.objects.filter(kind="agreements.sign_asked")
    assert {one.email for one in told} == {"birch@example.org", "elder@example.org"}
    assert link_of(asked_of(signing, "birch"), wood.people["birch"]).verb == "agreements.sign"
    entry = Entry.objects.get(verb="agreements.put_out")
    assert entry.detail["digest"] == version.digest


def test_everybody_with_a_mandate_to_sign_is_written_to_and_nobody_else(wood):
    agreement = a_draft(wood)
    birch = wood.organisations["birch"]
    colleague(wood, "bay", birch)
    colleague(wood, "box", birch, may_sign=False, may_represent=True)
    put_it_out(wood, agreement)
    assert set(Message.objects.values_list("email", flat=True)) == {
        "birch@example.org",
        "bay@example.org",
        "elder@example.org",
    }


def test_a_gap_stands_in_the_way(wood):
    agreement = a_draft(wood)
    version = agreement.versions.get()
    content = Content.from_json(version.content)
    clause = replace(content.clauses[0], text="We share {hosted_post}.")
    version.content = content.with_clause(clause).to_json()
    version.save()
    with pytest.raises(WrongState, match="still to be done"):
        put_it_out(wood, agreement)
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT
    assert version.text is None


def test_a_conflict_with_what_is_in_force_stands_in_the_way(wood):
    an_agreement(wood, ["birch"], terms={"quorum": {"at_least": 3}})
    agreement = a_draft(wood, terms={"quorum": {"at_least": 5}})
    with pytest.raises(WrongState, match="something else than what is in force"):
        put_it_out(wood, agreement)


def test_a_variation_that_nobody_agreed_to_stays_a_draft(wood):
    agreement = an_agreement(wood, ["birch"])
    first = agreement.versions.get()
    Version.objects.create(
        agreement=agreement, number=2, content=first.content, made_at=NOW, made_by="person:1",
        what_changed="Something.",
    )  # fmt: skip
    with pytest.raises(WrongState):
        put_it_out(wood, agreement)


def test_a_variation_is_put_to_those_whom_it_affects(wood):
    terms = {"host": str(wood.organisations["birch"].uid)}
    a_draft(wood)  # plants Elder
    agreement = an_agreement(wood, ["birch", "elder"], terms=terms)
    content = Content.from_json(agreement.versions.get().content)
    second = Version.objects.create(
        agreement=agreement, number=2, made_at=NOW, made_by="person:1",
        content=content.with_term("host", None).to_json(),
    )  # fmt: skip
    proposal = proposal_for(second, NOW)
    parties = {
        one.pk: one.organisation.name for one in Party.objects.select_related("organisation")
    }
    assert [parties[one.party_id] for one in proposal.asked] == ["Birch House"]
    assert [one.organisation.name for one in proposal.left_out] == ["Elder House"]


def test_a_party_in_which_nobody_may_sign_is_named(wood):
    agreement = a_draft(wood)
    Mandate.objects.filter(organisation=wood.organisations["elder"]).update(may_sign=False)
    with pytest.raises(WrongState, match="Elder House: nobody there holds a mandate to sign"):
        put_it_out(wood, agreement)
    put_it_out(wood, agreement, some_on_paper=True)


def test_when_the_turn_comes_to_nobody_whoever_looks_after_it_is_told(wood):
    agreement = a_draft(wood)
    Mandate.objects.filter(organisation=wood.organisations["elder"]).update(may_sign=False)
    steps = [("birch", {"step": 1}), ("elder", {"step": 2})]
    signing = put_it_out(wood, agreement, asked=steps, in_order=True, some_on_paper=True)
    signs(wood, signing, "birch")
    told = Message.objects.get(email="ash@example.org")
    assert "Elder House" in told.subject


def test_above_an_amount_two_must_be_able_to_sign(wood):
    agreement = a_draft(wood)
    Mandate.objects.filter(organisation=wood.organisations["birch"]).update(
        spend_limit_pence=50_000
    )
    with pytest.raises(WrongState, match="2 people must sign for £1,000, and 1 person there may"):
        put_it_out(wood, agreement, asked=[("birch", {})], amount_pence=100_000)
    put_it_out(wood, agreement, asked=[("birch", {})], amount_pence=50_000)


def test_the_rule_for_signing_that_is_agreed_is_the_proposal(wood):
    rule = {"parties_needed": 1, "people_each": 2, "in_order": True}
    agreement = a_draft(wood, terms={"signing_rule": rule})
    proposal = proposal_for(agreement.versions.get(), NOW)
    assert [(one.step, one.signatories, one.is_required) for one in proposal.asked] == [
        (1, 2, False),
        (2, 2, False),
    ]
    assert (proposal.choices.needed, proposal.choices.in_order) == (1, True)


ALL_SIGN = {"people_each": 1, "in_order": False}
BOTH = [("birch", {"is_required": False}), ("elder", {"is_required": False})]


def test_fewer_than_its_own_words_say_are_not_enough(wood):
    agreement = a_draft(wood, terms={"signing_rule": ALL_SIGN})
    with pytest.raises(BadInput, match="all 2 parties must sign this"):
        put_it_out(wood, agreement, asked=BOTH, needed=1)
    with pytest.raises(BadInput, match="Choose all of them"):
        put_it_out(wood, agreement, asked=[("birch", {})])
    put_it_out(wood, agreement, asked=BOTH, needed=2)


def test_the_rule_in_force_holds_for_an_agreement_that_says_nothing_of_it(wood):
    an_agreement(wood, ["birch"], terms={"signing_rule": ALL_SIGN | {"parties_needed": 2}})
    agreement = a_draft(wood, ("birch", "elder", "yew"))
    three = [*BOTH, ("yew", {"is_required": False})]
    with pytest.raises(BadInput, match="at least 2 of its parties must sign"):
        put_it_out(wood, agreement, asked=three, needed=1)
    put_it_out(wood, agreement, asked=three, needed=3)  # more than the rule asks


def test_so_many_people_sign_for_each_as_the_rule_says(wood):
    agreement = a_draft(wood, terms={"signing_rule": ALL_SIGN | {"people_each": 2}})
    with pytest.raises(BadInput, match="2 people sign for each organisation"):
        put_it_out(wood, agreement, asked=[("birch", {}), ("elder", {})], some_on_paper=True)
    put_it_out(
        wood, agreement, some_on_paper=True,
        asked=[("birch", {"signatories": 2}), ("elder", {"signatories": 3})],
    )  # fmt: skip


def test_they_sign_in_the_order_of_the_list_where_the_rule_says_so(wood):
    agreement = a_draft(wood, terms={"signing_rule": ALL_SIGN | {"in_order": True}})
    turned = [("birch", {"step": 2}), ("elder", {"step": 1})]
    for asked, in_order in ((turned, True), (turned[::-1], True), (BOTH, False)):
        required = [(name, more | {"is_required": True}) for name, more in asked]
        with pytest.raises(BadInput, match="in the order of the list"):
            put_it_out(wood, agreement, asked=required, in_order=in_order)
    put_it_out(
        wood, agreement, asked=[("birch", {"step": 1}), ("elder", {"step": 2})], in_order=True
    )


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (
            {"signing_rule": ALL_SIGN | {"parties_needed": 10}},
            "By its own terms 10 organisations must sign, and it has 2 parties.",
        ),
        ({"quorum": {"at_least": 99}}, "when at least 99 take part, and there are 2 of you."),
        (
            {"ends": "2026-03-01"},
            "ends on 1 March 2026, and it would begin on 10 April 2026. Choose a later end in the"
            " draft.",
        ),
    ],
    ids=["signing_rule", "quorum", "ends"],
)
def test_what_cannot_be_is_told_before_it_is_out(wood, terms, told):
    agreement = a_draft(wood, terms=terms)
    with pytest.raises(WrongState, match=re.escape(told)) as refused:
        put_it_out(wood, agreement)
    assert "Take it back" not in str(refused.value)
    page = client_of(wood, "ash").get(address(agreement, "put-out")).content.decode()
    assert "in the draft" in html.unescape(page)


def test_the_form_begins_with_what_the_rule_says(wood):
    rule = {"parties_needed": 1, "people_each": 2, "in_order": True}
    agreement = a_draft(wood, terms={"signing_rule": rule})
    start = PutOutForm.initial_of(proposal_for(agreement.versions.get(), NOW))
    assert (start["how_many"], start["needed"]) == ("some", 1)
    assert (start["signatories"], start["order"]) == (2, "in_order")


@pytest.mark.parametrize(("amount", "people"), [(None, 1), (50_000, 1), (50_001, 2)])
@pytest.mark.parametrize(
    "terms",
    [
        {"signing_rule": {"people_each": 1, "in_order": False, "second_above_pence": 50_000}},
        {"spending_limits": {"second_above_pence": 50_000}},
    ],
    ids=lambda said: next(iter(said)),
)
def test_above_what_was_agreed_two_people_sign_whatever_was_chosen(wood, terms, amount, people):
    if "spending_limits" in terms:
        terms = {
            "spending_limits": write("spending_limits", SpendingLimits(**terms["spending_limits"]))
        }
        an_agreement(wood, ["birch"], terms=terms)
        terms = {}
    Mandate.objects.filter(organisation=wood.organisations["birch"]).update(
        spend_limit_pence=900_000
    )
    colleague(wood, "bay", wood.organisations["birch"])
    agreement = a_draft(wood, terms=terms)
    both = [("birch", {}), ("elder", {})]
    signing = put_it_out(wood, agreement, asked=both, amount_pence=amount, some_on_paper=True)
    assert asked_of(signing, "birch").signatories == people


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"deadline": date(2026, 3, 19)}, "deadline"),
        ({"deadline": LAST_DAY + timedelta(days=400)}, "deadline"),
        ({"needed": 3}, "needed"),
        ({"needed": 0}, "needed"),
        ({"asked": []}, "asked"),
        ({"asked": [("birch", {}), ("birch", {})]}, "asked"),
        ({"asked": [("birch", {"signatories": 9})]}, "signatories"),
        ({"asked": [("birch", {"step": 0})]}, "asked"),
        ({"asked": [("birch", {"is_required": False})]}, "asked"),
        ({"amount_pence": -1}, "amount_pence"),
    ],
)
def test_choices_that_make_no_sense_are_told(wood, changed, field):
    agreement = a_draft(wood)
    with pytest.raises(BadInput) as told:
        put_it_out(wood, agreement, **changed)
    assert field in told.value.fields


def test_it_is_for_those_who_write_the_agreement(wood):
    from spinney.agreements.actions.signing import put_out

    version = a_draft(wood).versions.get()
    for name, error in (("birch", NotAllowed), ("willow", NotFound), ("elder", NotAllowed)):
        with pytest.raises(error):
            put_out(version=version, deadline=LAST_DAY, by=actor(wood, name), now=NOW)


def test_what_is_out_cannot_be_put_out_again(wood):
    from spinney.agreements.actions.signing import put_out

    agreement = a_draft(wood)
    put_it_out(wood, agreement)
    with pytest.raises(WrongState, match="out for signature"):
        put_out(version=agreement.versions.get(), deadline=LAST_DAY, by=actor(wood, "ash"), now=NOW)
