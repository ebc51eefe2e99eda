"""Who may load registers, and when a load may be run or undone."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import WrongState
from spinney.register.models import Load
from spinney.register.states import NEXT, LoadState

_HOST = frozenset({Role.HOST})

MAY: dict[str, frozenset[Role]] = {
    "loads": _HOST,
    "begin_load": _HOST,
    "map_load": _HOST,
    "see_load": _HOST,
    "start_load": _HOST,
    "try_load": _HOST,
    "run_load": _HOST,
    "undo_load": _HOST,
    "discard_load": _HOST,
    "load_rejects": _HOST,
    "load_postcodes": _HOST,
}

HALF_DONE = frozenset({LoadState.RUNNING, LoadState.STOPPED, LoadState.UNDOING})
"""States in which some rows are written and not yet there for everybody."""


def check_nothing_is_half_done(load: Load) -> None:
    """Raise WrongState when another load was begun and is neither done nor undone."""
    other = Load.objects.filter(state__in=HALF_DONE).exclude(pk=load.pk).order_by("pk").first()
    if other is not None:
        raise WrongState(
            f"Load {other.pk} ({other.source}) is not finished. Take it up again or undo it first: "
            f"`spinney register resume-load {other.pk}` or `spinney register undo-load {other.pk}`."
        )


def check_may_run(load: Load) -> None:
    """Raise WrongState unless the load can be run, from its beginning or from where it stopped."""
    if load.state != LoadState.RUNNING and LoadState.RUNNING not in NEXT[LoadState][load.state]:
        raise WrongState(
            f"Load {load.pk} is {load.get_state_display().lower()}, so it cannot be run again. "
            "Begin a new load with the same file."
        )
    check_nothing_is_half_done(load)


def check_may_undo(load: Load) -> None:
    """Raise WrongState unless the load can be undone: it is the newest that stands."""
    if load.state != LoadState.UNDOING and LoadState.UNDOING not in NEXT[LoadState][load.state]:
        raise WrongState(
            f"Load {load.pk} is {load.get_state_display().lower()}: there is nothing to undo."
        )
    check_nothing_is_half_done(load)
    standing = Load.objects.filter(state=LoadState.DONE, pk__gt=load.pk)
    later = standing.order_by("-pk").first()
    if later is not None:
        raise WrongState(
            f"Load {later.pk} ({later.source}) came after this one and may build on it. "
            f"Undo load {later.pk} first."
        )


def check_may_change(load: Load) -> None:
    """Raise WrongState unless the load has not begun yet."""
    if load.state != LoadState.READY:
        raise WrongState(f"Load {load.pk} has begun already, so it can no longer be changed.")
