"""It ends by hand when everybody has answered, by itself after the last day; and it is decided
whether or not a job has run.
"""

from datetime import date, timedelta

import pytest

from spinney.agreements.actions import approvals as actions
from spinney.agreements.policies.approvals import check_agreed
from spinney.agreements.queries.approvals import shown
from spinney.agreements.states import ApprovalState, Voice
from spinney.agreements.tasks.approvals import close_what_has_ended
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.clusters.models import Membership
from spinney.clusters.states import MembershipState
from tests.agreements.agreeing import CONSENSUS, FOUR, four_members, on, say
from tests.agreements.making import NOON
from tests.agreements.talking import UNTIL, ask, change

AFTER = UNTIL + timedelta(days=1)


def close(wood, approval, now=NOON):
    return actions.close_approval(approval=approval, by=wood.ash, now=now)


def test_by_hand_when_all_have_answered(wood):
    approval = ask(wood, four_members(wood))
    for name in FOUR[:3]:
        say(wood, approval, name)
    with pytest.raises(WrongState, match="Not everybody"):
        close(wood, approval)
    say(wood, approval, FOUR[3], Voice.STANDS_ASIDE)
    approval = close(wood, approval)
    assert approval.state == ApprovalState.AGREED
    assert approval.result["reasons"][-1][0] == "no_objections"
    with pytest.raises(WrongState):
        close(wood, approval)


def test_an_objection_stops_consent_until_it_is_taken_back(wood):
    approval = ask(wood, four_members(wood))
    for name in FOUR[:3]:
        say(wood, approval, name)
    say(wood, approval, FOUR[3], Voice.OBJECTS)
    assert "1 organisation objects" in " ".join(shown(approval, NOON.date()).reasons)
    say(wood, approval, FOUR[3], Voice.STANDS_ASIDE)
    assert shown(approval, NOON.date()).outcome.count.passes


def test_consensus_is_not_closed_before_its_vote_and_then_the_vote_counts(wood):
    approval = ask(wood, four_members(wood, CONSENSUS), closes_on=date(2026, 4, 6))
    for name in FOUR[:3]:
        say(wood, approval, name)
    say(wood, approval, FOUR[3], Voice.OBJECTS)
    with pytest.raises(WrongState, match="On 30 March 2026 your rule turns into a vote"):
        close(wood, approval)
    approval = close(wood, approval, now=on(date(2026, 3, 30)))
    assert (approval.state, approval.result["method"]) == (ApprovalState.AGREED, "two_thirds")


def test_by_itself_after_the_last_day_and_those_asked_are_told(wood):
    approval = ask(wood, four_members(wood))
    say(wood, approval, "birch")
    close_what_has_ended(on(UNTIL))
    approval.refresh_from_db()
    assert approval.state == ApprovalState.OPEN
    close_what_has_ended(on(AFTER))
    close_what_has_ended(on(AFTER))
    approval.refresh_from_db()
    assert approval.state == ApprovalState.NOT_AGREED
    assert approval.result["reasons"][0][0] == "quorum_missing"
    told = Message.objects.filter(kind="agreements.agreeing_closed")
    assert told.count() == 5  # four members, and the facilitator
    assert "was not agreed" in told[0].headline


def test_it_is_decided_though_no_job_has_run(wood):
    version = four_members(wood)
    approval = ask(wood, version)
    say(wood, approval, "birch")
    say(wood, approval, "fern")
    with pytest.raises(WrongState, match="may still answer until 10 April 2026"):
        check_agreed(version, UNTIL)
    check_agreed(version, AFTER)
    found = shown(approval, AFTER)
    assert (found.status.text, found.sentence) == ("Agreed", "The members agreed.")


def test_words_that_were_changed_are_agreed_by_nobody(wood):
    version = four_members(wood)
    approval = ask(wood, version)
    for name in FOUR:
        say(wood, approval, name)
    change(version)
    with pytest.raises(WrongState, match="changed since"):
        check_agreed(version, AFTER)
    approval.about.refresh_from_db()
    assert shown(approval, AFTER).sentence.startswith("The question was taken back")
    close_what_has_ended(on(AFTER))
    approval.refresh_from_db()
    assert approval.state == ApprovalState.WITHDRAWN


def test_whoever_has_left_does_not_count(wood):
    approval = ask(wood, four_members(wood))
    for name in FOUR[:3]:
        say(wood, approval, name)
    say(wood, approval, "heath", Voice.OBJECTS)
    Membership.objects.filter(organisation=wood.organisations["heath"]).update(
        state=MembershipState.LEFT, left_on=date(2026, 3, 25), leaves_on=date(2026, 3, 25)
    )
    found = shown(approval, date(2026, 3, 26))
    assert (found.outcome.count.asked, found.outcome.count.passes) == (3, True)
    assert [one.name for one in found.answers if one.has_left] == ["Heath House"]


def test_only_those_who_run_the_cluster_close_it(wood):
    approval = ask(wood, four_members(wood))
    with pytest.raises(NotAllowed):
        actions.close_approval(approval=approval, by=wood.birch, now=NOON)


def test_two_that_turn_out_to_be_one_have_one_voice(wood):
    approval = ask(wood, four_members(wood))
    for name in FOUR:
        say(wood, approval, name)
    fern, gorse = wood.organisations["fern"], wood.organisations["gorse"]
    type(gorse).objects.filter(pk=gorse.pk).update(merged_into=fern)
    approval.answers.filter(organisation=gorse).delete()
    found = shown(approval, NOON.date())
    assert (found.outcome.count.asked, found.outcome.count.answered) == (3, 3)
    heath = wood.organisations["heath"]
    type(heath).objects.filter(pk=heath.pk).update(merged_into=wood.organisations["cedar"])
    approval.answers.filter(organisation=heath).update(organisation=wood.organisations["cedar"])
    assert shown(approval, NOON.date()).outcome.count.answered == 3


def test_the_cluster_s_page_says_how_many_have_not_answered(wood):
    from spinney.agreements.queries.asking_approvals import waits

    approval = ask(wood, four_members(wood))
    say(wood, approval, "birch")
    (one,) = waits(wood.cluster, NOON.date(), runs_it=False)
    assert (one.on, one.what) == (
        "3 members", "say whether they agree to “Ground rules” by 10 April 2026",
    )  # fmt: skip
    assert list(waits(wood.cluster, AFTER, runs_it=True)) == []
