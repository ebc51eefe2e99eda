"""What can be done next follows from what was decided, and is offered once."""

from __future__ import annotations

import pytest

from spinney.agreements.states import AgreementState
from spinney.base.access.asks import asked_of
from spinney.decisions.actions.steps import offer_steps
from spinney.decisions.models import NextStep
from tests.agreements.making import an_agreement
from tests.decisions.making import NOON
from tests.decisions.registering import LATER, agreed, chosen, noted

pytestmark = pytest.mark.django_db


def kinds(decision):
    return sorted(decision.steps.values_list("kind", flat=True))


def test_chosen_priorities_become_an_outline(wood):
    assert kinds(chosen(wood)) == ["outline"]


def test_where_the_members_decide_otherwise_they_are_put_to_them_first(wood):
    assert kinds(chosen(wood, rule={"adopts": "by_motion"})) == ["motion"]


def test_an_elected_lead(wood):
    stands = [{"title": "Birch House", "organisation": wood.organisations["birch"]}]
    decision = chosen(wood, "election", {"1": 1}, options=stands, elects_lead=True)
    assert kinds(decision) == ["lead"]
    other = chosen(wood, "election", {"1": 1}, options=stands)  # elects a chair, say
    assert kinds(other) == []


def test_a_date(wood):
    when = [{"title": "Friday", "starts_at": NOON}]
    assert kinds(chosen(wood, "times", {"1": 2}, options=when)) == ["meeting"]


def test_a_draft_that_was_agreed(wood):
    version = an_agreement(wood, state=AgreementState.DRAFT).versions.get()
    assert kinds(agreed(wood, about_version=version)) == ["agreement"]


def test_nothing_follows_from_what_was_only_noted(wood):
    assert kinds(noted(wood)) == []


def test_once_and_on_home(wood):
    decision = chosen(wood)
    assert offer_steps(decision=decision, by=wood.ash, now=LATER) == []
    assert NextStep.objects.count() == 1
    asked = [one.what for one in asked_of(wood.ash, LATER)]
    assert "Make the outline of the workplan: decision 1, “What shall we share first?”" in asked
