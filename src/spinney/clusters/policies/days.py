"""Who may log help, note who came, and write privately, and when.

A private note is its writer's alone. The verbs on notes stand on the whole site and every read
begins with her own notes (queries.journal): to anybody else there is no such note.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.clusters.models import Day

HELPS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})
WRITER = frozenset({Role.FACILITATOR})
ACCOUNT = frozenset({Role.SIGNED_IN})

MAY: dict[str, frozenset[Role]] = {
    "days": INSIDE,
    "log_day": HELPS,
    "take_back_day": HELPS,
    "restore_day": HELPS,
    "edit_day": HELPS,
    "gatherings": INSIDE,
    "gathering": INSIDE,
    "attendance_pattern": HELPS,
    "sign_in_sheet": HELPS,
    "add_gathering": HELPS,
    "edit_gathering": HELPS,
    "record_attendance": HELPS,
    "remove_gathering": HELPS,
    "restore_gathering": HELPS,
    "keep_gathering": HELPS,
    "keep_attendance": HELPS,
    "journal": ACCOUNT,
    "export_notes": ACCOUNT,
    "write_note": WRITER,
    "edit_note": ACCOUNT,
    "delete_note": ACCOUNT,
    "restore_note": ACCOUNT,
}

QUARTER = Decimal("0.25")
MOST_DAYS = Decimal("31")
UNDO_DAYS = 30


def check_days(days: Decimal) -> None:
    """Raise BadInput unless days are in quarters, above nought and no more than a month's."""
    if days <= 0 or days > MOST_DAYS or days % QUARTER:
        told = "Enter days in quarters, like 0.25, 0.5 or 2."
        raise BadInput(told, {"days": [told]})


def check_can_take_back(day: Day, by: Actor, now: datetime) -> None:
    """Raise unless the day still counts and was logged less than 30 days ago; a programme manager
    may correct later than that.
    """
    if day.taken_back_at is not None:
        raise WrongState("This was taken back already.")
    _check_not_too_late(day, by, now, "take it back")


def check_can_edit_day(day: Day, by: Actor, now: datetime) -> None:
    """The same for changing what was logged."""
    if day.taken_back_at is not None:
        raise WrongState("This was taken back. Let it count again before you change it.")
    _check_not_too_late(day, by, now, "change it")


def _check_not_too_late(day: Day, by: Actor, now: datetime, deed: str) -> None:
    late = now - day.logged_at > timedelta(days=UNDO_DAYS)
    if late and not by.has(Role.PROGRAMME_MANAGER, cluster_scope(day.cluster_id)):
        raise WrongState(
            f"This was logged more than {UNDO_DAYS} days ago. Ask the programme manager to {deed}."
        )


def check_can_restore(removed_at: datetime | None, now: datetime) -> None:
    """Raise unless something was removed, and less than 30 days ago."""
    if removed_at is None:
        raise WrongState("This is there. There is nothing to bring back.")
    if now - removed_at > timedelta(days=UNDO_DAYS):
        raise WrongState(f"This was removed more than {UNDO_DAYS} days ago and cannot come back.")


def check_there(removed_at: datetime | None) -> None:
    """Raise WrongState for something that was removed."""
    if removed_at is not None:
        raise WrongState("This was removed. Bring it back before you change it.")
