"""News of invitations: sent, answered, taken back."""

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

invitation_sent = Signal()  # invitation, now, by
invitation_answered = Signal()  # invitation, now, by

EVERYBODY = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER, Role.OBSERVER})
RUN_IT = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR})

TOLD: dict[str, Sentence] = {
    "clusters.invite": Sentence("{organisation} was invited as {tier}.", RUN_IT),
    "clusters.remind_invitee": Sentence("{organisation} was reminded of its invitation.", RUN_IT),
    "clusters.resend_invitation": Sentence("{organisation} was sent its invitation again.", RUN_IT),
    "clusters.withdraw_invitation": Sentence("{organisation} is no longer invited.", RUN_IT),
    "clusters.forward_invitation": Sentence(
        "{organisation} passed its invitation on to a colleague.", RUN_IT
    ),
    "clusters.accept_invitation": Sentence(
        "{organisation} joined as {tier}.",
        EVERYBODY,
        without=("tier", "{organisation} said yes to its invitation: it asks to join."),
    ),
    "clusters.decline_invitation": Sentence("{organisation} declined its invitation.", RUN_IT),
}
