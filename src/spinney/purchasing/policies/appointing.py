"""Who may appoint a supplier without a vote, by what the members agreed on spending."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from django.utils.timezone import localdate

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.decisions import api as decisions
from spinney.purchasing.models import JointPurchase, Quote
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


def check_decided(purchase: JointPurchase, quote: Quote, number: int) -> None:
    """Raise BadInput unless the decision of that number in the cluster's register stands, was made
    since these quotes were opened, is not about another purchase, and names this supplier.
    """
    entries = decisions.decisions(purchase.cluster)
    found = next((one for one in entries if one.number == number), None)
    told = _why_not(purchase, quote, found, number)
    if told:
        raise BadInput(told, {"decision": [told]})


def _why_not(
    purchase: JointPurchase, quote: Quote, found: decisions.Decided | None, number: int
) -> str:
    if found is None or not found.stands:
        return f"There is no decision {number} in your register that stands."
    entry = decisions.Decision.objects.get(pk=found.decision_id)
    settled = decisions.settled_by(entry)
    if settled is not None and _is_of_another(purchase, settled.ballots):
        return f"Decision {number} is about another purchase."
    if purchase.opened_at is None or found.decided_on < localdate(purchase.opened_at):
        return f"Decision {number} was made before these quotes were opened, so it is not theirs."
    said = settled.chosen[:1] if settled is not None and settled.chosen else None
    name = quote.invited.name
    if not any(names_it(text, name) for text in said or (found.title, found.outcome)):
        return (
            f"Decision {number} does not name {name}. Choose whom it names, or note in the register"
            " what was decided."
        )
    return ""


def _is_of_another(purchase: JointPurchase, ballots: frozenset[UUID]) -> bool:
    rows = JointPurchase.objects.filter(cluster=purchase.cluster_id, ballot__in=ballots)
    return rows.exclude(pk=purchase.pk).exists()


LEGAL_FORMS = frozenset({"ltd", "limited", "plc", "llp", "cic", "cio"})


def names_it(text: str, name: str) -> bool:
    """Whether a text names a firm: its words one after another, but for its legal form.

    >>> names_it("We appoint Larch Office, from May.", "LARCH OFFICE LTD")
    True
    >>> names_it("We appoint Larch Office, from May.", "Larch")
    True
    >>> names_it("We appoint Larchfield.", "Larch"), names_it("We go on.", "Ltd")
    (False, False)
    """
    said, wanted = _words(text), _words(name)
    while len(wanted) > 1 and wanted[-1] in LEGAL_FORMS:
        wanted.pop()
    places = range(len(said) - len(wanted) + 1)
    return bool(wanted) and any(said[at : at + len(wanted)] == wanted for at in places)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("&", " and "))


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
