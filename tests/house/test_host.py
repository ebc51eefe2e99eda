"""`spinney host add`: the first person of an installation."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.base.access.hosts import add_host
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.record.models import Entry
from tests.personas import Wood

CONSOLE = Actor.system("spinney host add")


def test_makes_a_host_once(db: None) -> None:
    person, is_new = add_host("Hazel@example.org", by=CONSOLE, now=timezone.now(), name="Hazel")
    assert (person.email, person.is_host, is_new) == ("hazel@example.org", True, True)
    same, is_new = add_host("hazel@example.org", by=CONSOLE, now=timezone.now())
    assert (same, is_new) == (person, False)
    assert Person.objects.count() == 1
    assert Entry.objects.filter(verb="access.add_host").count() == 1


def test_makes_somebody_known_a_host(wood: Wood) -> None:
    assert not wood.people["elm"].is_host
    person, is_new = add_host("elm@example.org", by=CONSOLE, now=timezone.now())
    assert (person.pk, person.name, is_new) == (wood.people["elm"].pk, "Elm", True)


def test_refuses_what_is_no_address(db: None) -> None:
    with pytest.raises(BadInput, match="not an e-mail address"):
        add_host("hazel", by=CONSOLE, now=timezone.now())


def test_refuses_everybody_but_the_console(wood: Wood) -> None:
    for name in ("hazel", "rowan", "nobody"):
        with pytest.raises(NotAllowed):
            add_host("elm@example.org", by=wood.actor(name), now=timezone.now())
