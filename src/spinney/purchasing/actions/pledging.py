"""Members give their word: in, on which conditions; not this time; taken back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import subject_of
from spinney.purchasing import policies
from spinney.purchasing.bridge.noting_purchases import note
from spinney.purchasing.bridge.purchases import PledgeText
from spinney.purchasing.letters import purchases as letters
from spinney.purchasing.models import JointPurchase, Pledge
from spinney.purchasing.policies import purchases as rules
from spinney.purchasing.queries.purchases import held, members_of
from spinney.purchasing.states import PledgeState, PurchaseState


@transaction.atomic
def ask_pledges(*, purchase: JointPurchase, pledge_by: date, by: Actor, now: datetime) -> int:
    """Ask every member that has said nothing yet whether it is in, by a link. Returns how many were
    written to. Raises WrongState when all have answered.
    """
    require(policies.MAY, "ask_pledges", by=by, scope=purchase.scope)
    purchase = held(purchase)
    rules.check_is(purchase, PurchaseState.PLEDGING)
    if pledge_by < localdate(now):
        raise BadInput("Choose a day to come.", {"pledge_by": ["Choose a day to come."]})
    said = purchase.pledges.exclude(state=PledgeState.TAKEN_BACK)
    answered = set(said.values_list("organisation_id", flat=True))
    waiting = sorted(set(members_of(purchase, localdate(now))) - answered)
    if not waiting:
        raise WrongState("Every member has answered, so there is nobody to ask.")
    purchase.pledge_by, purchase.pledges_asked_at = pledge_by, now
    purchase.version += 1
    purchase.save(update_fields=["pledge_by", "pledges_asked_at", "version"])
    asked = letters.ask_pledges(purchase, waiting, by=by, now=now)
    note("purchasing.ask_pledges", purchase, by, now, asked=asked)
    return asked


@transaction.atomic
def pledge(*, purchase: JointPurchase, said: PledgeText, by: Actor, now: datetime) -> Pledge:
    """Give a member's word, or change it: in, on which conditions, for how much; or not this time.
    It can be changed until it is decided whom to appoint.
    """
    require(policies.MAY, "pledge", by=by, scope=purchase.scope, subject=subject_of(purchase))
    purchase = held(purchase)
    organisation = rules.member_that_pledges(by, purchase.cluster, localdate(now))
    rules.check_takes_pledges(purchase)
    rules.check_pledge(said)
    found, _ = Pledge.objects.update_or_create(
        purchase=purchase,
        organisation_id=organisation,
        defaults={
            "state": said.state,
            "at_most_pence": said.at_most_pence,
            "at_least": said.at_least,
            "quantity": said.quantity,
            "note": " ".join(said.note.split()),
            "by": by.label,
            "at": now,
        },
    )
    note("purchasing.pledge", purchase, by, now, organisation=found.organisation.name)
    return found


@transaction.atomic
def take_back_pledge(*, purchase: JointPurchase, by: Actor, now: datetime) -> Pledge:
    """Take a member's word back, as if nothing had been said; its conditions are forgotten."""
    verb = "pledge" if by.pass_ else "take_back_pledge"  # one link serves both
    require(policies.MAY, verb, by=by, scope=purchase.scope, subject=subject_of(purchase))
    purchase = held(purchase)
    organisation = rules.member_that_pledges(by, purchase.cluster, localdate(now))
    rules.check_takes_pledges(purchase)
    found = purchase.pledges.filter(organisation=organisation).first()
    if found is None or found.state == PledgeState.TAKEN_BACK:
        raise WrongState("Nothing was said yet, so there is nothing to take back.")
    found.state, found.at_most_pence, found.at_least = PledgeState.TAKEN_BACK, None, 1
    found.note, found.by, found.at = "", by.label, now
    found.save()
    note("purchasing.take_back_pledge", purchase, by, now, organisation=found.organisation.name)
    return found
