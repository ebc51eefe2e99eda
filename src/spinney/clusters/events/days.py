"""News of help given and time together. Private notes are no news: nobody is told of them."""

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

day_logged = Signal()  # cluster, day (Day), over (Decimal: days beyond the allowance), now, by
day_taken_back = Signal()  # cluster, day, now, by
day_edited = Signal()  # cluster, day, over, now, by
attendance_recorded = Signal()  # cluster, gathering, now, by

INSIDE = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER})
HELPERS = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR})

TOLD: dict[str, Sentence] = {
    "clusters.log_day": Sentence("Logged: {days} of {kind}. {what}.", INSIDE),
    "clusters.take_back_day": Sentence("Taken back: {days} of {kind}. {what}.", INSIDE),
    "clusters.restore_day": Sentence("Counted again: {days} of {kind}. {what}.", INSIDE),
    "clusters.edit_day": Sentence(
        "An entry of days was changed ({changed}): {days} of {kind}. {what}.", INSIDE
    ),
    "clusters.add_gathering": Sentence("{title} was put down for {held_on}.", INSIDE),
    "clusters.edit_gathering": Sentence("{title} was changed: {what}.", HELPERS),
    "clusters.record_attendance": Sentence("{came} of {of} came to {title}.", INSIDE),
    "clusters.keep_attendance": Sentence("{came} of {of} came to {title}.", INSIDE),
    "clusters.remove_gathering": Sentence("{title} was taken off the list.", HELPERS),
    "clusters.restore_gathering": Sentence("{title} is back on the list.", HELPERS),
}
