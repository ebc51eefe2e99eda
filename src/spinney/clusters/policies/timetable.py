"""Who may change the timetable, its conditions and a cluster's place in it, and when.

The facilitator moves her cluster on when it has met what the stage asks; only a programme manager
may let it go on before that, and she says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.web.components.words import day as in_words
from spinney.clusters.bridge.agreement_kinds import agreement_kind_title
from spinney.clusters.models import Cluster, Condition, Programme
from spinney.clusters.states import ClusterState, ProgrammeState

MANAGES = frozenset({Role.PROGRAMME_MANAGER})
MOVES_IT = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR})
EVERYBODY_IN_IT = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER, Role.OBSERVER})

NOBODY_BY_HAND: frozenset[Role] = frozenset()  # the site itself, when an agreement says so

MAY: dict[str, frozenset[Role]] = {
    "timetable": EVERYBODY_IN_IT,
    "change_timetable": MANAGES,
    "renew_calendar_link": MANAGES,
    "conditions": EVERYBODY_IN_IT,
    "add_condition": MANAGES,
    "edit_condition": MANAGES,
    "retire_condition": MANAGES,
    "restore_condition": MANAGES,
    "stage": EVERYBODY_IN_IT,
    "move_stage": MOVES_IT,
    "move_stage_early": MANAGES,
    "move_stage_back": MOVES_IT,
    "set_own_dates": MANAGES,
    "meet_condition": MOVES_IT,
    "take_back_condition": MOVES_IT,
    "follow_agreement": NOBODY_BY_HAND,
}


def check_can_move(cluster: Cluster, programme: Programme | None) -> None:
    """Raise unless clusters of this programme move through stages now."""
    if programme is None:
        raise WrongState("This cluster is on its own. It has no programme whose stages it follows.")
    if programme.state != ProgrammeState.RUNNING:
        raise WrongState(
            f"{programme.name} is “{programme.get_state_display()}”. Clusters move through its"
            " stages while it is running."
        )
    if cluster.state == ClusterState.ENDED:
        raise WrongState("This cluster has ended. Open it again before you move it.")


def check_stage_ahead(there_is_one: bool) -> None:
    """Raise WrongState when there is no stage to go on to."""
    if not there_is_one:
        raise WrongState("This cluster is in the last stage. There is none after it.")


def check_met(missing: Sequence[Condition]) -> None:
    """Raise WrongState, naming what is missing, unless every condition of the stage is met."""
    if missing:
        named = "; ".join(condition.text.rstrip(".") for condition in missing)
        raise WrongState(f"Before the cluster can move on, this must be met: {named}.")


def check_by_hand(condition: Condition) -> None:
    """Raise WrongState for a condition that an agreement meets by itself."""
    if condition.met_by_agreement:
        kind = agreement_kind_title(condition.met_by_agreement)
        raise WrongState(
            f"Nobody ticks this. It is met while an agreement of the kind “{kind}” is in force in"
            " the cluster: sign one, or key in one that was signed elsewhere."
        )


def check_reason(reason: str, what: str) -> None:
    """Raise BadInput unless a reason is given."""
    if not reason.strip():
        raise BadInput(f"Say why {what}.", {"reason": [f"Say why {what}."]})


def joins_late(programme: Programme, today: date) -> bool:
    """Whether a cluster that joins today comes later than the programme lets a cluster be before it
    counts as stalled, and so needs dates of its own.
    """
    grace = timedelta(days=programme.stalled_after_late_days)
    return programme.starts_on is not None and today - programme.starts_on > grace


def check_counts_from(counts_from: date | None, programme: Programme | None) -> None:
    """Raise BadInput for a start of one's own that is not after that of the programme."""
    starts_on = programme.starts_on if programme else None
    if counts_from and starts_on and counts_from <= starts_on:
        raise BadInput(
            "A cluster with dates of its own begins after its programme.",
            {
                "counts_from": [
                    f"Choose a day after {in_words(starts_on)}, when the programme began."
                ]
            },
        )


def check_not_ahead_of_today(day: date, today: date, field: str) -> None:
    """Raise BadInput for a day that has not come yet."""
    if day > today:
        raise BadInput("That day has not come yet.", {field: ["Choose today or an earlier day."]})
