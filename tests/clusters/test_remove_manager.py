"""A programme never loses its last manager."""

import pytest

from spinney.base.kernel.actors import Role, programme_scope
from spinney.base.kernel.errors import NotAllowed, NotFound, WrongState
from spinney.clusters.actions.managers import add_manager, remove_manager
from spinney.clusters.models import Manager
from tests.clusters.programmes import entries
from tests.personas import NOON


@pytest.fixture
def second(wood):
    return add_manager(programme=wood.programme, email="elm@example.org", by=wood.rowan, now=NOON)


def test_her_part_ends_at_once(wood, second):
    remove_manager(manager=second, by=wood.rowan, now=NOON)
    assert not wood.elm.has(Role.PROGRAMME_MANAGER, programme_scope(wood.programme.pk))
    assert entries("remove_manager")[0]["person"] == "Elm"


def test_she_may_go_herself(wood, second):
    remove_manager(manager=second, by=wood.elm, now=NOON)
    with pytest.raises(NotFound):
        remove_manager(manager=second, by=wood.elm, now=NOON)


def test_never_the_last(wood, second):
    remove_manager(manager=second, by=wood.rowan, now=NOON)
    last = Manager.objects.get(person=wood.people["rowan"])
    with pytest.raises(WrongState, match="only programme manager"):
        remove_manager(manager=last, by=wood.rowan, now=NOON)


def test_once_is_enough(wood, second):
    remove_manager(manager=second, by=wood.rowan, now=NOON)
    with pytest.raises(WrongState, match="any more"):
        remove_manager(manager=second, by=wood.rowan, now=NOON)


def test_only_managers(wood, second):
    with pytest.raises(NotAllowed):
        remove_manager(manager=second, by=wood.ash, now=NOON)
