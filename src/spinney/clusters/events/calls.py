"""News of calls for expressions of interest, and how the record tells of them."""

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: An open call takes answers now. Gives: call_id.
call_opened = Signal()

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
EVERYBODY_IN_IT = RUNS_IT | {Role.MEMBER, Role.OBSERVER}

TOLD: dict[str, Sentence] = {
    "clusters.open_call": Sentence("The call “{title}” opened.", EVERYBODY_IN_IT),
    "clusters.close_call": Sentence("The call “{title}” closed. Answers: {sent}.", EVERYBODY_IN_IT),
    "clusters.tell_outcome": Sentence(
        "Everyone who answered “{title}” was told the outcome: {chosen} chosen, {not_chosen} not.",
        EVERYBODY_IN_IT,
    ),
    "clusters.send_response": Sentence("{organisation} said that it is interested.", RUNS_IT),
    "clusters.enter_response": Sentence("The answer of {organisation} was keyed in.", RUNS_IT),
    "clusters.withdraw_response": Sentence("{organisation} withdrew its answer.", RUNS_IT),
    "clusters.ask_organisations": Sentence("{asked} organisations were asked.", RUNS_IT),
}
