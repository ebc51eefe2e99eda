"""A locality whose needs and offers are shown, for tests of groups. Organisations are invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from unittest import mock

from spinney.base.kernel.actors import Actor, Scope, cluster_scope, programme_scope
from spinney.base.work.jobs import run_job
from spinney.clusters.models import Membership
from spinney.diagnostics.actions.groups import GroupingText, make_grouping, propose_groups
from spinney.diagnostics.bridge.grouping import INVENTORY, Settings
from spinney.diagnostics.models import Grouping, Item, Proposal
from spinney.register.models import Organisation
from tests.personas import NOON, Wood

#: name, needs, offers, where (None: not known), full-time staff
PLACES = (
    ("Alder Trust", "hr", "ict", (53.80, -1.55), 6),
    ("Beck House", "hr", "finance", (53.81, -1.54), 2),
    ("Cote Street", "hr", "", (53.80, -1.53), 9),
    ("Dale Carers", "ict", "hr", (53.82, -1.55), 5),
    ("Esk Play", "ict", "", (53.81, -1.56), None),
    ("Fell Advice", "ict", "finance", (53.82, -1.56), 12),
    ("Gorse Arts", "hr", "ict", None, 3),
)
SETTINGS = Settings(source=INVENTORY, min_size=3, max_size=4)


def locality(wood: Wood) -> dict[str, Organisation]:
    """Seven more members of The Spinney with needs and offers, by the first word of their names."""
    found = {}
    for name, needs, offers, where, staff in PLACES:
        one = Organisation.objects.create(
            name=name, latitude=where and where[0], longitude=where and where[1],
            full_time_staff=staff,
        )  # fmt: skip
        core = wood.tiers["core"]
        Membership.objects.create(
            cluster=wood.cluster, organisation=one, admitted_to=core, tier=core, state="active",
            asked_at=NOON, joined_on=NOON.date(),
        )  # fmt: skip
        for kind, area in (("need", needs), ("offer", offers)):
            if area:
                Item.objects.create(
                    cluster=wood.cluster, organisation=one, kind=kind, area=area, title=area,
                    level=3, added_at=NOON, added_by="test", confirmed_at=NOON,
                )  # fmt: skip
        found[name.split()[0]] = one
    return found


def asked(wood: Wood, *, place: Scope | None = None, **settings: object) -> Grouping:
    """A question about the members of The Spinney (or of a place), being set up."""
    place = place or cluster_scope(wood.cluster.pk)
    by = wood.rowan if place == programme_scope(wood.programme.pk) else wood.ash
    text = GroupingText("Spring groups", replace(SETTINGS, **settings))  # type: ignore[arg-type]
    return make_grouping(place=place, text=text, by=by, now=NOON)


def answered(wood: Wood, grouping: Grouping, *, by: Actor | None = None) -> list[Proposal]:
    """Its proposals, worked out as a worker would."""
    with mock.patch.object(type(run_job), "enqueue"):
        job = propose_groups(grouping=grouping, return_to="/", by=by or wood.ash, now=NOON)
    assert run_job.func(uid=str(job.uid)) == "done", job.error
    grouping.refresh_from_db()
    return list(grouping.proposals.all())


def proposed(wood: Wood, grouping: Grouping, *, by: Actor | None = None) -> list[Proposal]:
    """Two proposals of groups of four, by name and crosswise, without troubling the engine."""
    with mock.patch("spinney.diagnostics.tasks.groups.proposals_for", _in_fours):
        return answered(wood, grouping, by=by)


def _in_fours(problem: Mapping[str, Any], **_: object) -> list[dict[str, Any]]:
    keys = [one["key"] for one in problem["organisations"]]
    return [
        {"kind": kind, "groups": groups, "good_at": [], "bad_at": [], "bound": 9.0}
        for kind, groups in (
            ("best", [keys[:4], keys[4:]]),
            ("different", [keys[::2], keys[1::2]]),
        )
    ]
