"""Who may appoint a supplier without a vote, by what the members agreed on spending."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.decisions import api as decisions
from spinney.purchasing.models import JointPurchase
from spinney.register.api import Organisation

WHO_WORDS = {
    "members": "the members decide, by your rule for decisions",
    "lead_body": "the lead body decides",
    "host": "the host decides",
    "treasurer": "the treasurer that you chose decides",
    "two": "two of you decide together",
    "run": "those who run the cluster decide",
    "anyone": "any one of you decides",
}
ELSE = "Put it to the members’ vote, or note the decision in the register and give its number here."


def check_may_spend(
    who: str, amount: str, *, runs_it: bool, is_body: bool, is_member: bool
) -> None:
    """Raise WrongState unless the terms let this actor spend so much alone. `who` is the answer of
    the term on spending limits.
    """
    allowed = {"run": runs_it, "anyone": runs_it or is_member, "lead_body": is_body,
        "host": is_body}  # fmt: skip
    if not allowed.get(who, False):
        raise WrongState(f"For {amount} {WHO_WORDS[who]}. {ELSE}")


def check_second(needs_second: bool, amount: str) -> None:
    """Raise WrongState where a second person must sign for the amount."""
    if needs_second:
        raise WrongState(f"By your agreement a second person signs for {amount}. {ELSE}")


def uids_of(organisation_ids: Iterable[int]) -> frozenset[str]:
    """The uids of organisations, as terms name them."""
    rows = Organisation.objects.filter(pk__in=list(organisation_ids))
    return frozenset(str(one) for one in rows.values_list("uid", flat=True))


def check_decided(purchase: JointPurchase, number: int) -> None:
    """Raise BadInput unless a decision of that number stands in the cluster's register."""
    found = decisions.Decision.objects.filter(cluster=purchase.cluster_id, number=number).first()
    if found is None or found.state != "stands":
        told = f"There is no decision {number} in your register that stands."
        raise BadInput(told, {"decision": [told]})


def check_no_vote_runs(purchase: JointPurchase) -> None:
    """Raise WrongState while the members are voting, or about to."""
    ballot = decisions.Ballot.objects.filter(uid=purchase.ballot or UUID(int=0)).first()
    while ballot is not None and (newer := ballot_after(ballot)) is not None:
        ballot = newer
    if ballot is not None and ballot.state in ("announced", "open"):
        raise WrongState("The members are voting on it. Take the ballot back first.")


def ballot_after(ballot: decisions.Ballot) -> decisions.Ballot | None:
    """The version that takes the place of a ballot, or the motion that puts its choice to the
    members; None where there is none.
    """
    rows = decisions.Ballot.objects.filter(cluster=ballot.cluster_id)
    return rows.filter(replaces=ballot).first() or rows.filter(follows=ballot).first()
