"""News of stages: the timetable changed, a cluster moved, a condition was met."""

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

timetable_changed = Signal()  # programme, change (TimetableChange), now, by
stage_moved = Signal()  # cluster, move (StageMove), left (Stage or None), now, by
condition_met = Signal()  # cluster, condition, met (ConditionMet), now, by
condition_taken_back = Signal()  # cluster, condition, met, now, by
#: A condition names a kind of agreement: is there one in force? Gives: condition, now, by.
condition_asks_agreement = Signal()

EVERYBODY = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER, Role.OBSERVER})
WORKERS = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER})
MANAGERS = frozenset({Role.PROGRAMME_MANAGER})

TOLD: dict[str, Sentence] = {
    "clusters.change_timetable": Sentence("The timetable changed: {what}. {reason}", EVERYBODY),
    "clusters.renew_calendar_link": Sentence("The calendar link was renewed.", MANAGERS),
    "clusters.add_condition": Sentence("A condition was added to {stage}: {text}", WORKERS),
    "clusters.edit_condition": Sentence("A condition of {stage} now says: {text}", WORKERS),
    "clusters.retire_condition": Sentence("A condition of {stage} was dropped: {text}", WORKERS),
    "clusters.restore_condition": Sentence("A condition of {stage} is back: {text}", WORKERS),
    "clusters.move_stage": Sentence(
        "The cluster moved on to {stage}.",
        EVERYBODY,
        without=("left", "The cluster began with {stage}."),
    ),
    "clusters.move_stage_early": Sentence(
        "The programme manager moved the cluster on to {stage} before everything was met. {reason}",
        EVERYBODY,
    ),
    "clusters.move_stage_back": Sentence("The cluster went back to {stage}. {reason}", EVERYBODY),
    "clusters.set_own_dates": Sentence("The cluster now keeps to {whose}. {reason}", EVERYBODY),
    "clusters.meet_condition": Sentence("A condition was met: {text}", WORKERS),
    "clusters.follow_agreement": Sentence(
        "A condition was met: {text} It is shown by {shown_by}.",
        WORKERS,
        without=("shown_by", "A condition no longer counts as met: {text} {reason}"),
    ),
    "clusters.take_back_condition": Sentence(
        "A condition no longer counts as met: {text}. {reason}", WORKERS
    ),
}
