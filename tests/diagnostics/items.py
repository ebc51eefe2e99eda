"""Needs and offers of two members, for tests."""

from __future__ import annotations

from datetime import date

from spinney.base.access.models import Person
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor
from spinney.clusters.models import Membership
from spinney.diagnostics.actions.inventory import ItemText, add_item
from spinney.diagnostics.models import Item
from spinney.register.models import Mandate, Organisation
from tests.personas import NOON, Wood

VAN = ItemText("offer", "premises", "A van on Fridays", "With a driver", "one day a week")
ROOM = ItemText("need", "premises", "Somebody with a van", "For furniture, most Fridays")


def join(wood: Wood, name: str) -> Actor:
    """Another core member of The Spinney, as its representative would act."""
    organisation = Organisation.objects.create(name=name)
    person = Person.objects.create_user(f"{name.split()[0].lower()}@example.org", name)
    Mandate.objects.create(
        organisation=organisation, person=person, may_represent=True, may_vote=True,
        starts_on=date(2026, 1, 1), given_by="system:test", given_at=NOON,
    )  # fmt: skip
    core = wood.tiers["core"]
    Membership.objects.create(
        cluster=wood.cluster, organisation=organisation, admitted_to=core, tier=core,
        state="active", asked_at=NOON, joined_on=date(2026, 1, 10),
    )  # fmt: skip
    wood.people[name] = person
    return actor_for(person, date(2026, 3, 20), organisation.pk)


def show(wood: Wood, text: ItemText, by: Actor) -> Item:
    """Put it on show for whoever `by` acts for."""
    assert by.organisation_id
    return add_item(
        cluster=wood.cluster, organisation_id=by.organisation_id, text=text, by=by, now=NOON
    )
