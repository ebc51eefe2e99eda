"""Who may judge whether two organisations are one, and when they may be merged."""

from __future__ import annotations

from collections.abc import Iterable

from spinney.base.kernel.actors import SITE, Actor, Role, Scope, organisation_scope
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.policy import may
from spinney.register.models import Duplicate, Merge, Organisation
from spinney.register.states import NEXT, DuplicateState

#: Whoever runs a cluster has the role in the scope of each of its organisations that nobody
#: represents yet (clusters/listeners.py); one organisation of the pair must be such. To merge, both
#: must be without representatives (`check_in_nobodys_hands`): else it is for the host.
JUDGES = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.HOST})

MAY: dict[str, frozenset[Role]] = {
    "duplicates": frozenset({Role.SIGNED_IN}),
    "duplicate": JUDGES,
    "suggest_duplicates": frozenset({Role.HOST}),
    "pair_organisations": JUDGES,
    "keep_apart": JUDGES,
    "reconsider_duplicate": JUDGES,
    "merge_organisations": JUDGES,
    "unmerge_organisations": JUDGES,
}


def scope_of_pair(by: Actor, verb: str, left_id: int, right_id: int) -> Scope:
    """Where to ask: the site for those who may there, else either organisation where she may."""
    for scope in (SITE, organisation_scope(left_id), organisation_scope(right_id)):
        if may(MAY, verb, by=by, scope=scope):
            return scope
    return SITE


def check_judges(by: Actor) -> None:
    """Whether the actor judges any pair at all; NotAllowed when she does not."""
    if by.is_system or by.has(Role.HOST, SITE):
        return
    if not by.ids_of("organisation", Role.FACILITATOR, Role.PROGRAMME_MANAGER):
        raise NotAllowed(
            "Judging what may be entered twice is for the host, and for facilitators and programme "
            "managers where nobody represents the organisation yet."
        )


def check_in_nobodys_hands(scope: Scope, represented: Iterable[Organisation]) -> None:
    """Whether somebody who is not a host may merge: nobody else's organisation is touched."""
    if scope == SITE:
        return
    for one in represented:
        raise NotAllowed(
            f"{one.name} has people who speak for it. Ask the host of this site to merge it."
        )


def check_can_pair(left: Organisation, right: Organisation) -> None:
    """Whether the two may be looked at as one. Raises BadInput or WrongState, saying why not."""
    if left.pk == right.pk:
        raise BadInput("These are one entry already. Choose another organisation.")
    for one in (left, right):
        if one.merged_into_id is not None:
            raise WrongState(f"{one.name} has been merged already. Undo that merge first.")
    if left.parent_id == right.pk or right.parent_id == left.pk:
        raise WrongState(
            f"{left.name} and {right.name} are branch and parent. A branch is not its parent: "
            "change that on the branch's page first if it is wrong."
        )


def check_can_judge(pair: Duplicate, to: DuplicateState) -> None:
    """Whether a suggestion can go to this state from the one it is in."""
    if to not in NEXT[DuplicateState][pair.state]:
        raise WrongState(f"This was judged before: {pair.get_state_display().lower()}.")


def check_can_unmerge(merge: Merge) -> None:
    """Whether a merge can be undone now; those made after it, on top of it, come first."""
    if merge.undone_at is not None:
        raise WrongState("This merge was undone before.")
    if merge.kept.merged_into_id is not None:
        raise WrongState(f"{merge.kept.name} has itself been merged since. Undo that merge first.")
