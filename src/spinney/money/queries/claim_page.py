"""What an actor may do with a claim now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import allows, may
from spinney.money import policies
from spinney.money.engine.releases import second_needed
from spinney.money.models import Claim, ClaimLine
from spinney.money.policies import claims as rules
from spinney.money.queries.claims import check_may_write, second_above
from spinney.money.queries.keeping import keeps
from spinney.money.states import NEXT, ClaimState


def deeds(by: Actor, claim: Claim, lines: Sequence[ClaimLine], on: date) -> frozenset[str]:
    """The verbs whose buttons the page of a claim shows."""
    if claim.removed_at is not None:
        return frozenset({"restore_claim"})
    found = _own(claim, lines) if _is_own(by, claim, on) else set()
    if keeps(by, claim.cluster, on) and by.label != claim.sent_by:
        found |= _kept(by, claim, lines, on)
    return frozenset(one for one in found if may(policies.MAY, one, by=by, scope=claim.scope))


def _is_own(by: Actor, claim: Claim, on: date) -> bool:
    return allows(check_may_write, by, claim.cluster, claim.organisation_id, on)


def _own(claim: Claim, lines: Sequence[ClaimLine]) -> set[str]:
    if claim.state == ClaimState.QUESTIONED:
        return {"edit_claim", "add_claim_line", "remove_claim_line", "answer_claim"}
    if claim.state != ClaimState.DRAFT:
        return set()
    found = {"edit_claim", "add_claim_line", "remove_claim_line", "remove_claim"}
    whole = frozenset(one.pk for one in lines if one.receipts.all())
    if allows(rules.check_can_send, claim, lines, whole):
        found.add("send_claim")
    return found


def _kept(by: Actor, claim: Claim, lines: Sequence[ClaimLine], on: date) -> set[str]:
    nexts = NEXT["claim"][claim.state]
    found = {
        verb
        for verb, state in (
            ("question_claim", ClaimState.QUESTIONED),
            ("refuse_claim", ClaimState.REFUSED),
            ("approve_claim", ClaimState.APPROVED),
        )
        if state in nexts and claim.state in (ClaimState.SENT, ClaimState.QUESTIONED)
    }
    limit = second_above(claim.cluster, on)
    second = limit is not None and second_needed(sum(one.pence for one in lines), limit)
    if claim.state == ClaimState.APPROVED:
        found.add("ask_claim_payment" if second else "pay_claim")
    if claim.state == ClaimState.ASKED:
        found.add("stop_claim_payment")
        if not second or claim.pay_asked_by != by.label:
            found.add("pay_claim")
    return found
