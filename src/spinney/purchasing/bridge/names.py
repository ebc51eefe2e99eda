"""Names that a member paid to: who of them is a person, and what is bought there. The engines
judge; what a member said stands above them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet

from spinney.clusters.api import Membership
from spinney.purchasing.bridge.forgetting_names import forget_names
from spinney.purchasing.engine.categories.guess import Lesson, Lessons
from spinney.purchasing.models import CategoryLesson, SpendLine, SpendName

AT_ONCE = 500
JUDGED = (
    "person", "person_sure", "person_why", "aside", "judged_by",
    "category", "category_sure", "category_why",
)  # fmt: skip
"""What judging writes into a name."""

OWN = "own"
"""How a member's own corrections are told from those that a whole cluster holds by."""


@dataclass(frozen=True)
class Seen:
    """What the files say beside a name: the words that stand there most often, a description (of
    lines that have no such words), and a registration number.
    """

    own_words: str = ""
    description: str = ""
    number: str = ""


def lessons_for(organisation_id: int) -> Lessons:
    """What people put right before: the member itself, and the clusters that it belongs to. One
    query.
    """
    clusters = Membership.objects.filter(organisation=organisation_id, left_on=None)
    rows = CategoryLesson.objects.filter(
        Q(organisation=organisation_id) | Q(cluster__in=clusters.values("cluster"))
    ).order_by("given_at", "pk")
    return Lessons(
        tuple(
            Lesson(
                "own_words" if one.kind == "own_words" else "name",
                one.key,
                one.category,
                OWN if one.organisation_id else "",
            )
            for one in rows
        )
    )


def judged(written: str, seen: Seen, lessons: Lessons) -> dict[str, Any]:
    """What the engines say of a name, as fields of SpendName."""
    from spinney.purchasing.engine.categories.classify import classify
    from spinney.purchasing.engine.personal.judge import judge
    from spinney.purchasing.engine.personal.rules import rules

    verdict = judge(written, seen.own_words, seen.description, seen.number)
    guess = classify(written, seen.own_words, seen.description, lessons=lessons, source=OWN)
    return {
        "person": str(verdict.kind or ""),
        "person_sure": round(verdict.sure * 100),
        "person_why": asdict(verdict.why),
        "aside": verdict.is_person,
        "judged_by": rules(),
        "category": guess.category,
        "category_sure": round(guess.sure * 100),
        "category_why": asdict(guess.why),
    }


@dataclass
class Judged:
    """Names that were judged again: those that changed, how many of them are left out from now on,
    and how many stay left out though the rules would count them now.
    """

    changed: list[int] = field(default_factory=list)
    left_out: int = 0
    would_count: int = 0


def stale_names(organisation_id: int | None = None) -> QuerySet[SpendName]:
    """Names of a member (or of all) that other rules judged, and about which no member said
    anything.
    """
    from spinney.purchasing.engine.personal.rules import rules

    names = SpendName.objects.filter(aside_by="").exclude(judged_by=rules())
    return names if organisation_id is None else names.filter(organisation=organisation_id)


def judge_names(organisation_id: int, names: Iterable[int] | None = None) -> int:
    """Judge a member's names again, all or those with the given ids; returns how many changed."""
    if names is None:
        names = SpendName.objects.filter(organisation=organisation_id).values_list("pk", flat=True)
    return len(judge_again(organisation_id, list(names)).changed)


@transaction.atomic
def judge_again(organisation_id: int, names: Iterable[int]) -> Judged:
    """Judge a member's names with the given ids again.

    What a member said stays. A name that is left out is never brought back by this: only a member
    does that, for what was left out yesterday must not be seen today because of one more line.
    Whoever calls it makes the cells anew (`bridge.cells.rebuild`). What is left out from now on is
    known to no cluster any more.
    """
    rows = SpendName.objects.filter(organisation=organisation_id)
    lessons = lessons_for(organisation_id)
    done = Judged()
    for some in batched(names, AT_ONCE):
        seen = seen_of(some)
        here = list(rows.filter(pk__in=some))
        people = []
        for name in here:
            fields = judged(name.written, seen.get(name.pk, Seen()), lessons)
            counted, is_person = not name.aside, fields["aside"]
            done.would_count += not name.aside_by and not counted and not is_person
            if _take(name, fields):
                done.changed.append(name.pk)
            if counted and name.aside:
                people.append(name.written)
        if people:
            forget_names(organisation_id, people)
        done.left_out += len(people)
        SpendName.objects.bulk_update(here, JUDGED, batch_size=100)
    return done


def _take(name: SpendName, fields: dict[str, Any]) -> bool:
    """Put into a name what was judged, as far as no member said otherwise; whether it changed."""
    if name.aside_by or (name.aside and not fields["aside"]):
        for kept in ("person", "person_sure", "person_why", "aside"):
            fields.pop(kept)
    if name.category_by:
        for kept in ("category", "category_sure", "category_why"):
            fields.pop(kept)
    name.judged_by = fields.pop("judged_by")
    changed = any(getattr(name, at) != value for at, value in fields.items())
    for at, value in fields.items():
        setattr(name, at, value)
    return changed


def seen_of(names: Iterable[int]) -> dict[int, Seen]:
    """What stands beside some names in all lines of theirs. One query."""
    rows = (
        SpendLine.objects.filter(name__in=list(names))
        .values("name", "own_words", "name__number")
        .annotate(times=Count("pk"), said=Max("description"))
        .order_by("name", "times", "own_words")
    )
    found: dict[int, Seen] = {}
    for row in rows:
        known = found.get(row["name"], Seen())
        found[row["name"]] = Seen(
            # The most frequent words come last, and no words give way to any.
            row["own_words"] or known.own_words,
            known.description if row["own_words"] else row["said"],
            row["name__number"],
        )
    return found
