"""What joint purchases do by themselves: quotes are opened when their time has come."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import SpinneyError
from spinney.base.work.duties import duty
from spinney.purchasing.actions.inviting import remind_supplier
from spinney.purchasing.actions.quotes import open_quotes
from spinney.purchasing.models import InvitedSupplier, JointPurchase
from spinney.purchasing.states import InvitedState, PurchaseState

logger = logging.getLogger(__name__)

BY = Actor.system("joint purchases")
REMIND_BEFORE = timedelta(days=3)
"""So long before the end suppliers are reminded, and no sooner after they were asked."""


@duty("purchasing: open quotes whose time has come", every=timedelta(minutes=10))
def open_quotes_in_time(now: datetime) -> None:
    """Open the quotes of every purchase whose moment is past, whatever happens with another."""
    due = JointPurchase.objects.filter(state=PurchaseState.QUOTING, quotes_by__lte=now)
    failed = []
    for purchase in due.order_by("quotes_by", "pk"):
        try:
            open_quotes(purchase=purchase, by=BY, now=now)
        except SpinneyError as error:
            logger.warning("Quotes of purchase %s: %s", purchase.pk, type(error).__name__)
            failed.append(str(purchase.pk))
    if failed:
        raise RuntimeError(f"Not opened: quotes of purchases {', '.join(failed)}; see the log.")


@duty("purchasing: remind suppliers that have not answered", every=timedelta(hours=6))
def remind_suppliers(now: datetime) -> None:
    """Remind them once, some days before the end; not those that were asked only lately."""
    waiting = InvitedSupplier.objects.filter(
        state=InvitedState.ASKED, reminded_at=None, asked_at__lte=now - REMIND_BEFORE,
        purchase__state=PurchaseState.QUOTING, purchase__quotes_by__gt=now,
        purchase__quotes_by__lte=now + REMIND_BEFORE,
    )  # fmt: skip
    for one in waiting.select_related("purchase").order_by("pk"):
        remind_supplier(invited=one, by=BY, now=now)
