"""Pairs of organisations that may be one: worth judging, waiting for a person, judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import batched, combinations
from typing import Any

from django.db.models import Count, Q, QuerySet

from spinney.base.kernel.actors import SITE, Actor, Role
from spinney.base.kernel.names import fold, read_name
from spinney.register.bridge.duplicates import bodies_of
from spinney.register.engine.duplicates import Judgement, judge, weigh, without_town
from spinney.register.models import Duplicate, Organisation, SearchName
from spinney.register.queries import shortlist
from spinney.register.queries.search import near_names
from spinney.register.states import DuplicateState

LARGEST_GROUP = 12
"""Organisations of one name or postcode that are compared pair by pair; more are left alone, for
a name that so many have ("Village Hall") tells nothing."""

SHORTEST_NAME = 3
AT_ONCE = 400

OVERSEERS = (Role.FACILITATOR, Role.PROGRAMME_MANAGER)
Judged = tuple[int, int, Judgement]


def visible_to(actor: Actor) -> QuerySet[Duplicate]:
    """Pairs that an actor may judge: a host all of them, a facilitator or programme manager those
    with an organisation of a cluster of hers.
    """
    pairs = Duplicate.objects.select_related("left", "right")
    if actor.is_system or actor.has(Role.HOST, SITE):
        return pairs
    mine = actor.ids_of("organisation", *OVERSEERS)
    return pairs.filter(Q(left__in=mine) | Q(right__in=mine))


def waiting_for(actor: Actor) -> QuerySet[Duplicate]:
    """Suggestions that wait for the actor, the likeliest first."""
    pairs = visible_to(actor).filter(state=DuplicateState.SUGGESTED)
    pairs = pairs.filter(left__merged_into=None, right__merged_into=None)
    return pairs.order_by("-score", "pk")


def judged_pairs(organisation_ids: Iterable[int] | None = None) -> Iterator[Judged]:
    """Pairs worth a person's look with the judgement on each; the left id is the lower.

    For these organisations only, or for the whole register (a few minutes for 400,000).
    """
    groups = _groups() if organisation_ids is None else _around(organisation_ids)
    seen: set[tuple[int, int]] = set()
    for some in batched(groups, AT_ONCE):
        bodies = bodies_of({pk for group in some for pk in group})
        rarity = shortlist.rarity_of(
            word
            for body in bodies.values()
            for name in body.names
            for word in read_name(name).words
        )
        for group in some:
            for pair in combinations(sorted(pk for pk in group if pk in bodies), 2):
                if pair not in seen:
                    seen.add(pair)
                    if judgement := judge(bodies[pair[0]], bodies[pair[1]], rarity):
                        yield (*pair, judgement)


def weighed(left: Organisation, right: Organisation) -> Judgement:
    """All that speaks for and against two organisations being one."""
    bodies = bodies_of([left.pk, right.pk])
    names = (name for body in bodies.values() for name in body.names)
    rarity = shortlist.rarity_of(word for name in names for word in read_name(name).words)
    return weigh(bodies[left.pk], bodies[right.pk], rarity)


def _groups() -> Iterator[list[int]]:
    """Organisations that share a name (but for their town), a postcode, an e-mail address or a
    website.
    """
    rows = SearchName.objects.values_list("letters", "organisation_id")
    shared = (
        SearchName.objects.values("letters")
        .annotate(n=Count("organisation", distinct=True))
        .filter(n__gte=2, n__lte=LARGEST_GROUP)
        .values("letters")
    )
    yield from _runs(rows.filter(letters__in=shared).order_by("letters", "organisation_id"))
    yield from _apart_from_town()
    for column in ("postcode", "email", "website"):
        here = Organisation.objects.filter(merged_into=None).exclude(**{column: ""})
        several = (
            here.values(column).annotate(n=Count("pk")).filter(n__gte=2, n__lte=LARGEST_GROUP)
        ).values(column)
        pairs = here.filter(**{f"{column}__in": several}).order_by(column, "pk")
        yield from _runs(pairs.values_list(column, "pk"))


def _apart_from_town() -> Iterator[list[int]]:
    """Each organisation whose name has its town in it, with those of that town that are called the
    same without it. Memory: one row for each name that has its town in it.
    """
    in_towns = SearchName.objects.exclude(organisation__town="")
    rows = in_towns.values_list("organisation_id", "text", "key", "organisation__town")
    long: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk, text, key, town in rows.iterator(chunk_size=2_000):
        if fold(town) in key and (rest := without_town(read_name(text), town)):
            long[fold(town), rest.joined].append(pk)
    for some in batched(long, AT_ONCE):
        short = in_towns.filter(letters__in={letters for _town, letters in some})
        called: dict[tuple[str, str], set[int]] = defaultdict(set)
        for pk, letters, town in short.values_list(
            "organisation_id", "letters", "organisation__town"
        ):
            called[fold(town), letters].add(pk)
        for wanted in some:
            ids = {*long[wanted], *called.get(wanted, ())}
            if wanted in called and 1 < len(ids) <= LARGEST_GROUP:
                yield sorted(ids)


def _runs(rows: QuerySet[Any, Any]) -> Iterator[list[int]]:
    """Ids of consecutive rows that have the same first value."""
    value: str | None = None
    ids: list[int] = []
    for this, pk in rows.iterator(chunk_size=2_000):
        if this != value:
            if len(ids) > 1 and len(value or "") >= SHORTEST_NAME:
                yield ids
            value, ids = this, []
        if pk not in ids:
            ids.append(pk)
    if len(ids) > 1 and len(value or "") >= SHORTEST_NAME:
        yield ids


def _around(organisation_ids: Iterable[int]) -> Iterator[list[int]]:
    """Each of these organisations with one other that is like it in name or place."""
    ids = set(organisation_ids)
    for one in Organisation.objects.filter(pk__in=ids, merged_into=None).iterator():
        others = {pk for pk in _like(one) if pk != one.pk}
        for other in sorted(others):
            yield [one.pk, other]


def _like(one: Organisation) -> Iterator[int]:
    for text in one.search_names.values_list("text", flat=True):
        name = read_name(text)
        for written in (name, without_town(name, one.town)):
            for row in shortlist.by_letters(written.joined if written else "", ""):
                yield row.organisation_id
        for row in near_names(name, list(name.words)):
            yield row.organisation_id
    for column in ("postcode", "email", "website"):
        if value := getattr(one, column):
            same = Organisation.objects.filter(**{column: value}, merged_into=None)
            yield from same.values_list("pk", flat=True)[:LARGEST_GROUP]
