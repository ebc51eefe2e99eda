"""Needs and offers that members put on show for one another, and what comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.base.web.components.words import counted, listed
from spinney.clusters import api as clusters
from spinney.diagnostics import policies
from spinney.diagnostics.models import Item, Match, Survey
from spinney.diagnostics.policies import inventory as rules
from spinney.diagnostics.states import Area, ItemKind, ItemState, MatchState


@dataclass(frozen=True)
class ItemText:
    """What a need or an offer says. `level` is how much it matters or how much there is, 1 to 3."""

    kind: str
    area: str
    title: str
    detail: str = ""
    how_much: str = ""
    level: int = 2
    starts_on: date | None = None
    ends_on: date | None = None


NAMES = {
    "kind": "whether it is a need or an offer",
    "area": "the area",
    "title": "what it is",
    "detail": "the detail",
    "how_much": "how much",
    "level": "how much it matters",
    "starts_on": "from when",
    "ends_on": "until when",
}


@transaction.atomic
def add_item(
    *,
    cluster: clusters.Cluster,
    organisation_id: int,
    text: ItemText,
    came_from: Survey | None = None,
    by: Actor,
    now: datetime,
) -> Item:
    """Show the cluster a need or an offer, with the organisation's name."""
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "add_item", by=by, scope=scope)
    rules.check_own(organisation_id, by)
    _check(text)
    item = Item.objects.create(
        cluster=cluster,
        organisation_id=organisation_id,
        **vars(text),
        came_from=came_from,
        added_at=now,
        added_by=by.label,
        confirmed_at=now,
    )
    _record("diagnostics.add_item", item, by, now)
    return item


def _check(text: ItemText) -> None:
    told: dict[str, list[str]] = {}
    if not text.title.strip():
        told["title"] = ["Say in a few words what it is, like “A van on Fridays”."]
    if text.area not in Area.values:
        told["area"] = ["Choose an area from the list."]
    if text.kind not in ItemKind.values:
        told["kind"] = ["Say whether you need it or offer it."]
    if text.level not in (1, 2, 3):
        told["level"] = ["Choose from the list."]
    if text.starts_on and text.ends_on and text.ends_on < text.starts_on:
        told["ends_on"] = ["This is before the day it starts."]
    if told:
        raise BadInput(next(iter(told.values()))[0], told)


def _record(verb: str, item: Item, by: Actor, now: datetime, **more: object) -> None:
    record(
        verb, by=by, on=item, at=now, scope=cluster_scope(item.cluster_id),
        organisation=item.organisation.name, what=item.title,
        kind="needs" if item.kind == ItemKind.NEED else "offers", **more,
    )  # fmt: skip


@transaction.atomic
def edit_item(*, item: Item, text: ItemText, version: int | None, by: Actor, now: datetime) -> Item:
    """Change a need or an offer; changed is confirmed. Raises ChangedMeanwhile."""
    item = _held(item, "edit_item", by)
    check_unchanged(item, version, "this")
    _check(text)
    changed = take_over(item, vars(text))
    item.confirmed_at = now
    item.save()
    if changed:
        _record(
            "diagnostics.edit_item", item, by, now,
            changed=listed(NAMES[name] for name in changed),
            before=changed.before, after=changed.after,
            version=item.version,
        )  # fmt: skip
    return item


def _held(item: Item, verb: str, by: Actor) -> Item:
    """The item, locked, for a deed of its own organisation."""
    require(policies.MAY, verb, by=by, scope=cluster_scope(item.cluster_id))
    rules.check_own(item.organisation_id, by)
    return (
        Item.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=item.pk)
    )


@transaction.atomic
def confirm_items(
    *, cluster: clusters.Cluster, organisation_id: int, items: Sequence[int], by: Actor,
    now: datetime,
) -> int:  # fmt: skip
    """Say of an organisation's own open items that they still hold; returns how many."""
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "confirm_items", by=by, scope=scope)
    rules.check_own(organisation_id, by)
    mine = Item.objects.filter(
        cluster=cluster, organisation_id=organisation_id, state=ItemState.OPEN, pk__in=items
    )
    number = mine.update(confirmed_at=now)
    if number:
        record(
            "diagnostics.confirm_items", by=by, on=cluster, at=now, scope=scope,
            items=counted(number, "need or offer", "needs and offers"),
        )  # fmt: skip
    return number


@transaction.atomic
def end_item(*, item: Item, met: bool, by: Actor, now: datetime) -> Item:
    """Take a need or an offer off: it was met or used (`met`), or holds no longer."""
    item = _held(item, "end_item", by)
    state = ItemState.MET if met else ItemState.ENDED
    rules.check_item_can_become(item, state)
    item.state, item.ended_at = state, now
    item.version += 1
    item.save(update_fields=["state", "ended_at", "version"])
    _record("diagnostics.end_item", item, by, now, why=item.get_state_display().lower())
    return item


@transaction.atomic
def reopen_item(*, item: Item, by: Actor, now: datetime) -> Item:
    """Put a need or an offer on show again."""
    item = _held(item, "reopen_item", by)
    rules.check_item_can_become(item, ItemState.OPEN)
    item.state, item.ended_at, item.confirmed_at = ItemState.OPEN, None, now
    item.version += 1
    item.save(update_fields=["state", "ended_at", "confirmed_at", "version"])
    _record("diagnostics.reopen_item", item, by, now)
    return item


@transaction.atomic
def note_match(
    *, need: Item, offer: Item, state: MatchState, note: str = "", by: Actor, now: datetime
) -> Match:
    """Note what became of a need and an offer that fit: in touch, it helped, or it does not fit.

    Either side notes it, or whoever runs the cluster. Raises BadInput, NotAllowed.
    """
    scope = cluster_scope(need.cluster_id)
    require(policies.MAY, "note_match", by=by, scope=scope)
    rules.check_fit(need, offer)
    rules.check_party(need, offer, by, _runs(by, need.cluster_id))
    match, _ = Match.objects.update_or_create(
        need=need,
        offer=offer,
        defaults={"state": state, "note": note.strip(), "noted_at": now, "noted_by": by.label},
    )
    _record_match("diagnostics.note_match", match, by, now, state=match.get_state_display())
    return match


@transaction.atomic
def forget_match(*, match: Match, by: Actor, now: datetime) -> None:
    """Take back what was noted of a need and an offer."""
    need, offer = match.need, match.offer
    require(policies.MAY, "forget_match", by=by, scope=cluster_scope(need.cluster_id))
    rules.check_party(need, offer, by, _runs(by, need.cluster_id))
    _record_match("diagnostics.forget_match", match, by, now)
    match.delete()


def _runs(by: Actor, cluster_id: int) -> bool:
    held = by.roles_in(cluster_scope(cluster_id))
    return by.is_system or bool(held & {Role.FACILITATOR, Role.PROGRAMME_MANAGER})


def _record_match(verb: str, match: Match, by: Actor, now: datetime, **more: str) -> None:
    need, offer = match.need, match.offer
    record(
        verb, by=by, on=match, at=now, scope=cluster_scope(need.cluster_id), need=need.title,
        offer=offer.title, who_needs=need.organisation.name, who_offers=offer.organisation.name,
        **more,
    )  # fmt: skip
