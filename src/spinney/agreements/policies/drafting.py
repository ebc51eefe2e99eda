"""Who may do what with drafting: questions, clauses, parties; and when."""

from __future__ import annotations

from collections.abc import Iterable

from spinney.agreements.models import Agreement, Version
from spinney.agreements.policies.agreements import RUNS_IT, TAKES_PART
from spinney.agreements.states import VersionState
from spinney.base.kernel.actors import Actor, Role, Scope
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState

MAY: dict[str, frozenset[Role]] = {
    "start_agreement": TAKES_PART,
    "draft": TAKES_PART,
    "answer_term": TAKES_PART,
    "clear_term": TAKES_PART,
    "answer_question": TAKES_PART,
    "rename_agreement": TAKES_PART,
    "edit_clause": TAKES_PART,
    "add_clause": TAKES_PART,
    "move_clause": TAKES_PART,
    "leave_out_clause": TAKES_PART,
    "put_back_clause": TAKES_PART,
    "undo_change": TAKES_PART,
    "set_parties": TAKES_PART,
    "add_party": TAKES_PART,
    "set_instead_of": TAKES_PART,
}

MOST_CLAUSES = 200
LONGEST_CLAUSE = 20_000
LONGEST_HEADING = 200


# Who ------------------------------------------------------------------------------------------


def runs(by: Actor, scope: Scope) -> bool:
    """Whether an actor runs the cluster."""
    return by.is_system or bool(by.roles_in(scope) & RUNS_IT)


def drafts(by: Actor, agreement: Agreement) -> bool:
    """Whether an actor writes an agreement: those that run the cluster; the people of the member
    that began it.
    """
    if runs(by, agreement.scope):
        return True
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    return agreement.begun_by_id is not None and agreement.begun_by_id in own


def check_drafts(by: Actor, agreement: Agreement) -> None:
    """Raise NotAllowed to whoever does not write the agreement."""
    if not drafts(by, agreement):
        raise NotAllowed(
            "This agreement is written by those who run the cluster. Say what you think beside its"
            " clauses, or propose other words."
            if agreement.begun_by_id is None
            else "This agreement is written by the member that began it and by those who run the"
            " cluster. Say what you think beside its clauses, or propose other words."
        )


def check_may_start(by: Actor, scope: Scope, organisations: Iterable[int] | None) -> int | None:
    """The organisation that begins an agreement among `organisations` (None: the whole cluster's);
    None when those who run the cluster begin it. Raises NotAllowed to members who are no party.
    """
    if runs(by, scope):
        return None
    if organisations is None:
        raise NotAllowed(
            "An agreement of the whole cluster is begun by those who run it. Choose the parties,"
            " your own organisation among them, or ask the facilitator."
        )
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    ours = own & set(organisations)
    if not ours:
        raise NotAllowed(
            "You can begin agreements of which your own organisation is a party. Add it to the"
            " parties, or ask the facilitator."
        )
    return by.organisation_id if by.organisation_id in ours else min(ours)


# When -----------------------------------------------------------------------------------------


def check_is_draft(version: Version) -> None:
    """Raise WrongState unless the version is still being written."""
    if version.state == VersionState.DRAFT:
        return
    told = {
        VersionState.SIGNING: "It is out for signature, so its words stay as they are. To change"
        " them, take it back from signing first.",
        VersionState.AGREED: "It is signed, so its words stay as they are. To change it, begin a"
        " variation.",
        VersionState.DISCARDED: "This draft was thrown away. Bring it back first.",
    }
    raise WrongState(told[VersionState(version.state)])


def check_title(title: str) -> None:
    """Raise BadInput for a title that cannot stand on an agreement or in a letter."""
    if not title.strip():
        raise BadInput("Give the agreement a name.", {"title": ["Give the agreement a name."]})
    if len(title) > 200:
        told = f"Make it shorter: it has {len(title)} letters, and there is room for 200."
        raise BadInput(told, {"title": [told]})
    if "://" in title:
        told = "Write the name without a web address: it stands in letters."
        raise BadInput(told, {"title": [told]})
