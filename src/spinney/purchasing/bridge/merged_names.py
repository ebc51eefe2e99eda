"""Names that two organisations paid to, when both turn out to be one, and when they are two again.

Where both write a name, the kept one's stays and the other waits with the organisation that is put
aside. What a member left out stays left out, whoever of the two said so: the member can bring a
name back, but what was seen cannot be made unseen. Where the kept one said nothing of a category
and the other did, that word holds. What one name takes of the other is exchanged between both, so
that exchanging it again gives each its own back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import F

from spinney.purchasing.bridge.forgetting_names import forget_names
from spinney.purchasing.bridge.merged_rows import give_back, hand_on
from spinney.purchasing.models import SpendLine, SpendName
from spinney.register.api import Organisation

PERSON = ("person", "person_sure", "person_why", "aside", "aside_by")
CATEGORY = ("category", "category_sure", "category_why", "category_by")
Done = Mapping[str, list[Any]]
"""What was handed on ("names") and exchanged ("left_out", "categories"), as it is recorded."""


def join_names(kept: Organisation, aside: Organisation) -> dict[str, list[Any]]:
    """Give the names of one organisation to the other. Returns what `part_names` needs: ids only,
    for names of people stand in no record.
    """
    left_out, categories, hidden = [], [], []
    for ours, theirs in _written_by_both(kept, aside):
        if theirs.aside and not ours.aside:
            _exchange(ours, theirs, PERSON)
            left_out.append([ours.pk, theirs.pk, ours.aside_by])
            hidden.append(ours.written)
        if theirs.category_by and not ours.category_by:
            _exchange(ours, theirs, CATEGORY)
            categories.append([ours.pk, theirs.pk, ours.category_by, ours.category])
    if hidden:
        forget_names(kept.pk, hidden)
    moved = hand_on(SpendName, aside, kept, ("written",))
    return {"names": moved, "left_out": left_out, "categories": categories}


def part_names(kept: Organisation, aside: Organisation, done: Done) -> None:
    """Give back what `join_names` handed on. What the member said since holds for both, but what
    the one that was put aside had left out is left out with it again.
    """
    for ours, theirs, said in _exchanged(done.get("left_out", [])):
        if ours.aside and [ours.aside_by] == said:
            _exchange(ours, theirs, PERSON)
        else:  # the one that stays spoke of it since, for what is its own
            SpendName.objects.filter(pk=theirs.pk).update(aside=True, aside_by="")
    for ours, theirs, said in _exchanged(done.get("categories", [])):
        if [ours.category_by, ours.category] == said:
            _exchange(ours, theirs, CATEGORY)
    there = set(SpendName.objects.filter(organisation=aside).values_list("written", flat=True))
    rows = SpendName.objects.in_bulk(done.get("names", []))
    free = [pk for pk, name in rows.items() if name.written not in there]
    give_back(SpendName, free, kept, aside)


def _written_by_both(
    kept: Organisation, aside: Organisation
) -> Iterator[tuple[SpendName, SpendName]]:
    written = SpendName.objects.filter(organisation=kept).values("written")
    rows = SpendName.objects.filter(organisation=aside, written__in=written).order_by("pk")
    theirs = {one.written: one for one in rows}
    held = SpendName.objects.select_for_update(of=("self",)).filter(organisation=kept)
    for ours in held.order_by("pk"):
        if ours.written in theirs:
            yield ours, theirs[ours.written]


def _exchanged(rows: Iterable[list[Any]]) -> Iterator[tuple[SpendName, SpendName, list[Any]]]:
    """The names of each pair that is still there, with what was said when they became one."""
    for ours, theirs, *said in rows:
        found = SpendName.objects.in_bulk([ours, theirs])
        if len(found) == 2:
            yield found[ours], found[theirs], said


def _exchange(one: SpendName, other: SpendName, fields: tuple[str, ...]) -> None:
    for field in fields:
        mine, yours = getattr(one, field), getattr(other, field)
        setattr(one, field, yours)
        setattr(other, field, mine)
    one.save(update_fields=fields)
    other.save(update_fields=fields)


def settle_names(organisation: Organisation) -> None:
    """Let each line of an organisation have a name of that organisation: the one that is written
    so, or else a new one like the one that it has.
    """
    strange = SpendLine.objects.filter(organisation=organisation).exclude(
        name__organisation=F("organisation")
    )
    wanted = SpendName.objects.in_bulk(set(strange.values_list("name", flat=True)))
    rows = SpendName.objects.filter(organisation=organisation)
    own = dict(rows.values_list("written", "pk"))
    for name in wanted.values():
        if name.written not in own:
            own[name.written] = _like(name, organisation).pk
        lines = SpendLine.objects.filter(organisation=organisation, name=name)
        lines.update(name=own[name.written])


def _like(name: SpendName, organisation: Organisation) -> SpendName:
    """A name of an organisation of which everything is said that is said of another's."""
    kept = {field: getattr(name, field) for field in ("written", "number", *PERSON, *CATEGORY)}
    return SpendName.objects.create(organisation=organisation, **kept)
