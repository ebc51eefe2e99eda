"""What becomes of who was at meetings when two organisations of the register turn out to be one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of
from spinney.decisions import policies
from spinney.decisions.models import Presence

TOLD = ("tier", "in_quorum", "expected", "how", "person_name", "late_minutes")
MOMENTS = ("left_at", "noted_at")


@transaction.atomic
def follow_merge_at_meetings(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Hand over how the organisation put aside was at meetings to the one that was kept. Where both
    were invited the kept one's row stays; of whom only the other was noted, that is taken over.
    Approved minutes stay as they are: they name both.
    """
    require(policies.MAY, "follow_merge_at_meetings", by=by, scope=SITE)
    both = Presence.objects.filter(organisation=merge.kept).values("meeting")
    aside = Presence.objects.filter(organisation=merge.aside)
    alone = list(aside.exclude(meeting__in=both).values_list("pk", flat=True))
    gone, filled = [], []
    for row in aside.filter(meeting__in=both):
        kept = Presence.objects.get(meeting=row.meeting_id, organisation=merge.kept)
        gone.append(_written(row))
        if not kept.how and row.how:
            filled.append(kept.pk)
            _fill(kept, row)
        row.delete()
    Presence.objects.filter(pk__in=alone).update(organisation=merge.kept)
    return record(
        "decisions.follow_merge_at_meetings", by=by, on=merge, at=now, scope=SITE,
        handed_on=alone, gone=gone, filled=filled,
    )  # fmt: skip


def _written(row: Presence) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(row, name) for name in TOLD}
    moments = {name: value.isoformat() for name in MOMENTS if (value := getattr(row, name))}
    return {"meeting": row.meeting_id, **told, **moments}


def _fill(kept: Presence, row: Presence) -> None:
    for name in ("how", "person_name", "late_minutes", "left_at", "noted_at"):
        setattr(kept, name, getattr(row, name))
    kept.save()


@transaction.atomic
def follow_unmerge_at_meetings(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give back what `follow_merge_at_meetings` handed over. What the kept one's row took over goes
    from it again.
    """
    require(policies.MAY, "follow_unmerge_at_meetings", by=by, scope=SITE)
    known = Entry.objects.filter(
        verb="decisions.follow_merge_at_meetings", subject=subject_of(merge)
    )
    done = known.latest("pk").detail if known.exists() else {}
    handed = Presence.objects.filter(pk__in=done.get("handed_on", []), organisation=merge.kept)
    handed.update(organisation=merge.aside)
    Presence.objects.filter(pk__in=done.get("filled", []), organisation=merge.kept).update(
        how="", person_name="", late_minutes=0, left_at=None, noted_at=None
    )
    for row in done.get("gone", []):
        fields = {name: row[name] for name in TOLD}
        fields |= {name: datetime.fromisoformat(row[name]) for name in MOMENTS if name in row}
        Presence.objects.get_or_create(
            meeting_id=row["meeting"], organisation=merge.aside, defaults=fields
        )
    return record("decisions.follow_unmerge_at_meetings", by=by, on=merge, at=now, scope=SITE)
