"""Steps done and hard moments logged, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from spinney.diagnostics.actions.episodes import EpisodeText, log_episode
from spinney.diagnostics.actions.playbook import note_step
from spinney.diagnostics.models import Episode, StepDone
from tests.personas import NOON, TODAY, Wood


def did(wood: Wood, step: str, on: date = TODAY, note: str = "", by: str = "ash") -> StepDone:
    """The Spinney did a step."""
    return note_step(
        cluster=wood.cluster, step=step, done_on=on, note=note, by=wood.actor(by), now=NOON
    )


def text(what: str = "veto", **more: Any) -> EpisodeText:
    """What is logged, of today."""
    return EpisodeText(what, **{"happened_on": TODAY, **more})


def log(wood: Wood, what: str = "veto", by: str = "ash", **more: Any) -> Episode:
    """A hard moment of The Spinney, as Ash saw it."""
    return log_episode(cluster=wood.cluster, said=text(what, **more), by=wood.actor(by), now=NOON)
