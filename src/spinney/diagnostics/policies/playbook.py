"""Who may do what with the facilitator's playbook and her private log; and when.

What was logged is its writer's alone. The verbs on it stand on the whole site and every read begins
with her own (queries.episodes): to anybody else there is no such thing.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotFound, WrongState
from spinney.diagnostics.models import Episode, StepDone

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
WRITER = frozenset({Role.FACILITATOR})
ACCOUNT = frozenset({Role.SIGNED_IN})

MAY: dict[str, frozenset[Role]] = {
    "playbook": RUNS_IT,
    "playbook_step": RUNS_IT,
    "step_sheet": RUNS_IT,
    "note_step": RUNS_IT,
    "take_back_step": RUNS_IT,
    "hard_moments": RUNS_IT,
    "hard_moment": RUNS_IT,
    "episodes": ACCOUNT,
    "episode": ACCOUNT,
    "episode_patterns": ACCOUNT,
    "export_episodes": ACCOUNT,
    "log_episode": WRITER,
    "edit_episode": ACCOUNT,
    "remove_episode": ACCOUNT,
    "restore_episode": ACCOUNT,
}

UNDO_DAYS = 30


def check_day(on: date, now: datetime, field: str) -> None:
    """Raise BadInput for a day that is still to come."""
    if on > localdate(now):
        told = "This day is still to come. Enter the day on which it was."
        raise BadInput(told, {field: [told]})


def check_can_take_back_step(done: StepDone) -> None:
    """Raise WrongState for what was taken back already."""
    if done.taken_back_at is not None:
        raise WrongState("This was taken back already.")


def check_hers(episode: Episode, by: Actor) -> None:
    """To everybody but its writer, unattended work included, there is no such thing."""
    if by.person_id is None or episode.person_id != by.person_id:
        raise NotFound("There is no such page, or it is not shared with you.")


def check_there(episode: Episode) -> None:
    """Raise WrongState for what was removed."""
    if episode.removed_at is not None:
        raise WrongState("This was removed. Bring it back before you change it.")


def check_can_restore(episode: Episode, now: datetime) -> None:
    """Raise WrongState unless it was removed, and less than 30 days ago."""
    if episode.removed_at is None:
        raise WrongState("This is there. There is nothing to bring back.")
    if now - episode.removed_at > timedelta(days=UNDO_DAYS):
        raise WrongState(f"This was removed more than {UNDO_DAYS} days ago and cannot come back.")
