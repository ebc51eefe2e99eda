"""What is written about workplans: that one was agreed; and how the room's news is framed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, tell_each
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import counted
from spinney.clusters import api as clusters
from spinney.register import api as register
from spinney.workplans.models import Workplan

AGREED = "workplans.agreed"


def letter_of(
    cluster: clusters.Cluster, kind: str, headline: str, paragraphs: Iterable[str], **more: Any
) -> Letter:
    """A letter of a cluster about its workplan; `more` as Letter takes it."""
    given: dict[str, Any] = {
        "kind": kind,
        "scope": cluster_scope(cluster.pk),
        "place": one_line(cluster.name),
        "asker": one_line(cluster.name),
        "headline": one_line(headline),
        "paragraphs": [one_line(one) for one in paragraphs],
    }
    return Letter(**(given | more))


def people_of(organisation_ids: Iterable[int], now: datetime) -> list[Person]:
    """Those who represent these organisations on the day, each once."""
    found = register.representatives_of(organisation_ids, localdate(now))
    return list({one.person.pk: one.person for one in found if one.person.is_active}.values())


def people_who_belong(
    cluster: clusters.Cluster, organisation_id: int | None, now: datetime
) -> list[Person]:
    """Those who represent an organisation that belongs to the cluster on the day; nobody, where it
    does not, or where there is none.
    """
    belong = {one.organisation_id for one in clusters.belongs(cluster, localdate(now))}
    return people_of([organisation_id], now) if organisation_id in belong else []


def agreed(plan: Workplan, *, by: Actor, now: datetime) -> None:
    """Tell the members that their plan is agreed."""
    on = localdate(now)
    ids = [one.organisation_id for one in clusters.members(plan.cluster, on)]
    count = plan.activities.filter(removed_at=None).exclude(state="dropped").count()
    letter = letter_of(
        plan.cluster, AGREED, f"the workplan is agreed: {plan.title}", [_said(count)],
        link=reverse("workplans:workplan", args=[plan.cluster_id]), about=subject_of(plan),
    )  # fmt: skip
    tell_each(letter, people_of(ids, now), by=by, now=now)


def _said(count: int) -> str:
    return (
        f"It has {counted(count, 'activity', 'activities')}. A week before something of yours is to"
        " be done you are asked how it goes: that takes one minute."
    )


def example(kind: str, words: str, **more: object) -> Letter:
    """A letter from invented things, on which the rules for letters are tested."""
    return Letter(
        kind=kind, scope=Scope("cluster", 1), place="The Spinney", asker="The Spinney",
        headline="Recruit a shared HR worker", paragraphs=[words],
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


add_kind(
    Kind(
        AGREED,
        "A workplan was agreed",
        lambda: example(AGREED, _said(12), link="/clusters/1/workplan/"),
    )
)
