"""Suppliers are put on the list, criteria set, quotes asked for until a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.timezone import localtime

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.web.components.words import day
from spinney.purchasing import policies
from spinney.purchasing.bridge.noting_purchases import note
from spinney.purchasing.bridge.purchases import CriterionText
from spinney.purchasing.letters import purchases as letters
from spinney.purchasing.models import Criterion, InvitedSupplier, JointPurchase, Supplier
from spinney.purchasing.policies import purchases as rules
from spinney.purchasing.queries.purchases import criteria_of, held, invited_of, pledges_of
from spinney.purchasing.states import InvitedState, PurchaseState


@transaction.atomic
def invite_supplier(
    *, purchase: JointPurchase, name: str, email: str, supplier: Supplier | None = None,
    by: Actor, now: datetime,
) -> InvitedSupplier:  # fmt: skip
    """Put a supplier on the list of those that are asked. While quotes are coming in it is asked at
    once.
    """
    require(policies.MAY, "invite_supplier", by=by, scope=purchase.scope)
    purchase = held(purchase)
    name, email = " ".join(name.split())[:200], email.strip().lower()
    there = invited_of(purchase)
    rules.check_can_invite(purchase, name, [one.name for one in there])
    try:
        validate_email(email)
    except ValidationError as error:
        told = "Write an e-mail address, like sales@example.org."
        raise BadInput(told, {"email": [told]}) from error
    if email in {one.email for one in there}:
        told = "A supplier with this address is on the list already."
        raise BadInput(told, {"email": [told]})
    made = InvitedSupplier.objects.create(
        purchase=purchase, supplier=supplier or _known(purchase, name), name=name, email=email
    )
    note("purchasing.invite_supplier", purchase, by, now, supplier=name)
    if purchase.state == PurchaseState.QUOTING:
        _check_still_time(purchase, now)
        _ask(made, by, now)
    return made


def _known(purchase: JointPurchase, name: str) -> Supplier | None:
    """The supplier of that name, where the cluster's members buy from one already."""
    return Supplier.objects.filter(cluster=purchase.cluster_id, name__iexact=name).first()


def _check_still_time(purchase: JointPurchase, now: datetime) -> None:
    rules.check_takes_quotes(purchase, now)


def _ask(invited: InvitedSupplier, by: Actor, now: datetime) -> None:
    invited.state, invited.asked_at = InvitedState.ASKED, now
    invited.save(update_fields=["state", "asked_at"])
    letters.request_quote(invited, by=by, now=now)


@transaction.atomic
def remove_invited(*, invited: InvitedSupplier, by: Actor, now: datetime) -> None:
    """Take a supplier off the list; its link ends. One that has sent a quote stays."""
    require(policies.MAY, "remove_invited", by=by, scope=invited.purchase.scope)
    purchase = held(invited.purchase)
    found = purchase.invited.select_for_update().get(pk=invited.pk)
    found.purchase = purchase
    rules.check_can_remove(found)
    letters.end_quote_links(found, now)
    found.delete()
    note("purchasing.remove_invited", purchase, by, now, supplier=found.name)


@transaction.atomic
def set_criteria(
    *, purchase: JointPurchase, criteria: Iterable[CriterionText], by: Actor, now: datetime
) -> list[Criterion]:
    """Say what quotes are compared by, and how much each weighs, before suppliers are asked: they
    are told.
    """
    require(policies.MAY, "set_criteria", by=by, scope=purchase.scope)
    purchase = held(purchase)
    rules.check_is(purchase, PurchaseState.PLEDGING)
    wanted = list(criteria)
    rules.check_criteria(wanted)
    purchase.criteria.all().delete()
    made = Criterion.objects.bulk_create(
        Criterion(purchase=purchase, position=position, **vars(one))
        for position, one in enumerate(wanted, start=1)
    )
    purchase.version += 1
    purchase.save(update_fields=["version"])
    weights = {one.title: one.weight for one in wanted}
    note("purchasing.set_criteria", purchase, by, now, weights=weights)
    return made


@transaction.atomic
def request_quotes(
    *, purchase: JointPurchase, quotes_by: datetime, by: Actor, now: datetime
) -> JointPurchase:
    """Ask every supplier on the list for a quote, each by a link of its own. What comes in is
    sealed until `quotes_by`, and from now on the moment can only be put off.
    """
    require(policies.MAY, "request_quotes", by=by, scope=purchase.scope)
    purchase = held(purchase)
    invited = invited_of(purchase)
    criteria = [CriterionText.of(one) for one in criteria_of(purchase)]
    rules.check_can_request(purchase, criteria, len(invited))
    rules.check_deadline(quotes_by, now)
    purchase.state, purchase.quotes_by = PurchaseState.QUOTING, quotes_by
    purchase.version += 1
    purchase.save(update_fields=["state", "quotes_by", "version"])
    for one in invited:
        one.purchase = purchase
        _ask(one, by, now)
    note("purchasing.request_quotes", purchase, by, now, asked=len(invited),
        until=day(localtime(quotes_by)),
    )  # fmt: skip
    return purchase


@transaction.atomic
def extend_quotes(
    *, purchase: JointPurchase, quotes_by: datetime, by: Actor, now: datetime
) -> JointPurchase:
    """Give suppliers longer. Those that were asked are told, and their links go on."""
    require(policies.MAY, "extend_quotes", by=by, scope=purchase.scope)
    purchase = held(purchase)
    rules.check_later(purchase, quotes_by)
    rules.check_deadline(quotes_by, now)
    purchase.quotes_by = quotes_by
    purchase.version += 1
    purchase.save(update_fields=["quotes_by", "version"])
    asked = [one for one in invited_of(purchase) if one.state != InvitedState.DRAFT]
    for one in asked:
        one.purchase = purchase
    letters.quotes_extended(asked, quotes_by, by=by, now=now)
    until = day(localtime(quotes_by))
    note("purchasing.extend_quotes", purchase, by, now, until=until)
    letters.tell_members(
        purchase, "suppliers have longer", f"Quotes are opened after {until}.",
        [one.organisation_id for one in pledges_of(purchase)], by=by, now=now,
    )  # fmt: skip
    return purchase


@transaction.atomic
def remind_supplier(*, invited: InvitedSupplier, by: Actor, now: datetime) -> InvitedSupplier:
    """Write once more to a supplier that has not answered, some days before the end."""
    require(policies.MAY, "remind_supplier", by=by, scope=invited.purchase.scope)
    purchase = held(invited.purchase)
    found = purchase.invited.select_for_update().get(pk=invited.pk)
    found.purchase = purchase
    rules.check_takes_quotes(purchase, now)
    if found.state != InvitedState.ASKED or found.reminded_at is not None:
        return found
    found.reminded_at = now
    found.save(update_fields=["reminded_at"])
    letters.request_quote(found, by=by, now=now)
    note("purchasing.remind_supplier", purchase, by, now, supplier=found.name)
    return found
