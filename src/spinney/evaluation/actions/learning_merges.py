"""What becomes of lessons, of what came of it and of who came, when two organisations of the
register turn out to be one. Who agreed to publish a report is kept as it was said.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of
from spinney.evaluation import policies
from spinney.evaluation.models import LearningPresence, Lesson, SpinOff

VERB = "evaluation.follow_merge_of_learning"
HELD: dict[str, tuple[type[Model], str]] = {
    "lessons": (Lesson, "organisation"),
    "spin_offs": (SpinOff, "organisation"),
    "confirmed": (SpinOff, "confirmed_by_organisation"),
    "presences": (LearningPresence, "organisation"),
}
"""What is handed over: name in the record -> table, and the field that names the organisation."""


@transaction.atomic
def follow_merge_of_learning(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Hand over what the organisation put aside told, to the one that was kept. Where both were at
    an event for one cluster, each stays as it was noted.
    """
    require(policies.MAY, "follow_merge_of_learning", by=by, scope=SITE)
    there = LearningPresence.objects.filter(organisation=merge.kept)
    twice = set(there.values_list("event", "cluster"))
    handed: dict[str, list[int]] = {}
    for name, (table, field) in HELD.items():
        rows = table._default_manager.filter(Q(**{field: merge.aside})).order_by("pk")
        handed[name] = [
            one.pk
            for one in rows
            if not (isinstance(one, LearningPresence) and (one.event_id, one.cluster_id) in twice)
        ]
        table._default_manager.filter(pk__in=handed[name]).update(**{field: merge.kept})
    return record(
        "evaluation.follow_merge_of_learning", by=by, on=merge, at=now, scope=SITE, **handed
    )


@transaction.atomic
def follow_unmerge_of_learning(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give back what `follow_merge_of_learning` handed over."""
    require(policies.MAY, "follow_unmerge_of_learning", by=by, scope=SITE)
    known = Entry.objects.filter(verb=VERB, subject=subject_of(merge))
    done = known.latest("pk").detail if known.exists() else {}
    for name, (table, field) in HELD.items():
        rows = table._default_manager.filter(Q(**{field: merge.kept}), pk__in=done.get(name, []))
        rows.update(**{field: merge.aside})
    return record("evaluation.follow_unmerge_of_learning", by=by, on=merge, at=now, scope=SITE)
