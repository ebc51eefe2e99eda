"""Quotes come in sealed, are opened when their time has come, and are marked by members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import subject_of
from spinney.purchasing import policies
from spinney.purchasing.bridge.noting_purchases import note
from spinney.purchasing.bridge.purchases import steps_fault
from spinney.purchasing.bridge.quote_files import forget_files, keep_sealed, open_files, remove_file
from spinney.purchasing.bridge.quotes import QuoteText, sealed_quote, unsealed_quote
from spinney.purchasing.letters import purchases as letters
from spinney.purchasing.models import InvitedSupplier, JointPurchase, Quote, QuoteMark
from spinney.purchasing.policies import purchases as rules
from spinney.purchasing.queries.purchases import (
    criteria_of,
    held,
    opened_quotes,
    own_pledge,
    pledges_of,
)
from spinney.purchasing.states import InvitedState, PledgeState, PurchaseState

MOST_FILES = 3


@transaction.atomic
def send_quote(
    *, invited: InvitedSupplier, text: QuoteText, files: Iterable[File[Any]] = (),
    drop: Iterable[str] = (), by: Actor, now: datetime,
) -> Quote:  # fmt: skip
    """Take a supplier's quote, or a change of it, sealed until quotes are opened; files are added
    to those that are there, less those to `drop` (by uid). A receipt goes out by mail.
    """
    purchase, invited = _held_for_supplier(invited, by)
    rules.check_takes_quotes(purchase, now)
    fault = steps_fault(text.prices)
    if fault:
        raise BadInput(fault, {"pence_1": [fault]})
    quote, is_new = Quote.objects.get_or_create(invited=invited, defaults={"sent_at": now})
    before = unsealed_quote(quote)
    dropped = {uid for uid in drop if remove_file(quote, uid)}
    there = [one for one in before.files if one.uid not in dropped] if before else []
    added = list(files)
    if len(there) + len(added) > MOST_FILES:
        raise BadInput(
            f"There is room for {MOST_FILES} files. Take one out first.",
            {"files": [f"There is room for {MOST_FILES} files. Take one out first."]},
        )
    kept = keep_sealed(quote, added, now)
    quote.sealed, quote.sent_at = sealed_quote(text, [*there, *kept]), now
    quote.save(update_fields=["sealed", "sent_at"])
    invited.state, invited.answered_at, invited.declined_why = InvitedState.ANSWERED, now, ""
    invited.save(update_fields=["state", "answered_at", "declined_why"])
    letters.quote_taken(invited, again=not is_new, by=by, now=now)
    note("purchasing.send_quote", purchase, by, now, supplier=invited.name)
    return quote


@transaction.atomic
def decline_quote(
    *, invited: InvitedSupplier, why: str = "", by: Actor, now: datetime
) -> InvitedSupplier:
    """Say that no quote will come; one that was sent is thrown away. Until the end a supplier can
    think again.
    """
    purchase, invited = _held_for_supplier(invited, by)
    rules.check_takes_quotes(purchase, now)
    quote = Quote.objects.filter(invited=invited).first()
    if quote is not None:
        forget_files(quote)
        quote.delete()
    invited.state, invited.answered_at = InvitedState.DECLINED, now
    invited.declined_why = " ".join(why.split())[:300]
    invited.save(update_fields=["state", "answered_at", "declined_why"])
    note("purchasing.decline_quote", purchase, by, now, supplier=invited.name)
    return invited


def _held_for_supplier(
    invited: InvitedSupplier, by: Actor
) -> tuple[JointPurchase, InvitedSupplier]:
    """The purchase and the supplier as they are now, for the holder of this supplier's link."""
    if by.pass_ is None:
        raise NotAllowed("Only the supplier sends its quote, by its own link.")
    # Declining belongs to the errand of quoting: the same link does both.
    require(
        policies.MAY, "send_quote", by=by, scope=invited.purchase.scope,
        subject=subject_of(invited),
    )  # fmt: skip
    purchase = held(invited.purchase)
    found = purchase.invited.select_for_update().get(pk=invited.pk)
    found.purchase = purchase
    return purchase, found


@transaction.atomic
def open_quotes(*, purchase: JointPurchase, by: Actor, now: datetime) -> JointPurchase:
    """Open all quotes at once, when the time that suppliers were told is over; by itself, or by
    those who run the cluster. A quote that another installation sealed stays shut, and is told.
    """
    require(policies.MAY, "open_quotes", by=by, scope=purchase.scope)
    purchase = held(purchase)
    rules.check_can_open(purchase, now)
    opened = 0
    for quote in Quote.objects.filter(invited__purchase=purchase).exclude(sealed=""):
        found = unsealed_quote(quote)
        if found is None:
            continue
        for name, value in found.text.fields().items():
            setattr(quote, name, value)
        quote.sealed = ""
        quote.save()
        open_files(quote, found.files)
        opened += 1
    purchase.state, purchase.opened_at = PurchaseState.COMPARING, now
    purchase.version += 1
    purchase.save(update_fields=["state", "opened_at", "version"])
    note("purchasing.open_quotes", purchase, by, now, quotes=opened)
    words = (
        "Quotes can be read now. Mark each of them for every criterion: others see your marks when"
        " all have marked."
        if opened
        else "No supplier has sent a quote. Ask others, or stop."
    )
    letters.tell_members(
        purchase, "quotes are open", words,
        [one.organisation_id for one in pledges_of(purchase) if one.state == PledgeState.IN],
        by=by, now=now,
    )  # fmt: skip
    return purchase


@transaction.atomic
def mark_quote(
    *, purchase: JointPurchase, marks: Mapping[tuple[int, int], tuple[int, str]], by: Actor,
    now: datetime,
) -> int:  # fmt: skip
    """Mark quotes for a member that is in: (quote, criterion) -> (mark from 0 to 5, a word). Marks
    that are not given stay as they are. Returns how many marks there are of it now.
    """
    require(policies.MAY, "mark_quote", by=by, scope=purchase.scope)
    purchase = held(purchase)
    rules.check_is(purchase, PurchaseState.COMPARING)
    organisation = rules.member_that_pledges(by, purchase.cluster, localdate(now))
    own = own_pledge(purchase, organisation)
    if own is None or own.state != PledgeState.IN:
        raise WrongState("Members that are in mark the quotes. Say first that you are in.")
    if purchase.marking_closed_at is not None:
        raise WrongState("Marking is over.")
    quotes = {one.pk for one in opened_quotes(purchase)}
    criteria = {one.pk for one in criteria_of(purchase) if not one.is_price}
    for (quote, criterion), (mark, words) in marks.items():
        if quote not in quotes or criterion not in criteria or not 0 <= mark <= 5:
            raise BadInput("Give each quote a mark from 0 to 5.")
        QuoteMark.objects.update_or_create(
            quote_id=quote, criterion_id=criterion, organisation_id=organisation,
            defaults={"mark": mark, "note": " ".join(words.split())[:300], "by": by.label,
                "at": now},
        )  # fmt: skip
    note("purchasing.mark_quote", purchase, by, now, organisation=own.organisation.name)
    return QuoteMark.objects.filter(quote__in=quotes, organisation=organisation).count()


@transaction.atomic
def close_marking(*, purchase: JointPurchase, by: Actor, now: datetime) -> JointPurchase:
    """End the marking though not all have marked: marks can be seen by all members, and stay."""
    require(policies.MAY, "close_marking", by=by, scope=purchase.scope)
    purchase = held(purchase)
    rules.check_is(purchase, PurchaseState.COMPARING)
    if purchase.marking_closed_at is not None:
        raise WrongState("Marking is over already.")
    purchase.marking_closed_at = now
    purchase.version += 1
    purchase.save(update_fields=["marking_closed_at", "version"])
    note("purchasing.close_marking", purchase, by, now)
    return purchase
