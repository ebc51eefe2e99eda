"""An organisation that asked to join is let in, in the tier that its evidence gives it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.access.asks import asked_of
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.periods import add_months
from spinney.clusters.actions.agreed_rules import agree_joining
from spinney.clusters.actions.members import admit_member
from spinney.clusters.bridge.rules import JoiningRule
from spinney.clusters.models import Cluster, Membership
from spinney.clusters.states import ClusterState, MembershipState
from tests.access import client_of
from tests.clusters.cases import asked, asks_for, at_meeting, last_entry, shown, today


def admit(wood, membership, tier="core", by="ash"):
    return admit_member(
        membership=membership, tier=wood.tiers[tier], by=wood.actor(by), now=timezone.now()
    )


def test_it_belongs_from_today(wood):
    membership = admit(wood, asked(wood))
    assert (membership.state, membership.tier.name) == (MembershipState.ACTIVE, "Core")
    assert membership.joined_on == today()
    (change,) = membership.changes.all()
    assert (change.from_state, change.to_state, change.to_tier) == ("applied", "active", "Core")
    assert change.may_vote
    assert last_entry(membership).verb == "clusters.admit_member"


def test_without_the_evidence_it_begins_in_the_next_tier_below(wood):
    asks_for(wood.tiers["core"], "accounts", max_age_months=18)
    first, second = asked(wood), asked(wood, "Alder Advice")
    shown(wood, second.organisation)
    assert admit(wood, first).tier.name == "Associate"
    assert first.admitted_to_id is not None
    first.refresh_from_db()
    assert first.admitted_to.name == "Core"
    assert admit(wood, second).tier.name == "Core"


def test_a_cluster_begins_with_its_second_member(wood):
    Cluster.objects.filter(pk=wood.cluster.pk).update(state=ClusterState.FORMING)
    Membership.objects.filter(cluster=wood.cluster).delete()
    admit(wood, asked(wood))
    wood.cluster.refresh_from_db()
    assert wood.cluster.state == ClusterState.FORMING
    admit(wood, asked(wood, "Alder Advice"))
    wood.cluster.refresh_from_db()
    assert wood.cluster.state == ClusterState.ACTIVE
    assert last_entry(wood.cluster).verb == "clusters.start_cluster"


def test_only_from_a_request_and_only_by_those_who_run_it(wood):
    with pytest.raises(WrongState):
        admit(wood, wood.memberships["birch"])
    with pytest.raises(NotAllowed):
        admit(wood, asked(wood), by="birch")


def test_a_tier_of_another_cluster_is_refused(wood):
    other = wood.next_door.tiers.get()
    with pytest.raises(WrongState, match="not one of this cluster’s tiers"):
        admit_member(membership=asked(wood), tier=other, by=wood.ash, now=timezone.now())


def agree(wood, **said):
    rule = JoiningRule(**said, agreed_in="“Ground rules”, version 1, clause 3")
    agree_joining(cluster=wood.cluster, rule=rule, by=Actor.system("t"), now=timezone.now())


@pytest.mark.parametrize("who", ["members", "lead_body"])
def test_where_others_decide_it_is_said_where_they_did(wood, who):
    agree(wood, decides=who)
    membership = asked(wood)
    with pytest.raises(BadInput) as told:
        admit(wood, membership)
    assert set(told.value.fields) == {"decided", "decided_on"}
    done = admit_member(
        membership=membership, tier=wood.tiers["core"], decided=at_meeting(), by=wood.ash,
        now=timezone.now(),
    )  # fmt: skip
    change = done.changes.get(to_state="active")
    assert (change.decided, change.decided_on) == ("Members’ meeting, item 4", today())
    assert last_entry(done).detail["decided"].startswith("Members’ meeting, item 4, ")
    page = client_of(wood, "birch").get(reverse("clusters:member", args=[wood.cluster.pk, done.pk]))
    assert "Decided: Members’ meeting, item 4" in page.content.decode()


def test_where_a_member_must_propose_it_one_of_today_does(wood):
    agree(wood, sponsor=True)
    membership = asked(wood)
    with pytest.raises(BadInput, match="Say which one does"):
        admit(wood, membership)
    said = {"membership": membership, "tier": wood.tiers["core"], "by": wood.ash}
    with pytest.raises(BadInput, match="a member today"):
        admit_member(sponsor=membership.organisation, now=timezone.now(), **said)
    birch = wood.organisations["birch"]
    done = admit_member(sponsor=birch, now=timezone.now(), **said)
    assert done.sponsor == birch


def test_a_trial_is_told_and_talked_about_before_it_is_over(wood):
    agree(wood, trial_months=6)
    done = admit(wood, asked(wood))
    last = add_months(today(), 6) - timedelta(days=1)
    assert done.trial_until == last
    page = client_of(wood, "ash").get(reverse("clusters:member", args=[wood.cluster.pk, done.pk]))
    assert "It is on trial until" in page.content.decode()
    trial = "The trial of Elder Row Gardeners is over soon: talk about whether it stays"
    assert trial not in [one.what for one in asked_of(wood.ash, timezone.now())]
    late = timezone.make_aware(datetime.combine(last, time(9)))
    assert trial in [one.what for one in asked_of(wood.ash, late)]


def test_the_page_says_who_decides_and_where_that_was_agreed(wood):
    membership = asked(wood)
    url = reverse("clusters:admit-member", args=[wood.cluster.pk, membership.pk])
    ash = client_of(wood, "ash")
    page = ash.get(url).content.decode()
    assert "decide" not in page.partition("<main")[2]  # who runs it decides: nothing to say
    agree(wood, decides="members", sponsor=True)
    page = ash.get(url).content.decode()
    assert "The members decide, by your rule for decisions. A member must propose it." in page
    assert "That was agreed in “Ground rules”, version 1, clause 3." in page
    asked_for = page.partition("Where was it decided?")[2].partition("Why?")[0]
    assert "(optional)" not in asked_for  # nothing is in the register, so it must be said
    on = today()
    sent = {
        "tier": wood.tiers["core"].pk,
        "sponsor": wood.organisations["birch"].pk,
        "decided_on_day": on.day,
        "decided_on_month": on.month,
        "decided_on_year": on.year,
    }
    assert "Say where it was decided" in ash.post(url, sent).content.decode()
    assert ash.post(url, sent | {"decided": "Members’ meeting"}).status_code == 302
    membership.refresh_from_db()
    assert membership.state == "active"
