"""A cost is shared as budgeted and as it came; members agree or ask; what is open is paid; and
steps are taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import subject_of
from spinney.money import policies
from spinney.money.actions.posting import post_entry, reverse_entry
from spinney.money.bridge.cost_rules import AgreedRule, rule_words
from spinney.money.bridge.costs import (
    Open,
    budget_lines,
    names_of,
    payment_lines,
    shared,
    source_of,
    true_up_lines,
    uid_of,
    whole,
)
from spinney.money.bridge.noting_costs import note
from spinney.money.bridge.posting import PostingLine
from spinney.money.events.costs import cost_shared, share_answered
from spinney.money.letters import costs as letters
from spinney.money.models import CostShare, Entry, SharedCost
from spinney.money.policies import costs as rules
from spinney.money.policies.ledger import check_day
from spinney.money.queries.costs import (
    actual_so_far,
    answer_field,
    open_of,
    owed_since,
    rule_now,
    shares_of_cost,
)
from spinney.money.queries.held_costs import held_cost, keep_by
from spinney.money.states import CostState, SignOff


@transaction.atomic
def share_budget(*, cost: SharedCost, by: Actor, now: datetime) -> SharedCost:
    """Share the budget by the rule in force: from now on each member owes its part, and is asked
    whether it is right. Raises WrongState, with what is missing, where it cannot be shared yet.
    """
    cost = keep_by("share_budget", cost, by, now)
    rules.check_becomes(cost, CostState.AGREED)
    rules.check_state(cost, CostState.DRAFT)  # what was trued up is agreed again by taking it back
    shares, today = shares_of_cost(cost), localdate(now)
    agreed = rule_now(cost, today)
    found = whole(shared(cost, shares, agreed, cost.budget_pence), names_of(shares))
    pays = found.by_member()
    entry = _post(cost, f"{cost.title}: shared as budgeted", today, by, now, [
        *budget_lines(_with_pence(shares, pays, "budget_pence"))
    ])  # fmt: skip
    for one in shares:
        one.budget_entry = entry
        one.budget_answer, one.actual_answer = SignOff.OPEN, SignOff.OPEN
        _forget_words(one)
        one.version += 1
        one.save()
    cost.rule, cost.rule_from = agreed.to_json(), agreed.source[:300]
    cost.working = {"budget": found.to_json()}
    cost.agreed_on = today
    _move(cost, CostState.AGREED)
    letters.end_links(shares, now)
    letters.ask_to_answer(_of(cost, shares), by=by, now=now)
    note("money.share_budget", cost, by, now, rule=rule_words(agreed.rule))
    cost_shared.send(SharedCost, cost=cost, by=by, now=now)
    return cost


def _forget_words(share: CostShare) -> None:
    """What was asked and answered about an earlier step."""
    share.question, share.reply = "", ""
    share.answered_at, share.answered_by = None, ""


def _with_pence(
    shares: Sequence[CostShare], pays: dict[str, int], field: str
) -> Sequence[CostShare]:
    for one in shares:
        setattr(one, field, pays[str(one.organisation_id)])
    return shares


def _of(cost: SharedCost, shares: Iterable[CostShare]) -> list[CostShare]:
    """The shares with this very cost, so that letters need not read it again."""
    found = list(shares)
    for one in found:
        one.cost = cost
    return found


def _post(
    cost: SharedCost, words: str, day: date, by: Actor, now: datetime, lines: list[PostingLine]
) -> Entry | None:  # fmt: skip
    """An entry of a cost; None where nothing moves."""
    if not lines:
        return None
    return post_entry(
        cluster=cost.cluster, day=day, words=words[:300], lines=lines, source=source_of(cost),
        by=by, now=now,
    )  # fmt: skip


def _move(cost: SharedCost, state: CostState) -> None:
    cost.state = state
    cost.version += 1
    cost.save()


@transaction.atomic
def true_up_cost(
    *, cost: SharedCost, actual_pence: int | None = None, by: Actor, now: datetime
) -> SharedCost:
    """Share what it really cost by the same rule and the figures as they came; each member pays the
    difference, or gets it back, and is asked whether it is right. `actual_pence` None: what the
    ledger says was spent on its line of the budget.

    Raises WrongState, with what is missing, where it cannot be shared, and before its first day;
    BadInput where the ledger has nothing.
    """
    cost = keep_by("true_up_cost", cost, by, now)
    rules.check_can_true_up(cost, localdate(now))
    cost.actual_typed = actual_pence is not None
    pence = actual_so_far(cost).pence if actual_pence is None else actual_pence
    if pence <= 0 and actual_pence is None:
        told = "The ledger has nothing on this cost’s line of the budget. Type what it cost."
        raise BadInput(told, {"actual_pence": [told]})
    if not 0 <= pence <= rules.MOST_PENCE:
        raise BadInput("This is no cost of a cluster.", {"actual_pence": ["Check the amount."]})
    cost.actual_pence = pence
    shares, today = shares_of_cost(cost), localdate(now)
    agreed = AgreedRule.from_json(cost.rule)
    found = whole(shared(cost, shares, agreed, pence, actual=True), names_of(shares))
    _with_pence(shares, found.by_member(), "actual_pence")
    words = f"{cost.title}: shared as it cost"
    entry = _post(cost, words, today, by, now, true_up_lines(cost, shares))
    for one in shares:
        one.true_up_entry = entry
        one.actual_answer = SignOff.OPEN
        _forget_words(one)
        one.version += 1
        one.save()
    cost.working = {**cost.working, "actual": found.to_json()}
    cost.trued_up_on = today
    _move(cost, CostState.TRUED_UP)
    letters.end_links(shares, now)
    letters.ask_to_answer(_of(cost, shares), by=by, now=now)
    note("money.true_up_cost", cost, by, now)
    cost_shared.send(SharedCost, cost=cost, by=by, now=now)
    _settle_if_paid(cost, shares, now)
    return cost


@transaction.atomic
def answer_share(*, share: CostShare, question: str = "", by: Actor, now: datetime) -> CostShare:
    """Agree for one's organisation to its share as it stands now; or, with a question, ask what is
    not right. A question that was answered stays with its answer. Raises WrongState where nothing
    is asked.
    """
    require(policies.MAY, "answer_share", by=by, scope=share.cost.scope, subject=subject_of(share))
    rules.check_speaks_for(by, share, localdate(now))
    cost = held_cost(share.cost)
    share = CostShare.objects.select_for_update(of=("self",)).select_related("organisation").get(
        pk=share.pk
    )  # fmt: skip
    share.cost = cost
    asked = answer_field(cost)
    if not asked:
        raise WrongState(f"“{cost.title}” asks for no answer now.")
    words = question.strip()[: rules.LONGEST_WORDS]
    setattr(share, asked, SignOff.QUESTIONED if words else SignOff.AGREED)
    if words or not share.reply:
        share.question, share.reply = words, ""
    share.answered_at, share.answered_by = now, by.label
    share.version += 1
    share.save()
    links.revoke(letters.ANSWER, subject_of(share), now=now)
    said = "questions" if words else "agreed to"
    note("money.answer_share", cost, by, now, organisation=share.organisation.name, said=said)
    if words:
        letters.questioned(share, by=by, now=now)
    share_answered.send(CostShare, share=share, by=by, now=now)
    return share


@transaction.atomic
def ask_again(*, share: CostShare, reply: str = "", by: Actor, now: datetime) -> CostShare:
    """Ask a member anew whether its share is right, by a new link: with the answer to its question
    (`reply`), or where it has not said anything. Raises WrongState where it has agreed, BadInput
    for an answer to a member that asked nothing.
    """
    cost = keep_by("ask_again", share.cost, by, now)
    share = CostShare.objects.select_for_update(of=("self",)).select_related("organisation").get(
        pk=share.pk
    )  # fmt: skip
    share.cost = cost
    asked = answer_field(cost)
    rules.check_is_asked(share, asked)
    words = reply.strip()[: rules.LONGEST_WORDS]
    if words and not share.question:
        raise BadInput(f"{share.organisation.name} has asked nothing.")
    setattr(share, asked, SignOff.OPEN)
    share.reply = words or share.reply
    share.version += 1
    share.save()
    letters.end_links([share], now)
    letters.ask_to_answer([share], by=by, now=now, replied=bool(words))
    note("money.ask_again", cost, by, now, organisation=share.organisation.name)
    return share


@transaction.atomic
def pay_share(*, share: CostShare, pence: int, day: date, by: Actor, now: datetime) -> CostShare:
    """Note that a member paid what it owes, or got what it is owed, into or out of the bank. Raises
    BadInput for more than is open, and for a day before it was owed. When nothing is open any more
    after the true-up, the cost is settled.
    """
    cost = keep_by("pay_share", share.cost, by, now)
    rules.check_state(cost, *rules.SHARED, CostState.DRAFT, CostState.ENDED)
    check_day(day, localdate(now))
    found = open_of(cost).get(share.organisation_id, Open())
    rules.check_payment(pence, found.net)
    rules.check_paid_on(day, owed_since(cost, share.organisation_id))
    name = share.organisation.name
    # All members read the ledger, and not all see one another's shares: nobody is named in words.
    words = f"{cost.title}: {'a share paid' if found.net > 0 else 'paid back to a member'}"
    _post(cost, words, day, by, now, payment_lines(found, pence, share.organisation_id))
    note("money.pay_share", cost, by, now, organisation=name)
    _settle_if_paid(cost, shares_of_cost(cost), now)
    share.refresh_from_db()
    return share


def _settle_if_paid(cost: SharedCost, shares: Sequence[CostShare], now: datetime) -> None:
    """Each share of which nothing is open is settled; and the cost, when all are."""
    if cost.state != CostState.TRUED_UP:
        return
    opened = open_of(cost)
    today = localdate(now)
    for one in shares:
        is_open = opened.get(one.organisation_id, Open()).net != 0
        if not is_open and one.settled_on is None:
            one.settled_on = today
            one.save(update_fields=["settled_on"])
    if all(one.net == 0 for one in opened.values()):
        _move(cost, CostState.SETTLED)


@transaction.atomic
def reopen_shared_cost(*, cost: SharedCost, why: str, by: Actor, now: datetime) -> SharedCost:
    """Take back the last step: the true-up, or the sharing of the budget, with its entry; or bring
    back what is not shared any more. Payments stay. Raises WrongState for what is settled.
    """
    cost = keep_by("reopen_shared_cost", cost, by, now)
    _check_why(why)
    before = CostState.AGREED if cost.state == CostState.TRUED_UP else CostState.DRAFT
    rules.check_becomes(cost, before)
    shares = shares_of_cost(cost)
    letters.end_links(shares, now)
    if cost.state == CostState.TRUED_UP:
        _undo_true_up(cost, shares, by, now)
    elif cost.state == CostState.AGREED:
        _undo_budget(cost, shares, by, now)
    _move(cost, before)
    note("money.reopen_shared_cost", cost, by, now, why=why.strip()[:300])
    return cost


def _undo_true_up(cost: SharedCost, shares: Sequence[CostShare], by: Actor, now: datetime) -> None:
    entries = {one.true_up_entry for one in shares}
    for one in shares:
        one.true_up_entry, one.actual_pence, one.settled_on = None, None, None
        one.actual_answer = SignOff.OPEN
        one.version += 1
        one.save()
    cost.actual_pence, cost.actual_typed, cost.trued_up_on = None, False, None
    cost.working = {key: kept for key, kept in cost.working.items() if key != "actual"}
    _take_back(entries, by, now)


def _undo_budget(cost: SharedCost, shares: Sequence[CostShare], by: Actor, now: datetime) -> None:
    entries = {one.budget_entry for one in shares}
    for one in shares:
        one.budget_entry, one.budget_pence = None, None
        one.budget_answer = SignOff.OPEN
        one.version += 1
        one.save()
    cost.rule, cost.rule_from, cost.working, cost.agreed_on = {}, "", {}, None
    _take_back(entries, by, now)


def _take_back(entries: set[Entry | None], by: Actor, now: datetime) -> None:
    """Take back entries on which no share rests any more."""
    for one in entries:
        if one is not None:
            reverse_entry(entry=one, words=f"Taken back: {one.words}"[:300], by=by, now=now)


@transaction.atomic
def end_shared_cost(*, cost: SharedCost, why: str, by: Actor, now: datetime) -> SharedCost:
    """Share a cost no more, before it was trued up: what members owe for it is taken back. It can
    be brought back. Raises WrongState after the true-up.
    """
    cost = keep_by("end_shared_cost", cost, by, now)
    _check_why(why)
    rules.check_becomes(cost, CostState.ENDED)
    shares = shares_of_cost(cost)
    letters.end_links(shares, now)
    if cost.state == CostState.AGREED:
        _undo_budget(cost, shares, by, now)
    _move(cost, CostState.ENDED)
    note("money.end_shared_cost", cost, by, now, why=why.strip()[:300])
    return cost


def _check_why(why: str) -> None:
    if not why.strip():
        raise BadInput("Say why.", {"why": ["Say why, in a few words."]})


@transaction.atomic
def unsettle_cost(*, entry: Entry, by: Actor, now: datetime) -> None:
    """A payment was taken back in the ledger: a cost that was settled is open again. Raises
    WrongState for an entry by which a cost was shared: that is taken back where it was shared.
    """
    uid = uid_of(entry.source)
    found = SharedCost.objects.filter(cluster=entry.cluster_id, uid=uid).first() if uid else None
    if found is None:
        return
    require(policies.MAY, "unsettle_cost", by=by, scope=found.scope)
    cost = held_cost(found)
    rules.check_no_share(cost, entry)
    if cost.state != CostState.SETTLED:
        return
    rules.check_becomes(cost, CostState.TRUED_UP)
    opened = open_of(cost)
    for one in shares_of_cost(cost):
        if opened.get(one.organisation_id, Open()).net:
            one.settled_on = None
            one.save(update_fields=["settled_on"])
    _move(cost, CostState.TRUED_UP)
    note("money.unsettle_cost", cost, by, now)
