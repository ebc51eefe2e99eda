"""Those who keep the money look at a claim: asked about, refused, approved, paid."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.base.web.components.words import day
from spinney.money.actions.posting import post_entry
from spinney.money.bridge.noting_grants import note_claim, save_state
from spinney.money.bridge.posting import PostingLine
from spinney.money.engine.releases import second_needed
from spinney.money.events.claims import claim_paid
from spinney.money.letters import claims as letters
from spinney.money.models import Claim, Fund
from spinney.money.policies import claims as rules
from spinney.money.queries import claims as read
from spinney.money.queries.affording import check_funds_have
from spinney.money.queries.keeping import check_keeps
from spinney.money.states import ClaimState


def _become(claim: Claim, state: ClaimState, *fields: str) -> None:
    rules.check_becomes(claim, state)
    save_state(claim, state, *fields)


def _kept(verb: str, claim: Claim, by: Actor, now: datetime) -> Claim:
    """The claim, locked for a deed of whoever keeps the money and did not send it."""
    claim = read.held_claim(verb, claim, by)
    check_keeps(by, claim.cluster, localdate(now))
    rules.check_is_there(claim)
    return claim


@transaction.atomic
def question_claim(*, claim: Claim, question: str, by: Actor, now: datetime) -> Claim:
    """Ask the member about its claim, which comes back with the answer."""
    claim = _kept("question_claim", claim, by, now)
    claim.question = rules.check_words(question, "question", "Write what you want to know.")
    claim.answer = ""
    _become(claim, ClaimState.QUESTIONED, "question", "answer")
    note_claim("money.question_claim", claim, by, now)
    letters.tell_claimant(claim, "a question about your claim", by=by, now=now)
    return claim


@transaction.atomic
def refuse_claim(*, claim: Claim, question: str, by: Actor, now: datetime) -> Claim:
    """Refuse a claim, with the reason."""
    claim = _kept("refuse_claim", claim, by, now)
    rules.check_not_own(by, claim, "refuse", localdate(now))
    claim.question = rules.check_words(question, "question", "Say why.")
    _become(claim, ClaimState.REFUSED, "question")
    note_claim("money.refuse_claim", claim, by, now)
    letters.tell_claimant(claim, "your claim", by=by, now=now)
    return claim


@transaction.atomic
def approve_claim(*, claim: Claim, by: Actor, now: datetime) -> Claim:
    """Approve a claim. Whoever sent it does not."""
    claim = _kept("approve_claim", claim, by, now)
    rules.check_not_own(by, claim, "approve", localdate(now))
    rules.check_can_approve(claim)
    claim.approved_at, claim.approved_by = now, by.label
    _become(claim, ClaimState.APPROVED, "approved_at", "approved_by")
    note_claim("money.approve_claim", claim, by, now)
    letters.tell_claimant(claim, "your claim is approved", by=by, now=now)
    return claim


@transaction.atomic
def ask_claim_payment(*, claim: Claim, by: Actor, now: datetime) -> Claim:
    """Ask for the payment of a claim that a second person must stand behind."""
    claim = _kept("ask_claim_payment", claim, by, now)
    rules.check_not_own(by, claim, "ask for the payment of", localdate(now))
    claim.pay_asked_by = by.label
    _become(claim, ClaimState.ASKED, "pay_asked_by")
    note_claim("money.ask_claim_payment", claim, by, now)
    letters.tell_keepers(claim, "a claim to be paid", by=by, now=now)
    return claim


@transaction.atomic
def stop_claim_payment(*, claim: Claim, by: Actor, now: datetime) -> Claim:
    """Take back the ask: nothing is paid yet."""
    claim = _kept("stop_claim_payment", claim, by, now)
    if claim.state != ClaimState.ASKED:
        raise WrongState("Nobody has asked for the payment of this claim.")
    claim.pay_asked_by = ""
    _become(claim, ClaimState.APPROVED, "pay_asked_by")
    note_claim("money.stop_claim_payment", claim, by, now)
    return claim


@transaction.atomic
def pay_claim(
    *, claim: Claim, paid_on: date, why: str = "", sure: bool = True, by: Actor, now: datetime
) -> Claim:
    """Note that a claim was paid: it stands in the ledger, line by line. Above the limit of the
    terms, or of the programme, somebody else must have asked for it. Once. `why` is needed where it
    was paid before its approval was entered, and stays on the record. Raises BadInput for more than
    its funds have, where whoever pays is not `sure`.
    """
    claim = _kept("pay_claim", claim, by, now)
    rules.check_not_own(by, claim, "pay", localdate(now))
    rules.check_becomes(claim, ClaimState.PAID)
    today = localdate(now)
    why = rules.check_paid_on(claim, paid_on, why, today)
    lines = read.lines_of(claim)
    total = sum(one.pence for one in lines)
    limit = read.second_above(claim.cluster, today)
    if limit is not None and second_needed(total, limit):
        _check_two(claim, by)
    postings = _postings(claim)
    check_funds_have(claim.cluster, _out_of_funds(postings), sure=sure)
    claim.entry = post_entry(
        cluster=claim.cluster, day=paid_on,
        words=f"Claim {claim.number} of {claim.organisation.name}",
        lines=postings, source=f"money.Claim:{claim.uid}", by=by, now=now,
    )  # fmt: skip
    claim.paid_on, claim.paid_by = paid_on, by.label
    _become(claim, ClaimState.PAID, "entry", "paid_on", "paid_by")
    early = {"early": day(paid_on), "why": why} if why else {}
    note_claim("money.pay_claim", claim, by, now, **early)
    claim_paid.send(Claim, claim=claim, by=by, now=now)
    letters.tell_claimant(claim, "your claim is paid", by=by, now=now)
    return claim


def _check_two(claim: Claim, by: Actor) -> None:
    if not claim.pay_asked_by:
        raise WrongState(
            "This is above your limit, so two people stand behind it. Somebody has to ask for the"
            " payment first; then somebody else pays."
        )
    if claim.pay_asked_by == by.label:
        raise WrongState("You asked for this payment yourself, so somebody else has to pay it.")


def _postings(claim: Claim) -> list[PostingLine]:
    """Each line as a cost of its fund, activity and line of the budget; the bank once a fund. What
    was bought stays with the claim: the ledger is read by all members.
    """
    costs: list[PostingLine] = []
    out: dict[int, tuple[Fund | None, int]] = {}
    for one in read.lines_of(claim):
        line = one.budget_line
        fund = claim.fund or (line.fund if line else None)
        costs.append(
            PostingLine(
                "activity_cost", one.pence, fund, line.activity_id if line else None,
                line.pk if line else None, claim.organisation_id,
            )
        )  # fmt: skip
        _, before = out.get(fund.pk if fund else 0, (fund, 0))
        out[fund.pk if fund else 0] = (fund, before + one.pence)
    banks = [
        PostingLine("bank", -pence, fund, organisation_id=claim.organisation_id)
        for fund, pence in out.values()
    ]
    return [*costs, *banks]


def _out_of_funds(postings: Iterable[PostingLine]) -> dict[int, int]:
    """What goes out of the bank, by fund, in pence."""
    out = (one for one in postings if one.account == "bank" and one.fund is not None)
    return {one.fund.pk: -one.pence for one in out if one.fund is not None}


@transaction.atomic
def unpay_claim(*, claim: Claim, by: Actor, now: datetime) -> Claim:
    """The entry of a payment was taken back in the ledger: the claim waits to be paid again."""
    claim = read.held_claim("unpay_claim", claim, by)
    claim.entry, claim.paid_on, claim.paid_by, claim.pay_asked_by = None, None, "", ""
    _become(claim, ClaimState.APPROVED, "entry", "paid_on", "paid_by", "pay_asked_by")
    note_claim("money.unpay_claim", claim, by, now)
    return claim
