"""Feasibility studies of a cluster, as far as somebody may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, QuerySet

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.register.api import Organisation
from spinney.workplans.bridge.studies import (
    FORM_KEYS,
    Share,
    Totals,
    bearers_of,
    shares_of,
    totals_of,
    unknown_of,
)
from spinney.workplans.models import Study, StudyEvent, StudyOption
from spinney.workplans.policies.plans import INSIDE, UNDO_DAYS


def visible_to(by: Actor) -> QuerySet[Study]:
    """The studies of clusters in which somebody is inside."""
    found = Study.objects.filter(cluster__in=by.ids_of("cluster", *INSIDE), removed_at=None)
    live = StudyOption.objects.filter(removed_at=None).order_by("position", "pk")
    return found.select_related("cluster", "ballot").prefetch_related(
        Prefetch("options", queryset=live),
        Prefetch("events", queryset=StudyEvent.objects.order_by("at", "pk")),
    )


def studies_in(by: Actor, cluster_id: int) -> QuerySet[Study]:
    """Those of a cluster, the newest first. Three queries."""
    return visible_to(by).filter(cluster=cluster_id).order_by("-pk")


def get_study(by: Actor, cluster_id: int, pk: int) -> Study:
    """One. Raises NotFound."""
    found = visible_to(by).filter(cluster=cluster_id, pk=pk).first()
    if found is None:
        raise NotFound("There is no such study, or it is not shared with you.")
    return found


def get_option(by: Actor, cluster_id: int, study_id: int, pk: int) -> StudyOption:
    """One way of a study, taken out or not. Raises NotFound."""
    study = get_study(by, cluster_id, study_id)
    found = StudyOption.objects.filter(study=study, pk=pk).first()
    if found is None:
        raise NotFound("There is no such way in this study.")
    found.study = study
    return found


def taken_out(study: Study, now: datetime) -> list[StudyOption]:
    """The ways that can still be brought back."""
    since = now - timedelta(days=UNDO_DAYS)
    return list(study.options.filter(removed_at__gte=since))


@dataclass(frozen=True)
class OptionShown:
    """A way as it is compared: its place on the map, what it costs, and each member's part (none
    while something is not known).
    """

    option: StudyOption
    group: int | None
    kind: str
    asks: str
    totals: Totals
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Compared:
    """The ways side by side, for those who are members now; `unknown` are members whose profiles
    lack what the rule goes by.
    """

    years: tuple[int, int, int]
    options: tuple[OptionShown, ...]
    members: tuple[str, ...]
    unknown: tuple[str, ...]


def compared(study: Study, today: date) -> Compared:
    """A study's ways with their costs over three years. Two queries."""
    ids = [one.organisation_id for one in clusters.members(study.cluster, today)]
    members = list(Organisation.objects.filter(pk__in=ids).order_by("name", "pk"))
    bearers = bearers_of(members)
    first = study.first_year
    return Compared(
        (first, first + 1, first + 2),
        tuple(_shown(one, bearers, study.sharing) for one in study.options.all()),
        tuple(one.name for one in members),
        tuple(unknown_of(bearers, study.sharing)),
    )


def _shown(option: StudyOption, bearers: Sequence, rule: str) -> OptionShown:  # type: ignore[type-arg]
    form = FORM_KEYS.get(option.form)
    return OptionShown(
        option, form.group if form else None, form.title if form else "",
        form.asks if form else "", totals_of(option), tuple(shares_of(option, bearers, rule)),
    )  # fmt: skip


@dataclass(frozen=True)
class MembersChanged:
    """Who was in the study at one event and not at the one before, and the other way round."""

    event: StudyEvent
    joined: tuple[str, ...]
    left: tuple[str, ...]


def history_of(study: Study) -> list[MembersChanged]:
    """What happened to a study, with how its members changed. No query."""
    found: list[MembersChanged] = []
    before: dict[str, str] | None = None
    for event in study.events.all():
        now = {one["uid"]: one["name"] for one in event.members}
        joined = tuple(now[uid] for uid in now if before is not None and uid not in before)
        left = tuple(before[uid] for uid in before or {} if before and uid not in now)
        found.append(MembersChanged(event, joined, left))
        before = now
    return found


@dataclass(frozen=True)
class StudyTold:
    """A study as other rooms read it."""

    title: str
    state: str
    options: int
    decision_number: int | None


def studies_of(cluster: clusters.Cluster) -> list[StudyTold]:
    """The studies of a cluster, the newest first. Two queries."""
    live = Prefetch("options", queryset=StudyOption.objects.filter(removed_at=None))
    rows = Study.objects.filter(cluster=cluster, removed_at=None).prefetch_related(live)
    return [
        StudyTold(one.title, one.state, len(one.options.all()), one.decision_number)
        for one in rows.order_by("-pk")
    ]
