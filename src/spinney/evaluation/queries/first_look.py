"""In the demonstration a newcomer begins with the whole walk of the cluster that came furthest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse

from spinney.base.access.models import Person
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Role
from spinney.base.web.demo_chooser import FirstLook, add_first_look
from spinney.clusters import api as clusters
from spinney.evaluation.queries.walk import Walk, walks_at


@add_first_look
def furthest_walk(people: Sequence[Person], today: date) -> FirstLook | None:
    """The walk of the cluster with most links done, seen by whoever facilitates it; None where none
    of these people facilitates one that has begun.
    """
    found = max(_walks(people, today), key=lambda each: each[1].done, default=None)
    if found is None or not found[1].done:
        return None
    person, walk = found
    return FirstLook(
        words=f"Begin with {walk.cluster.name}",
        line="The whole walk of a cluster on one page, from its first survey to what came of it.",
        person=person,
        path=reverse("evaluation:walk", args=[walk.cluster.pk]),
    )


def _walks(people: Sequence[Person], today: date) -> Iterator[tuple[Person, Walk]]:
    """Each cluster that one of these people facilitates, with its chain. About thirty queries."""
    helps = {
        cluster_id: person
        for person in people
        for cluster_id in actor_for(person, today).ids_of("cluster", Role.FACILITATOR)
    }
    rows = clusters.Cluster.objects.filter(pk__in=helps).order_by("pk")
    for walk in walks_at(list(rows), today):
        yield helps[walk.cluster.pk], walk
