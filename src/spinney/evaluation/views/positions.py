"""Where clusters stand from mobilisation to realisation: one, and a programme's side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.policy import may
from spinney.base.web.charts.bars import Bar, BarChart
from spinney.base.web.components.parts import Stage, Status, Tone
from spinney.base.web.components.words import counted, day
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.tables import Band, BandFilter, ChoiceFilter, Column, Empty, Table
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.evaluation import policies
from spinney.evaluation.actions import positions as actions
from spinney.evaluation.bridge.standing import (
    PHASES,
    Phase,
    Position,
    Sign,
    StepAt,
    StepState,
)
from spinney.evaluation.queries.positions import Standing, side_by_side, standing_of
from spinney.evaluation.views.around import around_cluster, around_programme

TITLE = "Where you stand"
STATES = {
    StepState.DONE: Status("Done", Tone.GO),
    StepState.BEGUN: Status("Begun", Tone.WAITS),
    StepState.NOT_YET: Status("Not yet"),
}
SHOWN = 3
"""So many pieces of evidence are shown at once; the others are under "more"."""


@dataclass(frozen=True)
class StepRow:
    """One step as its page shows it."""

    at: StepAt
    status: Status
    others: str
    is_new: bool

    @property
    def newest(self) -> list[Sign]:
        """The last signs, the newest first."""
        return list(reversed(self.at.evidence[-SHOWN:]))

    @property
    def older(self) -> list[Sign]:
        return list(reversed(self.at.evidence[:-SHOWN]))


@dataclass(frozen=True)
class PhaseRows:
    """The steps of one phase."""

    name: str
    kept_going: str
    rows: list[StepRow]


@guard(policies, "position", scope="cluster")
@require_safe
def position(request: SpinneyRequest, cluster_id: int) -> HttpResponse:
    """Every step with what shows it, what is missing, and how many others have done it."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    found = standing_of(cluster, localdate())
    scope = cluster_scope(cluster.pk)
    context = {
        "outcome": outcome_of(found.now),
        "standing": found,
        "stages": line_of(found.now),
        "phases": list(_phases(found)),
        "others": found.beside[0].others,
        "kept": [(one, one.steps_done) for one in found.kept],
        "may_keep": may(policies.MAY, "take_position", by=request.actor, scope=scope),
        **around_cluster(cluster, (TITLE, "")),
    }
    return render(request, "evaluation/position.html", context)


def _phases(found: Standing) -> list[PhaseRows]:
    before = {one.step.key: one.state for one in found.before.steps}
    rows: dict[Phase, list[StepRow]] = {phase: [] for phase in Phase}
    for at, beside in zip(found.now.steps, found.beside, strict=True):
        others = f"{beside.others_done} of {beside.others}" if beside.others else ""
        is_new = at.state == StepState.DONE and before[at.step.key] != StepState.DONE
        rows[at.step.phase].append(StepRow(at, STATES[at.state], others, is_new))
    return [PhaseRows(name, going, rows[phase]) for phase, name, going in PHASES]


def outcome_of(found: Position) -> str:
    """A position in a sentence or two."""
    of = f"{found.done} of {counted(len(found.steps), 'step')} are done."
    if found.present is None:
        return f"{of} Nothing is left open."
    missing = found.present.missing[0]
    still = found.still_for
    quiet = f" Nothing moved on it for {counted(still.days // 7, 'week')}." if (
        still is not None and found.is_stuck
    ) else ""  # fmt: skip
    return f"{of} The next is “{found.present.step.title}”: it is done when {missing}.{quiet}"


def line_of(found: Position) -> list[Stage]:
    """The three phases as a stage line."""
    stages = []
    for phase, name, _ in PHASES:
        ours = [one for one in found.steps if one.step.phase == phase]
        done = sum(one.state == StepState.DONE for one in ours)
        if found.present is not None and found.phase == phase:
            state = "late" if found.is_stuck else "now"
        else:
            state = "done" if done == len(ours) else "to come"
        stages.append(Stage(name, state, f"{done} of {counted(len(ours), 'step')}"))
    return stages


@guard(policies, "take_position", scope="cluster")
@require_POST
def take_position(request: SpinneyRequest, cluster_id: int) -> HttpResponseBase:
    """Keep where the cluster stands today."""
    cluster = clusters.cluster_for(request.actor, cluster_id)
    kept = actions.take_position(cluster=cluster, by=request.actor, now=now())
    say(request, f"Kept: on {day(kept.on)}, {counted(kept.steps_done, 'step')} done.")
    return redirect(reverse("evaluation:position", args=[cluster.pk]))


type Row = tuple[clusters.Cluster, Position]


def _phase_name(row: Row) -> str:
    names = {phase: name for phase, name, _ in PHASES}
    return names[row[1].phase] if row[1].present else "All steps done"


def _stuck(row: Row) -> Status:
    found = row[1]
    if found.present is None:
        return Status("Done", Tone.GO)
    if found.moved_on is None:
        return Status("Not begun")
    if found.is_stuck:
        return Status("No step forward lately", Tone.LATE)
    return Status("Moving", Tone.GO)


def _missing(row: Row) -> str:
    return "; ".join(row[1].present.missing) if row[1].present else ""


POSITIONS = Table(
    name="positions", caption="Where every cluster stands", noun="cluster", default_order="name",
    columns=[
        Column(
            "name", "Cluster", value=lambda r: r[0].name, order_by="0__name",
            link=lambda r: reverse("evaluation:position", args=[r[0].pk]),
        ),
        Column("phase", "Phase", value=_phase_name, order_by="phase"),
        Column("done", "Steps done", kind="number", value=lambda r: r[1].done, order_by="done"),
        Column(
            "next", "Next step", order_by="next",
            value=lambda r: r[1].present.step.title if r[1].present else "", note=_missing,
        ),
        Column("stuck", "Moving?", kind="status", value=_stuck, order_by="stuck"),
        Column(
            "moved", "Last sign of anything", kind="date", value=lambda r: r[1].moved_on,
            order_by="moved",
        ),
    ],
    filters=[
        ChoiceFilter("phase", "Phase", value=_phase_name),
        BandFilter(
            "stuck", "Moving?",
            [
                Band("yes", "No step forward lately", test=lambda r: r[1].is_stuck),
                Band("no", "Moving", test=lambda r: not r[1].is_stuck),
            ],
        ),
    ],
    empty=Empty("No clusters yet", "Clusters of the programme are shown here when they begin."),
    row_id=lambda r: r[0].pk,
)  # fmt: skip


@guard(policies, "programme_positions", scope="programme")
@require_safe
def programme_positions(request: SpinneyRequest, programme_id: int) -> HttpResponseBase:
    """The clusters of a programme side by side, step by step."""
    programme = clusters.get_programme(request.actor, programme_id)
    rows = side_by_side(request.actor, programme, localdate())
    listing = POSITIONS.listing(request, rows, file_name=f"positions-{programme.name}")
    bars = [Bar(one.name, at.done, len(at.steps)) for one, at in rows]
    context = {
        "listing": listing,
        "picture": BarChart(
            "Steps done", bars, value_name="Done", plan_name="Steps"
        ) if bars else None,
        "clusters": [one for one, _ in rows],
        "steps": _steps(rows),
        **around_programme(programme, ("Where clusters stand", "")),
    }  # fmt: skip
    return listing.export() or render(request, "evaluation/programme_positions.html", context)


def _steps(rows: list[Row]) -> list[tuple[str, list[tuple[str, Status]]]]:
    """Each step with how far every cluster is with it."""
    if not rows:
        return []
    found = []
    for number, first in enumerate(rows[0][1].steps):
        states = [(one.name, STATES[at.steps[number].state]) for one, at in rows]
        found.append((first.step.title, states))
    return found
