"""A suspension is proposed with its reason; the member is told, and nothing changes yet."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.access.asks import asked_of
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.clusters import api
from spinney.clusters.actions.agreed_rules import agree_suspension
from spinney.clusters.actions.suspending import propose_suspension
from spinney.clusters.bridge.rules import SuspensionRule
from tests.access import client_of
from tests.clusters.cases import in_days, joined, today


def propose(wood, membership, reason="Fees are late.", by="ash", days=0, for_what=""):
    return propose_suspension(
        membership=membership, reason=reason, for_what=for_what, by=wood.actor(by),
        now=in_days(days),
    )  # fmt: skip


def test_it_is_told_why_and_until_when_it_can_answer(wood):
    membership = joined(wood)
    proposed = propose(wood, membership)
    assert proposed.answer_by == today() + timedelta(days=14)
    assert (proposed.decides, proposed.most_months, proposed.agreed_in) == ("members", 6, "")
    assert len(api.voters(wood.cluster)) == 1
    told = Message.objects.get(email="birch@example.org")
    assert "you can answer" in told.subject
    words = " ".join(told.body.split())
    assert "Fees are late." in words
    assert "The members decide, by your rule for decisions." in words
    asks = [one.what for one in asked_of(wood.birch, timezone.now())]
    assert "Say why it should not be suspended" in asks


def test_as_it_was_agreed(wood):
    rule = SuspensionRule("lead_body", (("breach", "breaking what we agreed"),), 30, 3, "“Rules”")
    agree_suspension(cluster=wood.cluster, rule=rule, by=Actor.system("t"), now=timezone.now())
    membership = joined(wood)
    with pytest.raises(BadInput, match="one of the reasons"):
        propose(wood, membership)
    proposed = propose(wood, membership, for_what="breach")
    assert (proposed.decides, proposed.most_months, proposed.agreed_in) == (
        "lead_body", 3, "“Rules”",
    )  # fmt: skip
    assert proposed.answer_by == today() + timedelta(days=30)
    page = client_of(wood, "birch").get(
        reverse("clusters:member", args=[wood.cluster.pk, membership.pk])
    )
    words = page.content.decode()
    assert "The lead body decides." in words
    assert "That was agreed in “Rules”." in words
    assert "For breaking what we agreed." in words


def test_once_at_a_time_with_a_reason_and_not_by_a_member(wood):
    membership = joined(wood)
    with pytest.raises(BadInput):
        propose(wood, membership, reason=" ")
    with pytest.raises(NotAllowed):
        propose(wood, membership, by="birch")
    propose(wood, membership)
    with pytest.raises(WrongState, match="proposed already"):
        propose(wood, membership)


def test_those_who_decide_read_why_and_nobody_else(wood):
    membership = joined(wood)
    wood.memberships["cedar"].tier = wood.memberships["cedar"].admitted_to = wood.tiers["core"]
    wood.memberships["cedar"].save()
    url = reverse("clusters:member", args=[wood.cluster.pk, membership.pk])
    propose(wood, membership)
    assert "Fees are late." in client_of(wood, "cedar").get(url).content.decode()
    membership.suspensions.update(decides="run")
    page = client_of(wood, "cedar").get(url).content.decode()
    assert "It is proposed to suspend Birch House" in page
    assert "Fees are late." not in page


def test_the_facilitator_is_asked_to_see_to_it_once_it_was_heard(wood):
    membership = joined(wood)
    propose(wood, membership)
    see = "See to it that it is decided whether Birch House is suspended"
    assert see not in [one.what for one in asked_of(wood.ash, timezone.now())]
    later = in_days(15)
    assert see in [one.what for one in asked_of(wood.ash, later)]


def test_through_the_page(wood):
    membership = wood.memberships["birch"]
    url = reverse("clusters:propose-suspension", args=[wood.cluster.pk, membership.pk])
    rowan = client_of(wood, "rowan")
    assert rowan.post(url, {"reason": ""}).status_code == 200
    assert rowan.post(url, {"reason": "Late."}).status_code == 302
    assert membership.suspensions.get().state == "proposed"


def test_what_is_proposed_already_is_told_before_anything_is_typed(wood):
    membership = joined(wood)
    propose_suspension(membership=membership, reason="Late.", by=wood.ash, now=timezone.now())
    url = reverse("clusters:propose-suspension", args=[wood.cluster.pk, membership.pk])
    page = client_of(wood, "ash").get(url)
    assert "is proposed already" in page.content.decode()
    assert "<textarea" not in page.content.decode()
