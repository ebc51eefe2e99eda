"""Who may do what with votes that come as answers to the e-mail; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import WrongState
from spinney.base.web.components.words import day_and_time
from spinney.decisions.models import Elector, Reply, Vote
from spinney.decisions.states import NEXT, ReplyState, VotedHow

NOBODY_BY_HAND: frozenset[Role] = frozenset()  # it follows from a mail that came

MAY: dict[str, frozenset[Role]] = {
    "take_reply": NOBODY_BY_HAND,
    "undo_reply": frozenset({Role.GUEST}),  # whoever got the return mail
}


def check_can_be_undone(reply: Reply, elector: Elector) -> None:
    """Raise WrongState unless the vote that came by this mail is still the one that counts."""
    if ReplyState.UNDONE not in NEXT[ReplyState][reply.state]:
        done = reply.undone_at
        when = f" on {day_and_time(done)}" if done else ""
        raise WrongState(f"This is undone already{when}. There is nothing more for you to do.")
    vote = Vote.objects.filter(elector=elector).first()
    if vote is None:
        raise WrongState("This vote was taken out since, so there is nothing to undo.")
    if vote.how != VotedHow.REPLY or vote.at != reply.received_at:
        raise WrongState(
            f"The vote was changed since, on {day_and_time(vote.at)}, and that one counts. To"
            " change it, use the link in the e-mail that asked you to vote."
        )
