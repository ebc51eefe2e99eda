"""Who may do what with a programme, and when.

Anybody with an account may make a programme and becomes its manager. The host of the installation
sees the names of all programmes and nothing else of those that she does not manage.
"""

from __future__ import annotations

from decimal import Decimal

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.clusters.models import Manager, Programme
from spinney.clusters.states import NEXT, ProgrammeState

MANAGES = frozenset({Role.PROGRAMME_MANAGER})
EVERYBODY_IN_IT = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER, Role.OBSERVER})
ACCOUNT = frozenset({Role.SIGNED_IN})

MAY: dict[str, frozenset[Role]] = {
    "programmes": ACCOUNT,
    "all_programmes": frozenset({Role.HOST}),
    "make_programme": ACCOUNT,
    "programme": EVERYBODY_IN_IT,
    "edit_programme": MANAGES,
    "start_programme": MANAGES,
    "close_programme": MANAGES,
    "reopen_programme": MANAGES,
    "duplicate_programme": MANAGES,
    "managers": MANAGES,
    "add_manager": MANAGES,
    "remove_manager": MANAGES,
    "standing": MANAGES,
    "costs": MANAGES,
    "add_comparator": MANAGES,
    "remove_comparator": MANAGES,
    "restore_comparator": MANAGES,
}

PLACEHOLDERS = ("{place}", "{theme}")


def check_programme_can_become(programme: Programme, state: ProgrammeState) -> None:
    """Raise WrongState unless the programme may move to the state."""
    if state not in NEXT[ProgrammeState][programme.state]:
        raise WrongState(
            f"This programme is “{programme.get_state_display()}”. It cannot become"
            f" “{state.label}” from there."
        )


def check_can_start(programme: Programme) -> None:
    """Raise unless the programme can start: it has a starting date and at least one stage."""
    check_programme_can_become(programme, ProgrammeState.RUNNING)
    if programme.starts_on is None:
        raise WrongState("Say on which date the programme starts, then start it.")
    if not programme.stages.exists():
        raise WrongState("Add at least one stage to the timetable, then start the programme.")


def check_not_closed(programme: Programme) -> None:
    """Raise WrongState when the programme is closed: what it was stays as it was."""
    if programme.state == ProgrammeState.CLOSED:
        raise WrongState("This programme is closed. Open it again before you change it.")


def check_closed(programme: Programme) -> None:
    """Raise WrongState unless the programme is closed."""
    if programme.state != ProgrammeState.CLOSED:
        raise WrongState(f"This programme is “{programme.get_state_display()}”, not closed.")


def check_not_last_manager(manager: Manager, in_force: int) -> None:
    """Raise WrongState when nobody would manage the programme any more."""
    if in_force <= 1:
        raise WrongState(
            "This is the only programme manager. Add somebody else first, then remove this one."
        )


def check_parameters(values: dict[str, object]) -> None:
    """Raise BadInput for parameters that make no sense, naming the field."""
    wrong: dict[str, list[str]] = {}
    if not str(values.get("name", "")).strip():
        wrong["name"] = ["Enter a name for the programme."]
    for field in ("grant_pence", "day_rate_pence"):
        amount = values.get(field)
        if isinstance(amount, int) and amount < 0:
            wrong[field] = ["Enter nought or more."]
    for field in ("facilitation_days", "review_days"):
        days = values.get(field)
        if isinstance(days, Decimal) and (days < 0 or days % Decimal("0.25")):
            wrong[field] = ["Enter days in quarters, like 6 or 4.25."]
    pattern = str(values.get("brand_pattern", PLACEHOLDERS[0]))
    if not any(mark in pattern for mark in PLACEHOLDERS):
        wrong["brand_pattern"] = ["Write {place} where the name of the place or theme goes."]
    if wrong:
        raise BadInput("Some of the answers need another look.", wrong)
