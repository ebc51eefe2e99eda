"""News of programmes: made, started, closed; who manages them."""

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

programme_started = Signal()  # programme, now, by
programme_closed = Signal()  # programme, now, by

MANAGERS = frozenset({Role.PROGRAMME_MANAGER})
EVERYBODY = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER, Role.OBSERVER})

TOLD: dict[str, Sentence] = {
    "clusters.make_programme": Sentence("{name} was set up.", EVERYBODY),
    "clusters.edit_programme": Sentence("The programme was changed: {what}.", MANAGERS),
    "clusters.start_programme": Sentence("The programme started.", EVERYBODY),
    "clusters.close_programme": Sentence("The programme closed. {reason}", EVERYBODY),
    "clusters.reopen_programme": Sentence("The programme opened again. {reason}", EVERYBODY),
    "clusters.duplicate_programme": Sentence("{copy} was made from this programme.", MANAGERS),
    "clusters.add_manager": Sentence("{person} became a programme manager.", MANAGERS),
    "clusters.remove_manager": Sentence("{person} stopped being a programme manager.", MANAGERS),
    "clusters.add_comparator": Sentence(
        "{name} was added to compare costs with: {amount} for each organisation.", MANAGERS
    ),
    "clusters.remove_comparator": Sentence(
        "{name} is no longer compared with this programme.", MANAGERS
    ),
    "clusters.restore_comparator": Sentence(
        "{name} is compared with this programme again.", MANAGERS
    ),
}
