"""Reading the playbook for a cluster: what was done there, and what its record suggests next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Count, Q, QuerySet

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.base.web.components.words import counted, day, listed
from spinney.clusters import api as clusters
from spinney.diagnostics.bridge.playbook import playbook
from spinney.diagnostics.engine.playbook.contents import Fact, Phase, Step
from spinney.diagnostics.engine.playbook.suggesting import Suggestion, looks_done, suggest
from spinney.diagnostics.models import Round, StepDone, Survey, Theme, Version
from spinney.diagnostics.policies.playbook import RUNS_IT
from spinney.diagnostics.states import SurveyState, ThemeState, VersionState

LATELY = timedelta(days=90)
QUIET_AFTER = timedelta(days=60)
A_YEAR = timedelta(days=366)
FEW = 0.6
"""Fewer than this part of those noted came: many stayed away. At least three must be noted."""


def visible_to(actor: Actor) -> QuerySet[StepDone]:
    """Steps done in the clusters that the actor runs; those taken back are left out."""
    counts = StepDone.objects.filter(taken_back_at=None)
    runs = actor.ids_of("cluster", *RUNS_IT)
    return counts if actor.is_system else counts.filter(cluster__in=runs)


def done_in(actor: Actor, cluster_id: int) -> list[StepDone]:
    """What was done in a cluster, the latest first."""
    found = visible_to(actor).filter(cluster=cluster_id)
    return list(found.order_by("-done_on", "-pk"))


def done_for(actor: Actor, cluster_id: int, done_id: int) -> StepDone:
    """One noting of a step, those taken back included. Raises NotFound."""
    runs = actor.ids_of("cluster", *RUNS_IT)
    found = StepDone.objects.filter(pk=done_id, cluster=cluster_id, cluster__in=runs).first()
    if found is None:
        raise NotFound("This was not noted in this cluster.")
    return found


@dataclass(frozen=True)
class StepLine:
    """A step in a cluster: when it was done (latest first), or what the record shows of it."""

    step: Step
    done: Sequence[StepDone]
    shown: str = ""


@dataclass(frozen=True)
class Standing:
    """The playbook as one cluster stands in it."""

    phases: Sequence[tuple[Phase, Sequence[StepLine]]]
    suggestions: Sequence[Suggestion]

    @property
    def n_done(self) -> int:
        return sum(bool(line.done) for _, lines in self.phases for line in lines)

    @property
    def n_steps(self) -> int:
        return sum(len(lines) for _, lines in self.phases)


def standing(actor: Actor, cluster: clusters.Cluster, today: date) -> Standing:
    """Each step with when it was done here, and what is suggested next by the cluster's record."""
    book = playbook()
    noted = done_in(actor, cluster.pk)
    last: dict[str, date] = {}
    for one in noted:
        last.setdefault(one.step, one.done_on)
    facts = facts_of(cluster, today)
    shown = looks_done(book, last, facts)
    lines = [
        StepLine(step, [one for one in noted if one.step == step.key], shown.get(step.key, ""))
        for step in book.steps
    ]
    phases = [(phase, list(group)) for phase, group in groupby(lines, lambda line: line.step.phase)]
    return Standing(phases, suggest(book, last, facts, today))


def facts_of(cluster: clusters.Cluster, today: date) -> dict[Fact, str]:
    """What the cluster's record shows that bears on its next step, each in words."""
    return {
        **dict(_asked(cluster)),
        **dict(_narrowed(cluster)),
        **dict(_left(cluster, today)),
        **dict(_met(cluster, today)),
    }


def _asked(cluster: clusters.Cluster) -> Iterator[tuple[Fact, str]]:
    held = Survey.objects.filter(cluster=cluster, asks__instrument__key="hopes_and_fears")
    opened = held.exclude(state=SurveyState.DRAFT).order_by("-opens_at").first()
    if opened:
        yield Fact.HOPES_ASKED, f"The survey “{opened.title}” asked it."


def _narrowed(cluster: clusters.Cluster) -> Iterator[tuple[Fact, str]]:
    chosen = Count("pk", filter=Q(state=ThemeState.CHOSEN))
    themes = Theme.objects.filter(cluster=cluster).aggregate(every=Count("pk"), chosen=chosen)
    rounds = Round.objects.filter(cluster=cluster, taken_back_at=None).count()
    if themes["every"]:
        yield Fact.THEMES_LISTED, f"Your list has {counted(themes['every'], 'theme')}."
    if rounds:
        yield Fact.ROUND_HELD, f"The list of themes was gone through: {counted(rounds, 'round')}."
    if themes["chosen"]:
        yield Fact.THEME_CHOSEN, f"The group chose {counted(themes['chosen'], 'theme')}."


def _left(cluster: clusters.Cluster, today: date) -> Iterator[tuple[Fact, str]]:
    left = clusters.Membership.objects.filter(
        cluster=cluster, tier__is_member=True, left_on__range=(today - LATELY, today)
    )
    names = list(left.order_by("organisation__name").values_list("organisation__name", flat=True))
    if names:
        yield Fact.SOMEBODY_LEFT, f"{listed(names)} left in the last {LATELY.days} days."


def _met(cluster: clusters.Cluster, today: date) -> Iterator[tuple[Fact, str]]:
    noted = clusters.who_came(cluster, today - A_YEAR, today)
    if not noted:
        return
    last = noted[-1]
    there = [one for one in noted if one.gathering_id == last.gathering_id]
    came = sum(one.came for one in there)
    if today - last.held_on > QUIET_AFTER:
        yield Fact.QUIET, f"The last gathering that was noted was on {day(last.held_on)}."
    elif len(there) >= 3 and came < FEW * len(there):
        words = f"{came} of {len(there)} came to the last gathering, on {day(last.held_on)}."
        yield Fact.SOME_MISSING, words


def survey_for(step: Step) -> Version | None:
    """The questions that come with Spinney and ask in writing what a step asks; None for none."""
    if not step.asks:
        return None
    built_in = Version.objects.filter(
        instrument__cluster=None, instrument__programme=None, instrument__retired_at=None,
        instrument__key=step.asks, state=VersionState.PUBLISHED,
    )  # fmt: skip
    return built_in.select_related("instrument").order_by("-number").first()


def steps_named(keys: Sequence[str]) -> list[Step]:
    """Steps by their keys, in the order given."""
    known: Mapping[str, Step] = playbook().step_of
    return [known[key] for key in keys]
