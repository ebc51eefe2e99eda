"""News of memberships: who joined, moved, was suspended, left; and by which rule."""

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

membership_changed = Signal()  # membership, change (MembershipChange), now, by

EVERYBODY = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER, Role.OBSERVER})
INSIDE = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER})
RUN_IT = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR})

TOLD: dict[str, Sentence] = {
    "clusters.ask_to_join": Sentence("{organisation} asked to join.", RUN_IT),
    "clusters.take_back_request": Sentence("{organisation} no longer asks to join.", RUN_IT),
    "clusters.admit_member": Sentence(
        "{organisation} joined as {tier}. Decided: {decided}.",
        EVERYBODY,
        without=("decided", "{organisation} joined as {tier}."),
    ),
    "clusters.readmit_member": Sentence(
        "{organisation} is back, as {tier}. Decided: {decided}.",
        EVERYBODY,
        without=("decided", "{organisation} is back, as {tier}."),
    ),
    "clusters.decline_member": Sentence("{organisation} was not admitted.", RUN_IT),
    "clusters.move_member": Sentence(
        "{organisation} moved from {before} to {after}. {reason}", INSIDE
    ),
    "clusters.adjust_tiers": Sentence(
        "{organisation} changed from {before} to {after}, by the criteria of the tiers.", INSIDE
    ),
    "clusters.propose_suspension": Sentence(
        "It is proposed to suspend {organisation}. It may answer until {until}.",
        INSIDE,
        without=("until", "It is proposed to suspend {organisation}."),
    ),
    "clusters.answer_suspension": Sentence(
        "{organisation} has answered why it should not be suspended.", INSIDE
    ),
    "clusters.drop_suspension": Sentence(
        "It is no longer proposed to suspend {organisation}.", INSIDE
    ),
    "clusters.suspend_member": Sentence(
        "{organisation} was suspended, until {until} at the latest. Decided: {decided}.",
        INSIDE,
        without=("decided", "{organisation} was suspended, until {until} at the latest."),
    ),
    "clusters.end_suspension": Sentence(
        "{organisation} is no longer suspended: the time agreed is over.", INSIDE
    ),
    "clusters.reinstate_member": Sentence("{organisation} is no longer suspended.", INSIDE),
    "clusters.leave_cluster": Sentence("{organisation} will leave on {leaves_on}.", INSIDE),
    "clusters.stay_in_cluster": Sentence("{organisation} stays after all.", INSIDE),
    "clusters.end_membership": Sentence("{organisation} left.", EVERYBODY),
    "clusters.name_representative": Sentence(
        "{organisation} is now represented by {person}.", INSIDE
    ),
    "clusters.follow_merge": Sentence(
        "{organisation} and {kept} turned out to be one organisation; {kept} goes on.", INSIDE
    ),
    "clusters.add_tier": Sentence("A tier was added: {name}.", INSIDE),
    "clusters.edit_tier": Sentence("The tier {name} was changed: {what}.", INSIDE),
    "clusters.remove_tier": Sentence("The tier {name} was removed.", INSIDE),
    "clusters.use_own_tiers": Sentence("The cluster has tiers of its own now.", INSIDE),
    "clusters.agree_tiers": Sentence(
        "The tiers are those agreed in {agreed_in}: {names}.",
        INSIDE,
        without=(
            "agreed_in",
            "These tiers are no longer agreed, and can be changed by hand: {names}.",
        ),
    ),
    "clusters.agree_joining": Sentence(
        "Who joins, as agreed in {agreed_in}: {words}",
        INSIDE,
        without=("agreed_in", "How somebody joins is no longer agreed: {words}"),
    ),
    "clusters.agree_suspension": Sentence(
        "Setting a member aside, as agreed in {agreed_in}: {words}",
        INSIDE,
        without=("agreed_in", "How a member is set aside is no longer agreed: {words}"),
    ),
    "clusters.agree_notice": Sentence(
        "The notice to leave is {notice}, as agreed in {agreed_in}.",
        INSIDE,
        without=(
            "agreed_in",
            "The notice to leave is no longer agreed, and can be changed by hand: {notice}.",
        ),
    ),
}
