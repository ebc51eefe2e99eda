"""A member that may be set aside says what it has to say, for itself alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.clusters.actions.suspending import (
    answer_suspension,
    propose_suspension,
    suspend_member,
)
from tests.access import client_of
from tests.clusters.cases import at_meeting, joined, set_aside


@pytest.fixture
def membership(wood):
    found = joined(wood)
    propose_suspension(membership=found, reason="Late.", by=wood.ash, now=timezone.now())
    return found


def answer(wood, membership, words="We paid in May.", by="birch"):
    return answer_suspension(
        membership=membership, answer=words, by=wood.actor(by), now=timezone.now()
    )


def test_those_who_decide_read_it_and_it_can_be_changed(wood, membership):
    answer(wood, membership)
    done = answer(wood, membership, "We paid in April.")
    assert done.answer == "We paid in April."
    assert Message.objects.filter(email="ash@example.org", subject__contains="answered").exists()
    url = reverse("clusters:member", args=[wood.cluster.pk, membership.pk])
    assert "We paid in April." in client_of(wood, "ash").get(url).content.decode()


def test_nobody_answers_for_it(wood, membership):
    with pytest.raises(NotAllowed):
        answer(wood, membership, by="ash")
    with pytest.raises(NotAllowed):
        answer(wood, membership, by="cedar")


@pytest.mark.parametrize("words", [" ", "x" * 4001])
def test_what_is_wrong_is_said(wood, membership, words):
    with pytest.raises(BadInput) as told:
        answer(wood, membership, words)
    assert list(told.value.fields) == ["answer"]


def test_not_once_it_is_decided(wood):
    membership = joined(wood)
    with pytest.raises(WrongState):
        answer(wood, membership)
    set_aside(wood, membership)
    with pytest.raises(WrongState):
        answer(wood, membership)


def test_through_the_page(wood, membership):
    url = reverse("clusters:answer-suspension", args=[wood.cluster.pk, membership.pk])
    birch = client_of(wood, "birch")
    assert "Late." in birch.get(url).content.decode()
    assert birch.post(url, {"answer": ""}).status_code == 200
    assert birch.post(url, {"answer": "We paid."}).status_code == 302
    assert membership.suspensions.get().answer == "We paid."


def test_changing_the_answer_puts_no_decision_off(wood):
    membership, now = joined(wood), timezone.now()
    propose_suspension(
        membership=membership, reason="Late.", by=wood.ash, now=now - timedelta(days=6)
    )
    for words, days in (("We paid in May.", 4), ("We paid in April.", 0)):
        answer_suspension(
            membership=membership, answer=words, by=wood.actor("birch"),
            now=now - timedelta(days=days),
        )  # fmt: skip
    done = suspend_member(membership=membership, decided=at_meeting(2), by=wood.ash, now=now)
    assert done.state == "suspended"
