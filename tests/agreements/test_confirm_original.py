"""Two people compare what was keyed in with the original; then it is in force from its day."""

from datetime import date

import pytest
from django.urls import reverse

from spinney.agreements.actions.clauses import ClauseText, add_clause, edit_clause
from spinney.agreements.actions.drafting import answer_term, set_instead_of
from spinney.agreements.actions.elsewhere import confirm_original
from spinney.agreements.bridge.originals import content_digest
from spinney.agreements.models import SignedElsewhere
from spinney.agreements.queries.asking_elsewhere import asked_to_compare
from spinney.agreements.queries.elsewhere import brought_in
from spinney.agreements.queries.protocols import Question, may_share_many
from spinney.agreements.queries.terms import terms
from spinney.base.kernel.errors import NotAllowed, NotFound, WrongState
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.elsewhere_cases import NOW, SIGNED, bring_in, confirm, version_of
from tests.agreements.making import an_agreement, another_member
from tests.agreements.protocols import CONTACTS, line
from tests.agreements.signing_cases import actor, colleague

pytestmark = pytest.mark.django_db
NOTICE = {"meeting_notice": {"days": 21}}


def test_with_the_second_person_it_holds_from_its_day(wood):
    agreement = bring_in(wood, terms=NOTICE)
    assert confirm(wood, agreement, "ash").state == "draft"
    version = confirm(wood, agreement, "birch")
    assert (version.state, version.in_force_from) == ("agreed", SIGNED)
    agreement.refresh_from_db()
    assert agreement.state == "agreed"
    assert {one.joined_on for one in agreement.parties.all()} == {SIGNED}
    found = terms(wood.cluster, date(2025, 1, 1))
    assert found.meeting_notice.days == 21
    assert found.source("meeting_notice").title == "Old rules"
    assert terms(wood.cluster, date(2024, 6, 2)).source("meeting_notice") is None


def test_what_the_original_does_not_say_has_no_clause(wood):
    agreement = bring_in(wood, terms=NOTICE)
    confirm(wood, agreement, "ash")
    version = confirm(wood, agreement, "birch")
    assert [clause[1] for clause in version.text["clauses"]] == ["original", "about_meeting_notice"]
    assert "still to be said" not in str(version.text)
    assert version.text["terms"] == NOTICE


def test_words_that_were_added_are_shown_and_the_original_is_what_it_is(wood):
    agreement = bring_in(wood)
    given = {"by": wood.ash, "now": NOW}
    add_clause(
        version=version_of(agreement), words=ClauseText("Parking", "Nobody parks outside."), **given
    )
    edit_clause(
        version=version_of(agreement), key="original",
        words=ClauseText("What was signed", "Anything you like."), **given,
    )  # fmt: skip
    [added] = brought_in(wood.birch, agreement).added
    assert (added.heading, added.paragraphs) == ("Parking", ("Nobody parks outside.",))
    confirm(wood, agreement, "ash")
    said = str(confirm(wood, agreement, "birch").text)
    assert "Nobody parks outside." in said
    assert "Anything you like." not in said
    assert SignedElsewhere.objects.get().sha256 in said


def test_the_same_person_does_not_count_twice(wood):
    agreement = bring_in(wood)
    confirm(wood, agreement, "ash")
    with pytest.raises(NotAllowed, match="Somebody else"):
        confirm(wood, agreement, "ash")
    original = SignedElsewhere.objects.get()
    assert original.first_confirmed_by
    assert original.second_confirmed_by == ""


def test_a_change_asks_both_anew(wood):
    agreement = bring_in(wood)
    confirm(wood, agreement, "ash")
    answer_term(
        version=version_of(agreement), key="meeting_notice", value={"days": 7}, by=wood.ash, now=NOW
    )
    assert not brought_in(wood.ash, agreement).confirmed_once
    assert confirm(wood, agreement, "birch").state == "draft"
    assert confirm(wood, agreement, "ash").state == "agreed"


def test_what_was_changed_while_she_compared_is_looked_at_again(wood):
    agreement = bring_in(wood)
    seen = content_digest(version_of(agreement))
    answer_term(
        version=version_of(agreement), key="meeting_notice", value={"days": 7}, by=wood.ash, now=NOW
    )
    with pytest.raises(WrongState, match="changed while you compared"):
        confirm(wood, agreement, "birch", seen)


def test_it_may_not_say_something_else_than_what_is_in_force(wood):
    an_agreement(wood, terms={"meeting_notice": {"days": 7}})
    agreement = bring_in(wood, terms=NOTICE)
    with pytest.raises(WrongState, match="something else"):
        confirm(wood, agreement, "ash")
    assert brought_in(wood.ash, agreement).clashes
    set_instead_of(
        version=version_of(agreement), key="meeting_notice", takes_the_place=True, by=wood.ash,
        now=NOW,
    )  # fmt: skip
    assert confirm(wood, agreement, "ash").state == "draft"


def test_what_takes_a_place_names_those_who_signed_what_was_there(wood):
    another_member(wood, "yew")
    an_agreement(
        wood, ["birch", "yew"], terms={"meeting_notice": {"days": 7}}, title="Our rules",
        starts=date(2024, 1, 1),
    )  # fmt: skip
    agreement = bring_in(wood, terms=NOTICE)
    set_instead_of(
        version=version_of(agreement), key="meeting_notice", takes_the_place=True, by=wood.ash,
        now=NOW,
    )  # fmt: skip
    with pytest.raises(WrongState, match="“Our rules” was signed by Yew House"):
        confirm(wood, agreement, "ash")


def test_who_may(wood):
    agreement = bring_in(wood, speaks_for="parties")
    with pytest.raises(NotFound):
        confirm(wood, agreement, "willow")
    confirm(wood, agreement, "rowan")
    confirm(wood, agreement, "elder")


def test_only_once(wood):
    agreement = bring_in(wood)
    confirm(wood, agreement, "ash")
    confirm(wood, agreement, "birch")
    with pytest.raises(WrongState, match="already"):
        confirm(wood, agreement, "rowan")


def test_not_what_is_signed_here(wood):
    agreement = an_agreement(wood)
    with pytest.raises(WrongState, match="not signed elsewhere"):
        confirm_original(version=version_of(agreement), digest="", by=actor(wood, "ash"), now=NOW)


def test_it_is_recorded(wood):
    agreement = bring_in(wood)
    confirm(wood, agreement, "ash")
    confirm(wood, agreement, "birch")
    details = [one.detail for one in Entry.objects.filter(verb="agreements.confirm_original")]
    assert [one["people"] for one in details] == ["one person", "two people"]


def test_the_second_person_is_asked_on_home(wood):
    agreement = bring_in(wood)
    assert asks_of(wood, "birch") == []
    confirm(wood, agreement, "ash")
    assert (
        asks_of(wood, "birch")
        == asks_of(wood, "rowan")
        == ["Compare “Old rules” with its original"]
    )
    assert asks_of(wood, "ash") == asks_of(wood, "willow") == []
    confirm(wood, agreement, "birch")
    assert asks_of(wood, "rowan") == []


def asks_of(wood, name):
    return [one.what for one in asked_to_compare(actor(wood, name), NOW)]


def test_on_the_page(wood):
    agreement = bring_in(wood, terms=NOTICE)
    client = client_of(wood, "ash")
    page = reverse("agreements:brought-in", args=[wood.cluster.pk, agreement.pk])
    url = reverse("agreements:confirm-original", args=[wood.cluster.pk, agreement.pk])
    digest = content_digest(version_of(agreement))
    said = client.post(url, {"digest": digest}).content.decode()
    assert "Tick this once you have compared it" in said
    assert client.post(url, {"digest": digest, "compared": "on"})["Location"] == page
    said = client.get(page).content.decode()
    assert "That was you." in said
    assert "Confirm it" not in said
    other = client_of(wood, "birch")
    assert "With your word it is in force." in other.get(page).content.decode()
    other.post(url, {"digest": digest, "compared": "on"})
    assert version_of(agreement).state == "agreed"
    said = other.get(page).content.decode()
    assert "Two people compared it with the original" in said


def test_a_colleague_is_not_asked_and_sees_why(wood):
    agreement = bring_in(wood, by=wood.birch, speaks_for="parties")
    colleague(wood, "bay", wood.organisations["birch"], may_represent=True, may_sign=False)
    confirm(wood, agreement, "birch")
    assert asks_of(wood, "bay") == []
    assert asks_of(wood, "elder") == ["Compare “Old rules” with its original"]
    url = reverse("agreements:brought-in", args=[wood.cluster.pk, agreement.pk])
    said = client_of(wood, "bay").get(url).content.decode()
    assert "That was a colleague of yours." in said
    assert "Confirm it" not in said


def test_few_queries(wood, django_assert_max_num_queries):
    agreement = bring_in(wood, terms=NOTICE)
    url = reverse("agreements:brought-in", args=[wood.cluster.pk, agreement.pk])
    client = client_of(wood, "ash")
    client.get(url)
    with django_assert_max_num_queries(26):
        client.get(url)


def test_two_of_one_party_do_not_bind_the_others(wood):
    another_member(wood, "elder")
    birch = actor(wood, "birch")
    colleague(wood, "bay", wood.organisations["birch"], may_represent=True, may_sign=False)
    about = {"kind": "information_sharing", "speaks_for": "parties"}
    agreement = bring_in(wood, by=birch, terms={"data_shared": [line()]}, **about)
    confirm(wood, agreement, "birch")
    with pytest.raises(NotAllowed, match="Somebody of another party"):
        confirm(wood, agreement, "bay")
    giver, taker = (wood.organisations[name].pk for name in ("elder", "birch"))
    asked = Question(CONTACTS[0], giver, taker, "working_together")
    assert not may_share_many([asked], NOW)[asked].allowed
    assert confirm(wood, agreement, "elder").state == "agreed"
    assert may_share_many([asked], NOW)[asked].allowed
