"""The list of organisations: what is asked for, what is found, and how many of each sort."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db import connection
from django.db.models import Case, Count, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Collate

from spinney.base.kernel.actors import Actor
from spinney.register.models import Activity, Organisation
from spinney.register.models.organisations import Kind, Status
from spinney.register.queries import places
from spinney.register.queries.bands import BAND_OF, BANDS, band_code
from spinney.register.queries.search import every_match

MOST_MATCHES = 2_000
"""Organisations that words may find in the list; more tell nobody anything."""

MOST_ACTIVITIES = 15


@dataclass(frozen=True)
class Asked:
    """What somebody asks for. Empty means: any. `within_km` counts only with a `near`."""

    text: str = ""
    place: str = ""
    near: places.Point | None = None
    within_km: float = 0.0
    band: str = ""
    activity: int | None = None
    kind: str = ""
    status: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Choice:
    """One value of a filter with the number of organisations that it would leave."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Found:
    """The organisations found, in order; `cut` when the words matched more than are shown."""

    rows: QuerySet[Organisation]
    cut: bool = False
    choices: dict[str, list[Choice]] = field(default_factory=dict)


def visible_to(actor: Actor) -> QuerySet[Organisation]:
    """Organisations that an actor may see: everybody signed in sees the whole register. Those put
    aside by a merge are seen through the one that was kept.
    """
    if actor.is_signed_in or actor.is_system:
        return Organisation.objects.filter(merged_into=None)
    return Organisation.objects.none()


def find(actor: Actor, asked: Asked, *, with_choices: bool = True) -> Found:
    """What is found for what is asked."""
    matches, cut = every_match(asked.text, MOST_MATCHES) if asked.text else ([], False)
    rows = _filtered(visible_to(actor), asked, matches)
    choices = _choices(actor, asked, matches) if with_choices else {}
    return Found(_sorted(rows, asked, matches), cut, choices)


def _filtered(
    rows: QuerySet[Organisation], asked: Asked, matches: list[int]
) -> QuerySet[Organisation]:
    if asked.text:
        rows = rows.filter(pk__in=matches)
    if asked.place:
        rows = rows.filter(places.at_work_in(asked.place))
    if asked.near:
        rows = places.within(rows, asked.near, asked.within_km)
    if asked.band:
        rows = rows.filter(BAND_OF[asked.band].holds())
    if asked.activity:
        rows = rows.filter(pk__in=_doing(asked.activity))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.status:
        rows = rows.filter(status=asked.status)
    return rows


def _doing(activity: int) -> QuerySet:
    through = Activity.organisations.through.objects
    return through.filter(activity_id=activity).values("organisation_id")


def _sorted(
    rows: QuerySet[Organisation], asked: Asked, matches: list[int]
) -> QuerySet[Organisation]:
    by_name = Collate("name", "NOCASE") if connection.vendor == "sqlite" else "name"
    if asked.sort == "income":
        return rows.order_by(F("income_pence").desc(nulls_last=True), by_name, "pk")
    if asked.sort == "small":
        return rows.order_by(F("income_pence").asc(nulls_last=True), by_name, "pk")
    if asked.near and asked.sort in ("near", ""):
        return rows.order_by("distance_km", by_name, "pk")
    if asked.text and asked.sort in ("best", ""):
        best = [When(pk=pk, then=Value(at)) for at, pk in enumerate(matches[:100])]
        place = Case(*best, default=Value(len(best)), output_field=IntegerField())
        return rows.order_by(place, by_name, "pk")
    return rows.order_by(by_name, "pk")


def _choices(actor: Actor, asked: Asked, matches: list[int]) -> dict[str, list[Choice]]:
    """For each filter, how many organisations each of its values would leave."""

    def without(name: str) -> QuerySet[Organisation]:
        cleared = replace(asked, **{name: None if name == "activity" else ""})
        rows = _filtered(visible_to(actor), cleared, matches)
        return rows.order_by()

    labels_of = {
        "kind": dict(Kind.choices),
        "status": dict(Status.choices),
        "band": {band.code: band.label for band in BANDS},
    }
    choices = {
        "kind": _counted(without("kind").values_list("kind"), labels_of["kind"]),
        "status": _counted(without("status").values_list("status"), labels_of["status"]),
        "band": _counted(
            without("band").annotate(band=band_code()).values_list("band"), labels_of["band"]
        ),
    }
    choices["activity"] = _activities(without("activity"), asked.activity)
    return choices


def _counted(rows: QuerySet, labels: dict[str, str]) -> list[Choice]:
    counts = dict(rows.annotate(n=Count("pk")))
    return [Choice(value, label, counts.get(value, 0)) for value, label in labels.items()]


def _activities(rows: QuerySet[Organisation], chosen: int | None) -> list[Choice]:
    """The commonest activities among the rows, and the chosen one."""
    through = Activity.organisations.through.objects
    counted = (
        through.filter(organisation_id__in=rows.values("pk"))
        .values_list("activity_id")
        .annotate(n=Count("pk"))
        .order_by("-n", "activity_id")
    )
    counts = dict(counted[:MOST_ACTIVITIES])
    if chosen and chosen not in counts:
        counts[chosen] = dict(counted.filter(activity_id=chosen)).get(chosen, 0)
    labels = dict(Activity.objects.filter(pk__in=counts).values_list("pk", "label"))
    found: Iterable[Choice] = (
        Choice(str(pk), labels[pk], n) for pk, n in counts.items() if pk in labels
    )
    return sorted(found, key=lambda choice: choice.label)
