"""What becomes of what was bought when two organisations of the register turn out to be one: files,
lines, names, measures, what was asked and what was answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.utils.timezone import localdate

from spinney.base.kernel.actors import SITE, Actor, organisation_scope
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of
from spinney.purchasing import policies
from spinney.purchasing.bridge.cells import rebuild
from spinney.purchasing.bridge.merged_lines import join_lines, part_lines
from spinney.purchasing.bridge.merged_names import join_names, part_names
from spinney.purchasing.bridge.merged_rows import give_back, hand_on, rename_in_history
from spinney.purchasing.bridge.merged_suppliers import place_names
from spinney.purchasing.bridge.starting_matching import start_matching
from spinney.purchasing.models import (
    CategoryLesson,
    Judgement,
    Measure,
    SpendAsked,
    SpendLayout,
    Supplier,
)
from spinney.purchasing.queries.matching import clusters_that_know, names_shared
from spinney.purchasing.queries.seeing import shared_in
from spinney.register.api import Organisation

ONCE: Mapping[str, tuple[type[Model], tuple[str, ...], Q]] = {
    "layouts": (SpendLayout, ("fingerprint",), Q()),
    "measures": (Measure, ("measure",), Q()),
    "asked": (SpendAsked, ("cluster",), Q()),
    "lessons": (CategoryLesson, ("kind", "key"), Q(cluster=None)),
    "judgements": (Judgement, (), Q()),
    "suppliers": (Supplier, (), Q()),
}
"""What goes along as it is: name in the record -> table, what an organisation has once for each of,
and which rows. Where both have one, the kept one's own word holds.
"""


@transaction.atomic
def follow_merge_of_spending(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give the kept one what the organisation put aside gave in and said. A payment in files of
    both counts once; of a name that both write there is one, left out if either left it out.
    Shares are settled before (`follow_merge_of_shares`): nothing is seen that was not seen before.
    """
    require(policies.MAY, "follow_merge_of_spending", by=by, scope=SITE)
    kept, aside = _held(merge)
    done: dict[str, Any] = dict(join_names(kept, aside))
    done["uploads"] = join_lines(kept, aside)
    for name, (table, once_for, only) in ONCE.items():
        done[name] = hand_on(table, aside, kept, once_for, only)
    done["history"] = rename_in_history(aside.pk, kept.pk)
    rebuild(kept.pk)
    both = (kept.pk, aside.pk)
    for cluster in clusters_that_know(both):
        place_names(cluster.pk, both, names_shared(shared_in(cluster, localdate(now))))
        start_matching(cluster, now=now)
    if done["uploads"]:
        record(
            "purchasing.follow_merge_of_spending", by=by, on=kept, at=now,
            scope=organisation_scope(kept.pk), organisation=aside.name,
        )  # fmt: skip
    return record(
        "purchasing.follow_merge_of_spending", by=by, on=merge, at=now, scope=SITE, **done
    )


@transaction.atomic
def follow_unmerge_of_spending(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give back what `follow_merge_of_spending` handed over. What was given in since stays with
    the one that was kept. Shares are given back after it (`follow_unmerge_of_shares`).
    """
    require(policies.MAY, "follow_unmerge_of_spending", by=by, scope=SITE)
    kept, aside = _held(merge)
    known = Entry.objects.filter(
        verb="purchasing.follow_merge_of_spending", subject=subject_of(merge)
    )
    done = known.latest("pk").detail if known.exists() else {}
    part_names(kept, aside, done)
    part_lines(kept, aside, done.get("uploads", []))
    for name, (table, _, _) in ONCE.items():
        give_back(table, done.get(name, []), kept, aside)
    rename_in_history(kept.pk, aside.pk, done.get("history", {}))
    for one in (kept, aside):
        rebuild(one.pk)
    return record("purchasing.follow_unmerge_of_spending", by=by, on=merge, at=now, scope=SITE)


def _held(merge: Any) -> tuple[Organisation, Organisation]:
    """Both as they are now, held in the order of their ids, so that no file is added meanwhile."""
    rows = Organisation.objects.select_for_update(no_key=True).order_by("pk")
    found = {one.pk: one for one in rows.filter(pk__in=(merge.kept.pk, merge.aside.pk))}
    return found[merge.kept.pk], found[merge.aside.pk]
