"""The members are asked by the rule in force, each by a link."""

from datetime import date, timedelta

import pytest

from spinney.agreements.actions import approvals as actions
from spinney.agreements.models import Approval
from spinney.agreements.queries.approval_rule import asking_for
from spinney.agreements.states import AgreementState, ApprovalState, SpeaksFor
from spinney.base.access.models import TaskLink
from spinney.base.kernel.assent import Method
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.base.post.models import Message
from tests.agreements.agreeing import CONSENSUS, four_members
from tests.agreements.making import NOON, an_agreement, another_member
from tests.agreements.talking import UNTIL, a_draft, a_variation, ask, change, fix


def test_each_member_that_may_vote_gets_a_link(wood):
    approval = ask(wood, four_members(wood), message="Please look at clause 2.")
    links = TaskLink.objects.filter(verb="agreements.agree_to_version")
    assert {one.organisation_id for one in links} == {
        wood.organisations[name].pk for name in ("birch", "fern", "gorse", "heath")
    }
    letter = Message.objects.filter(kind="agreements.asked_to_agree").first()
    assert "Please look at clause 2." in letter.body
    assert approval.state == ApprovalState.OPEN


def test_the_rule_is_kept_as_it_was_with_the_clause_that_it_comes_from(wood):
    version = four_members(wood)
    approval = ask(wood, version)
    assert (approval.rule["method"], approval.rule["quorum"]) == ("consent", [1, 2, 0])
    assert approval.rule["words"][0].startswith("We decide by consent")
    source = approval.rule["sources"][0]
    assert (source["key"], source["agreement"]) == ("decision_rule", version.agreement_id)
    assert (source["clause"], source["since"]) == ("2, “Decision Rule”", "2026-02-01")


def test_consensus_with_a_fallback_is_open_until_the_vote_can_be_over(wood):
    asking = asking_for(four_members(wood, CONSENSUS), NOON.date())
    assert asking.rule.method_on(NOON.date() + timedelta(days=9)) == Method.CONSENSUS
    assert asking.rule.method_on(NOON.date() + timedelta(days=10)) == Method.TWO_THIRDS
    assert asking.closes_on == NOON.date() + timedelta(days=17)


def test_it_is_not_closed_before_the_vote_that_the_rule_falls_back_to(wood):
    with pytest.raises(BadInput, match="turns into a vote on 30 March 2026"):
        ask(wood, four_members(wood, CONSENSUS), closes_on=date(2026, 3, 29))


def test_weights_and_classes_come_from_the_terms(wood):
    fern = another_member(wood, "fern")
    terms = {
        "electorate": {
            "who": "voters", "weights": "fixed",
            "votes": [{"organisation": str(fern.uid), "votes": 3}],
        },
        "quorum": {"at_least": 1, "of_tiers": [{"tier": "Core", "at_least": 2}]},
    }  # fmt: skip
    asking = asking_for(a_variation(wood, terms), NOON.date())
    assert {one.name: one.weight for one in asking.electors} == {"Birch House": 1, fern.name: 3}
    assert asking.rule.quorum_of["Core"].of(2) == 2
    assert asking.electors[0].classes == ("Core",)


def test_where_parties_agree_alone_its_parties_are_asked_and_all_must(wood):
    agreement = an_agreement(
        wood, ["birch", "cedar"], state=AgreementState.DRAFT, speaks_for=SpeaksFor.PARTIES
    )
    asking = asking_for(agreement.versions.get(), NOON.date())
    assert [one.name for one in asking.electors] == ["Birch House", "Cedar Housing Association"]
    assert asking.rule.method == Method.UNANIMOUS


def test_without_an_agreed_rule_the_default_holds_and_says_so(wood):
    asking = asking_for(a_draft(wood), NOON.date())
    assert (asking.rule.method, asking.sources) == (Method.MAJORITY, ())


def test_words_that_were_changed_since_are_asked_anew(wood):
    version = four_members(wood)
    first = ask(wood, version)
    with pytest.raises(WrongState, match="already"):
        ask(wood, version)
    second = ask(wood, change(version))
    first.refresh_from_db()
    assert (first.state, second.state) == (ApprovalState.WITHDRAWN, ApprovalState.OPEN)
    assert Approval.objects.count() == 2


@pytest.mark.parametrize("day", [NOON.date(), date(2026, 12, 1)])
def test_not_until_a_day_that_is_too_near_or_far(wood, day):
    with pytest.raises(BadInput):
        ask(wood, four_members(wood), closes_on=day)


def test_not_about_words_that_are_fixed(wood):
    with pytest.raises(WrongState):
        ask(wood, fix(a_draft(wood)))


@pytest.mark.parametrize(("name", "error"), [("birch", NotAllowed), ("willow", NotFound)])
def test_it_is_for_those_who_run_the_cluster(wood, name, error):
    with pytest.raises(error):
        actions.ask_to_agree(version=a_draft(wood), closes_on=UNTIL, by=wood.actor(name), now=NOON)


def test_where_parties_agree_alone_the_member_that_began_it_asks_them(wood):
    agreement = an_agreement(
        wood, ["birch", "cedar"], state=AgreementState.DRAFT, speaks_for=SpeaksFor.PARTIES
    )
    version = agreement.versions.get()
    asked = {"version": version, "closes_on": UNTIL, "by": wood.birch, "now": NOON}
    with pytest.raises(NotAllowed):
        actions.ask_to_agree(**asked)
    type(agreement).objects.filter(pk=agreement.pk).update(begun_by=wood.organisations["birch"])
    assert actions.ask_to_agree(**asked).state == ApprovalState.OPEN
    assert TaskLink.objects.filter(organisation_id=wood.organisations["cedar"].pk).exists()
