"""A member is set aside once it was heard, by those who decide; it neither votes nor is counted,
and its people still see the page and why.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.periods import add_months
from spinney.base.post.models import Message
from spinney.clusters import api
from spinney.clusters.actions.agreed_rules import agree_suspension
from spinney.clusters.actions.suspending import (
    answer_suspension,
    propose_suspension,
    suspend_member,
)
from spinney.clusters.bridge.rules import NOT_SAID, Decided, SuspensionRule
from spinney.clusters.models import Cluster
from spinney.clusters.queries.decisions import NamedDecision
from spinney.clusters.states import ClusterState
from tests.access import client_of
from tests.clusters.cases import at_meeting, in_days, joined, last_entry, set_aside, today

AGREED = SuspensionRule("run", (), 0, 2, "“Ground rules”, version 1, clause 4")


def agree(wood, rule):
    agree_suspension(cluster=wood.cluster, rule=rule, by=Actor.system("t"), now=timezone.now())


def propose(wood, membership, days_ago=15):
    return propose_suspension(
        membership=membership, reason="Late.", by=wood.ash, now=in_days(-days_ago)
    )


def suspend(wood, membership, decided=None, **more):
    return suspend_member(
        membership=membership, decided=at_meeting() if decided is None else decided, by=wood.ash,
        now=timezone.now(), **more,
    )  # fmt: skip


def test_no_vote_no_quorum_but_the_page(wood):
    membership = joined(wood)
    set_aside(wood, membership, reason="Fees are two years late.")
    assert api.voters(wood.cluster) == []
    assert api.quorum_members(wood.cluster) == []
    birch = client_of(wood, "birch")
    assert birch.get(reverse("clusters:cluster", args=[wood.cluster.pk])).status_code == 200
    assert birch.get(reverse("clusters:members", args=[wood.cluster.pk])).status_code == 403
    own = birch.get(reverse("clusters:member", args=[wood.cluster.pk, membership.pk]))
    page = own.content.decode()
    assert "Fees are two years late." in page
    assert "It is suspended: it neither votes nor is counted" in page
    assert "is counted for the quorum." not in page
    assert "Decided: Members’ meeting, item 4" in page
    told = Message.objects.filter(email="birch@example.org").order_by("-pk").first()
    assert "suspended" in told.subject
    assert "Members’ meeting, item 4" in " ".join(told.body.split())


def test_it_lasts_as_long_as_was_agreed_at_the_most(wood):
    membership = joined(wood)
    done = set_aside(wood, membership)
    assert done.set_aside_until == add_months(today(), 6)
    entry = last_entry(done)
    assert entry.verb == "clusters.suspend_member"
    assert entry.detail["decided"].startswith("Members’ meeting, item 4, ")


def test_without_an_agreement_it_is_heard_first(wood):
    with pytest.raises(WrongState, match="has 14 days to answer first"):
        suspend(wood, joined(wood), reason="Late.")


def test_not_while_it_may_still_answer(wood):
    membership = joined(wood)
    propose(wood, membership, days_ago=14)
    with pytest.raises(WrongState, match="may answer until"):
        suspend(wood, membership)
    answer_suspension(membership=membership, answer="We paid.", by=wood.birch, now=timezone.now())
    assert suspend(wood, membership).state == "suspended"


@pytest.mark.parametrize(
    ("decided", "field"),
    [
        (NOT_SAID, "decided"),
        (Decided(" ", None), "decided"),
        (Decided("Meeting", None), "decided_on"),
        (Decided("Meeting", timezone.localdate() + timedelta(days=2)), "decided_on"),
        (Decided("Meeting", timezone.localdate() - timedelta(days=5)), "decided_on"),  # not heard
        (Decided("M" * 301, timezone.localdate()), "decided"),
    ],
)
def test_the_decision_of_the_members_is_named(wood, decided, field):
    membership = joined(wood)
    propose(wood, membership)
    with pytest.raises(BadInput) as told:
        suspend(wood, membership, decided)
    assert field in told.value.fields
    membership.refresh_from_db()
    assert membership.state == "active"


def test_not_in_a_cluster_that_ended(wood):
    membership = joined(wood)
    propose(wood, membership)
    Cluster.objects.filter(pk=wood.cluster.pk).update(state=ClusterState.ENDED)
    with pytest.raises(WrongState, match="has ended"):
        suspend(wood, membership)


def test_where_it_was_agreed_so_those_who_run_it_do_it_at_once(wood):
    agree(wood, AGREED)
    membership = joined(wood)
    with pytest.raises(BadInput, match="Say why"):
        suspend(wood, membership, NOT_SAID)
    done = suspend(wood, membership, NOT_SAID, reason="Late.")
    assert (done.state, done.set_aside_until) == ("suspended", add_months(today(), 2))


def test_only_for_the_reasons_that_were_agreed(wood):
    reasons = (("payment", "not paying its share"),)
    agree(wood, SuspensionRule("run", reasons, 0, 2, "“Rules”"))
    membership = joined(wood)
    with pytest.raises(BadInput, match="one of the reasons"):
        suspend(wood, membership, reason="We do not like it.")
    done = suspend(wood, membership, reason="Late.", for_what="payment")
    assert done.suspensions.get().for_what == "not paying its share"


def test_what_was_proposed_goes_on_by_the_rule_of_that_day(wood):
    membership = joined(wood)
    propose(wood, membership)
    agree(wood, AGREED)
    with pytest.raises(BadInput, match="The members decide this"):
        suspend(wood, membership, NOT_SAID)
    assert suspend(wood, membership).set_aside_until == add_months(today(), 6)


def test_not_by_a_member(wood):
    membership = joined(wood)
    propose(wood, membership)
    with pytest.raises(NotAllowed):
        suspend_member(
            membership=membership, decided=at_meeting(), by=wood.birch, now=timezone.now()
        )


def test_through_the_pages(wood):
    membership = wood.memberships["birch"]
    here = [wood.cluster.pk, membership.pk]
    ash = client_of(wood, "ash")
    page = ash.get(reverse("clusters:suspend-member", args=here)).content.decode()
    assert "The members decide, by your rule for decisions." in page
    assert "Nothing is agreed on this yet" in page
    propose(wood, membership)
    page = ash.get(reverse("clusters:member", args=here)).content.decode()
    assert "It was decided: suspend it" in page
    url = reverse("clusters:suspend-member", args=here)
    assert "Say where it was decided" in ash.post(url, {}).content.decode()
    on = today()
    sent = {"decided": "Members’ meeting, item 4", "decided_on_day": on.day,
            "decided_on_month": on.month, "decided_on_year": on.year}  # fmt: skip
    assert ash.post(url, sent).status_code == 302
    membership.refresh_from_db()
    assert membership.state == "suspended"
    assert "<form" not in ash.get(url).content.decode().partition("<main")[2]


def test_before_the_member_was_heard_the_page_says_from_when(wood):
    membership = joined(wood)
    propose_suspension(membership=membership, reason="Late.", by=wood.ash, now=timezone.now())
    here = [wood.cluster.pk, membership.pk]
    page = client_of(wood, "ash").get(reverse("clusters:suspend-member", args=here))
    assert "has not yet: it can be suspended after that" in page.content.decode()


def test_a_decision_is_chosen_from_the_register(wood, monkeypatch):
    one = NamedDecision("some-uid", "decision 7, “Set Birch aside”", today(), "/decisions/7/")
    old = NamedDecision("old", "decision 2, “Meet often”", today() - timedelta(days=90), "/d/2/")
    monkeypatch.setattr("spinney.clusters.queries.decisions._sources", [lambda by, pk: [one, old]])
    membership = wood.memberships["birch"]
    propose(wood, membership)
    here = [wood.cluster.pk, membership.pk]
    ash = client_of(wood, "ash")
    url = reverse("clusters:suspend-member", args=here)
    page = ash.get(url).content.decode()
    assert "decision 7" in page
    assert "decision 2" not in page  # that was before the member was heard
    assert ash.post(url, {"decision": "some-uid"}).status_code == 302
    change = membership.changes.get(to_state="suspended")
    assert (change.decided, change.decided_on, change.decision) == (one.words, one.on, one.uid)
    assert one.url in ash.get(reverse("clusters:member", args=here)).content.decode()
