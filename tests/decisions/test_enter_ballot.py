"""What a ballot came to is entered in the register, once, with all that was known then."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.record.models import Entry
from spinney.decisions.actions.book import enter_ballot
from spinney.decisions.bridge.facts import facts_of
from spinney.decisions.models import Ballot, ObjectionAnswer
from spinney.decisions.states import BallotState
from tests.decisions.making import NOON, a_ballot, another_member, vote_of
from tests.decisions.registering import LATER, closed
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def a_motion(wood: Wood, says: str = "disagree", **more: object) -> Ballot:
    another_member(wood, "maple")
    ballot = a_ballot(wood, "motion", voters=["birch", "maple"], **more)
    vote_of(ballot, wood.organisations["birch"], says="agree", reason="We need it.")
    against = vote_of(ballot, wood.organisations["maple"], says=says, reason="Too dear.")
    ObjectionAnswer.objects.create(vote=against, text="The council pays half.", at=NOON)
    return ballot


def test_it_keeps_question_rule_electorate_result_reasons_and_dissent(wood):
    ballot = closed(a_motion(wood))
    entered = enter_ballot(ballot=ballot, by=wood.ash, now=LATER)
    facts = facts_of(entered)
    assert (entered.number, entered.state, entered.origin) == (1, "not_carried", "ballot")
    assert facts.question == ballot.title
    assert facts.way == "Yes or no, by your rule"
    assert facts.outcome
    assert [(one.name, one.took_part) for one in facts.electorate] == [
        ("Birch House", True), ("Maple House", True),
    ]  # fmt: skip
    assert [one.in_words() for one in facts.dissent] == [
        "Maple House: Disagree. Too dear. Answered: The council pays half."
    ]
    assert [one.why for one in facts.said_for] == ["We need it."]
    assert ("Disagree", "1") in facts.figures
    assert "Too dear." in entered.words


def test_it_names_who_disagreed_without_stopping_it(wood):
    for name in ("maple", "fern"):
        another_member(wood, name)
    voters = ["birch", "maple", "fern"]
    ballot = a_ballot(wood, "consensus", voters=voters, rule={"method": "consensus"})
    vote_of(ballot, wood.organisations["birch"], says="agree")
    vote_of(ballot, wood.organisations["maple"], says="disagree", reason="Too dear.")
    vote_of(ballot, wood.organisations["fern"], says="abstain")
    facts = facts_of(enter_ballot(ballot=closed(ballot), by=wood.ash, now=LATER))
    assert facts.outcome == (
        "It was agreed by consensus: 1 agrees, 1 stands aside and 1 disagrees but does not stop it."
    )
    assert [one.in_words() for one in facts.dissent] == [
        "Fern House: Stand aside.",
        "Maple House: Disagree, but will not stop it. Too dear.",
    ]


def test_numbers_follow_without_gaps_and_each_holds_the_one_before(wood):
    first = enter_ballot(ballot=closed(a_motion(wood)), by=wood.ash, now=LATER)
    other = a_ballot(wood, "motion")
    vote_of(other, wood.organisations["birch"], says="agree")
    second = enter_ballot(ballot=closed(other), by=wood.ash, now=LATER)
    assert (second.number, second.before_digest) == (2, first.digest)
    assert second.state == "stands"


def test_of_a_secret_ballot_nothing_tells_who_voted_or_why(wood):
    ballot = a_ballot(wood, "motion", secret=True)
    ballot.sealed_votes.update(says="agree", check_digest="a" * 64)
    ballot.electors.update(voted_at=NOON.replace(hour=0))
    facts = facts_of(enter_ballot(ballot=closed(ballot), by=wood.ash, now=LATER))
    assert facts.secret
    assert [one.took_part for one in facts.electorate] == [None]
    assert (facts.dissent, facts.said_for) == ((), ())
    assert ("Agree", "1") in facts.figures


def test_once(wood):
    ballot = closed(a_motion(wood))
    first = enter_ballot(ballot=ballot, by=wood.ash, now=LATER)
    assert enter_ballot(ballot=ballot, by=wood.ash, now=LATER) == first
    assert Entry.objects.filter(verb="decisions.enter_ballot").count() == 1


def test_not_before_it_is_closed_and_not_by_a_member(wood):
    ballot = a_motion(wood)
    assert ballot.state == BallotState.OPEN
    with pytest.raises(WrongState, match="closed"):
        enter_ballot(ballot=ballot, by=wood.ash, now=LATER)
    with pytest.raises(NotAllowed):
        enter_ballot(ballot=closed(ballot), by=wood.birch, now=LATER)


def test_where_options_were_marked_reasons_are_kept_by_name(wood):
    ballot = a_ballot(wood, "approve")
    vote_of(ballot, wood.organisations["birch"], {"2": 1}, reason="Ours is ten years old.")
    facts = facts_of(enter_ballot(ballot=closed(ballot), by=wood.ash, now=LATER))
    assert [one.in_words() for one in facts.said_for] == ["Birch House: Ours is ten years old."]
    assert [(one.title, one.chosen, one.figure) for one in facts.choices][0] == (
        "Shared ICT", True, "1",
    )  # fmt: skip
