"""Figures of a report on how far clusters are, from mobilisation to realisation."""

from __future__ import annotations

from collections.abc import Iterator

from spinney.base.web.components.words import day
from spinney.evaluation.bridge.figures import Asked, Drawn, Reading, Rows, add_figures
from spinney.evaluation.engine.mar import PHASES, Phase, Position, StepState
from spinney.evaluation.queries.positions import positions_at
from spinney.evaluation.queries.reading_people import page

STATES = {StepState.DONE: "Done", StepState.BEGUN: "Begun", StepState.NOT_YET: "Not yet"}
SOURCE = "Each step follows from the records themselves: nobody ticks a box."


@add_figures("How far it is")
def position(asked: Asked) -> Iterator[Reading | Drawn]:
    """The position by the MAR framework on the last day, or today where that is to come."""
    path = page(asked, "evaluation:position", "evaluation:programme-positions")
    found = positions_at([one.pk for one in asked.groups], asked.until)
    names = {key: title for key, title, _ in PHASES}
    if asked.of_programme:
        rows = tuple(
            (group.name, names[(at := found[group.pk]).phase], f"{at.done} of {len(at.steps)}")
            for group in asked.groups
        )
        header = ("Cluster", "Phase", "Steps done")
        yield Rows("table_positions", "How far the clusters are", header, rows, SOURCE, path)
        return
    at = found[asked.groups[0].pk]
    said = f"{at.done} of {len(at.steps)}"
    yield Reading("steps_done", "Steps done, from mobilisation to realisation", said, SOURCE, path)
    yield Reading("phase", "The phase that the cluster is in", names[at.phase], SOURCE, path)
    yield _steps(at, names, path)


def _steps(at: Position, names: dict[Phase, str], path: str) -> Rows:
    rows = tuple(
        (one.step.title, names[one.step.phase], STATES[one.state], day(one.since))
        for one in at.steps
    )
    header = ("Step", "Phase", "State", "Since")
    return Rows("table_steps", "Steps, as the records show them", header, rows, SOURCE, path)
