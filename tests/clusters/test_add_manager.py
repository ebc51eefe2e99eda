"""Managers name other managers by e-mail."""

import pytest

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Role, programme_scope
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.clusters.actions.managers import add_manager, remove_manager
from tests.clusters.programmes import entries
from tests.personas import NOON


def add(wood, email, by="rowan", name=""):
    return add_manager(
        programme=wood.programme, email=email, name=name, by=wood.actor(by), now=NOON
    )


def test_somebody_with_an_account_manages_at_once_and_is_told(wood):
    add(wood, " Elm@Example.org ")
    assert wood.elm.has(Role.PROGRAMME_MANAGER, programme_scope(wood.programme.pk))
    letter = Message.objects.get(person=wood.people["elm"])
    assert "Growing Together" in letter.subject
    assert entries("add_manager")[0]["person"] == "Elm"


def test_somebody_new_gets_an_account(wood):
    manager = add(wood, "fir@example.org", name="Fir Green")
    assert manager.person == Person.objects.get(email="fir@example.org")
    assert manager.person.name == "Fir Green"


def test_nobody_manages_twice_but_may_come_back(wood):
    manager = add(wood, "elm@example.org")
    with pytest.raises(WrongState, match="already"):
        add(wood, "elm@example.org")
    remove_manager(manager=manager, by=wood.rowan, now=NOON)
    add(wood, "elm@example.org")
    assert wood.elm.has(Role.PROGRAMME_MANAGER, programme_scope(wood.programme.pk))


def test_what_is_no_address_is_refused(wood):
    with pytest.raises(BadInput) as caught:
        add(wood, "not an address")
    assert "email" in caught.value.fields


def test_only_managers(wood):
    with pytest.raises(NotAllowed):
        add(wood, "elm@example.org", by="ash")
