"""Ways round the rule that was agreed, tried one by one: none leads past it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.decisions.actions.opening import open_ballot, renew_ballot
from spinney.decisions.actions.results import close_ballot
from spinney.decisions.actions.voting import cast_vote
from spinney.decisions.bridge.counting import count_anew, outcome_now
from spinney.decisions.bridge.rules import rule_of
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot, Decision, Elector, Entry
from spinney.decisions.states import BallotState, Origin, StepKind, VotedHow
from spinney.register.models import Organisation
from tests.clusters.cases import set_aside
from tests.decisions.making import DAY, NOON, WEEK, a_ballot, vote_of
from tests.decisions.test_follow_merge import merge
from tests.decisions.writing import SOON, UNANIMOUS, a_draft, agreed, members, opened
from tests.personas import Wood

pytestmark = pytest.mark.django_db

BY_VOICES = [way for way in WAYS.values() if way.decides and not way.has_options]
LATER = NOON + timedelta(days=1)


def word(way: str, means: str) -> str:
    return next(one.key for one in WAYS[way].voices if one.means == means)


def unanimous(wood: Wood, way: str = "motion") -> Ballot:
    """A ballot of Birch and Fern House, whose terms ask for every one of them."""
    members(wood, "fern")
    agreed(wood, decision_rule=UNANIMOUS)
    return opened(wood, way)


@pytest.mark.parametrize("way", BY_VOICES, ids=lambda way: way.key)
@pytest.mark.parametrize("second", ["objects", "stands_aside", ""])
def test_no_way_is_a_way_round_unanimity(wood: Wood, way: object, second: str) -> None:
    key: str = way.key  # type: ignore[attr-defined]
    ballot = unanimous(wood, key)
    vote_of(ballot, wood.organisations["birch"], says=word(key, "agrees"))
    if second:
        vote_of(ballot, wood.organisations["fern"], says=word(key, second), reason="No")
    assert ballot.closes_at is not None
    close_ballot(ballot=ballot, by=wood.ash, now=ballot.closes_at)
    assert Decision.objects.get().state != "stands"


def test_setting_aside_whoever_objects_does_not_carry_it(wood: Wood) -> None:
    ballot = unanimous(wood)
    vote_of(ballot, wood.organisations["birch"], says="agree")
    vote_of(ballot, wood.organisations["fern"], says="disagree")
    fern = wood.memberships["fern"]
    set_aside(wood, fern, reason="It objects.", now=LATER)
    assert Elector.objects.get(organisation=fern.organisation).left_at is not None
    found = close_ballot(ballot=ballot, by=wood.ash, now=LATER)
    assert found.outcome == "not_agreed"


def test_when_nobody_is_left_nothing_is_agreed(wood: Wood) -> None:
    ballot = unanimous(wood)
    Elector.objects.update(recused_at=NOON)
    assert close_ballot(ballot=ballot, by=wood.ash, now=LATER).outcome == "nobody_voted"
    assert Decision.objects.get().state == "not_carried"


def test_a_proposal_does_not_stand_for_election(wood: Wood) -> None:
    members(wood, "fern")
    agreed(wood, decision_rule=UNANIMOUS)
    ballot = opened(wood, "election", ["We buy the van", "We do not"], secret=True)
    assert rule_of(ballot).adopts == "by_motion"
    assert "becomes a proposal" in rule_of(ballot).words[0]
    place = ballot.sealed_votes.all()[0]
    ballot.sealed_votes.filter(pk=place.pk).update(marks={"1": 1}, check_digest="0" * 64)
    Elector.objects.filter(organisation=wood.organisations["birch"]).update(voted_at=NOON)
    close_ballot(ballot=ballot, by=wood.ash, now=SOON)
    decision = Decision.objects.get()
    assert decision.facts["proposal"] is True
    assert [one.kind for one in decision.steps.all()] == [StepKind.MOTION]


def test_organisations_are_elected_without_a_second_vote(wood: Wood) -> None:
    members(wood, "fern")
    agreed(wood, decision_rule=UNANIMOUS)
    stand = [
        {"title": one.name, "organisation": one.pk}
        for one in (wood.organisations["birch"], wood.organisations["fern"])
    ]
    draft = a_draft(wood, "election", stand, secret=True)
    ballot = open_ballot(ballot=draft, closes_at=SOON, by=wood.ash, now=NOON)
    assert rule_of(ballot).adopts == "directly"


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        (datetime(2026, 3, 30, 22, 59, tzinfo=UTC), "not_agreed"),  # 23:59 in British summer
        (datetime(2026, 3, 30, 23, 0, tzinfo=UTC), "agreed"),  # midnight: the day has begun
        (datetime(2026, 3, 31, 12, 0, tzinfo=UTC), "agreed"),
    ],
)
def test_a_consensus_turns_into_its_vote_with_its_day(
    wood: Wood, ends: datetime, code: str
) -> None:
    members(wood, "fern", "gorse")
    rule = {
        "method": "consensus", "fallback": "two_thirds",
        "fallback_on": date(2026, 3, 31).isoformat(),
    }  # fmt: skip
    ballot = a_ballot(wood, "consensus", voters=("birch", "fern", "gorse"), rule=rule)
    for name, says in (("birch", "agree"), ("fern", "agree"), ("gorse", "block")):
        vote_of(ballot, wood.organisations[name], says=says, reason="Dear")
    Ballot.objects.filter(pk=ballot.pk).update(closes_at=ends)
    ballot.refresh_from_db()
    assert outcome_now(ballot, ends + timedelta(days=9)).code == code


def test_it_cannot_be_set_to_close_before_that_day(wood: Wood) -> None:
    members(wood, "fern")
    terms = {"rule": "consensus", "fallback": "two_thirds", "fallback_after_days": 10}
    agreed(wood, decision_rule=terms | {"answer_days": 7})
    with pytest.raises(BadInput, match="turns into a vote on 30 March 2026"):
        opened(wood, "consensus", closes_at=datetime(2026, 3, 29, 22, 59, tzinfo=UTC))


def test_terms_that_change_during_the_voting_do_not_change_it(wood: Wood) -> None:
    ballot = unanimous(wood)
    before = ballot.rule
    agreed(wood, decision_rule={"rule": "majority"}, voting={"leavers_count": True})
    ballot.refresh_from_db()
    vote_of(ballot, wood.organisations["birch"], says="agree")
    assert ballot.rule == before
    assert count_anew(ballot, DAY, deep=False).code == "not_agreed"


def test_a_new_version_starts_without_a_vote_and_ends_the_old_one(wood: Wood) -> None:
    ballot = unanimous(wood)
    vote_of(ballot, wood.organisations["birch"], says="agree")
    new = renew_ballot(ballot=ballot, by=wood.ash, now=LATER)
    new = open_ballot(ballot=new, closes_at=SOON + WEEK, by=wood.ash, now=LATER)
    assert rule_of(new).assent.method == "unanimous"
    assert count_anew(new, DAY, deep=False).turnout.voted == 0
    with pytest.raises(WrongState, match="A new version"):
        cast_vote(
            ballot=ballot, organisation_id=wood.organisations["fern"].pk, marks={}, says="agree",
            how=VotedHow.SITE, by=wood.actor("fern"), now=LATER,
        )  # fmt: skip
    with pytest.raises(WrongState):
        close_ballot(ballot=ballot, by=wood.ash, now=SOON)
    old = Ballot.objects.get(pk=ballot.pk)
    assert (old.state, old.outcome) == (BallotState.REPLACED, "")


def test_a_ballots_outcome_is_not_noted_by_hand(wood: Wood) -> None:
    from tests.decisions.registering import noted

    with pytest.raises(BadInput, match="entered by itself"):
        noted(wood, origin=Origin.BALLOT)


def test_of_two_that_are_one_the_interest_and_the_paper_stay(wood: Wood) -> None:
    members(wood, "fern")
    birch, fern = wood.organisations["birch"], wood.organisations["fern"]
    declared = a_ballot(wood, voters=("birch", "fern"))
    declared.electors.filter(organisation=fern).update(recused_at=NOON, interest="Its hall")
    typed = a_ballot(wood, voters=("birch", "fern"))
    Entry.objects.create(
        ballot=typed, elector=typed.electors.get(organisation=fern), how=VotedHow.PAPER,
        says="agree", marked_on=DAY, entered_by="person:1", entered_at=NOON,
    )  # fmt: skip
    merge(wood, birch, fern)
    assert declared.electors.get().interest == "Its hall"
    assert Entry.objects.get().elector == typed.electors.get()
    assert Organisation.objects.filter(pk=birch.pk).exists()


@pytest.mark.parametrize(
    ("rule", "way", "counts_by"),
    [
        ({"rule": "consensus"}, "consent", "consensus"),
        ({"rule": "majority", "of": "all"}, "consent", "majority"),
        ({"rule": "majority", "of": "all"}, "consensus", "majority"),
        ({"rule": "consent"}, "consensus", "consensus"),
        ({"rule": "majority"}, "consent", "consent"),
    ],
)
def test_a_way_that_asks_for_less_than_was_agreed_is_counted_by_what_was_agreed(
    wood: Wood, rule: dict[str, str], way: str, counts_by: str
) -> None:
    members(wood, "fern")
    agreed(wood, decision_rule=rule)
    assert rule_of(opened(wood, way)).assent.method == counts_by
