"""Buying together for tests: members, suppliers and their quotes, at whatever step is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.record.record import subject_of
from spinney.purchasing.actions.inviting import invite_supplier, request_quotes, set_criteria
from spinney.purchasing.actions.pledging import pledge
from spinney.purchasing.actions.quotes import open_quotes, send_quote
from spinney.purchasing.bridge.purchases import CriterionText, PledgeText
from spinney.purchasing.bridge.quotes import QuoteText
from spinney.purchasing.letters.purchases import QUOTE
from spinney.purchasing.models import InvitedSupplier, JointPurchase, Pledge, Quote
from tests.agreements.making import another_member
from tests.personas import Wood
from tests.purchasing.making import a_purchase

NOW = timezone.now().replace(microsecond=0)
DEADLINE = NOW + timedelta(days=10)
AFTER = DEADLINE + timedelta(minutes=1)
SYSTEM = Actor.system("a test")
SUPPLIERS = ("Larch Computers", "Rook Networks")


def a_word(wood: Wood, purchase: JointPurchase, who: str = "birch", **said: Any) -> Pledge:
    """What a member says, by its own person."""
    text = PledgeText(**({"quantity": Decimal(10)} | said))
    return pledge(purchase=purchase, said=text, by=wood.actor(who), now=NOW)


def with_members(
    wood: Wood, names: Iterable[str] = ("maple",), purchase: JointPurchase | None = None
) -> JointPurchase:
    """A purchase in which Birch House and these new members are in, for ten each."""
    purchase = purchase or a_purchase(wood.cluster, per="month")
    a_word(wood, purchase)
    for name in names:
        another_member(wood, name)
        a_word(wood, purchase, name)
    return purchase


def asked(
    wood: Wood, purchase: JointPurchase | None = None, suppliers: Iterable[str] = SUPPLIERS,
    weights: Mapping[str, int] | None = None,
) -> JointPurchase:  # fmt: skip
    """A purchase for which suppliers were asked for quotes until DEADLINE."""
    purchase = purchase or with_members(wood)
    for name in suppliers:
        email = f"{name.split()[0].lower()}@example.org"
        invite_supplier(purchase=purchase, name=name, email=email, by=wood.ash, now=NOW)
    criteria = [
        CriterionText(title, weight, "How do you do it?", title == "Price")
        for title, weight in (weights or {"Price": 60, "Help": 40}).items()
    ]
    set_criteria(purchase=purchase, criteria=criteria, by=wood.ash, now=NOW)
    return request_quotes(purchase=purchase, quotes_by=DEADLINE, by=wood.ash, now=NOW)


def invited(purchase: JointPurchase, number: int = 0) -> InvitedSupplier:
    """One of the suppliers on the list."""
    return list(purchase.invited.select_related("purchase__cluster").order_by("pk"))[number]


def link_of(one: InvitedSupplier) -> tuple[TaskLink, str]:
    """A link like the one that a supplier was sent, with its secret."""
    errand = Errand(QUOTE, subject_of(one), one.purchase.scope, 20)
    return links.issue(errand, by=SYSTEM, now=NOW, expires_at=DEADLINE, email=one.email)


def supplier(one: InvitedSupplier) -> Actor:
    """Whoever holds a supplier's link."""
    return links.actor_of(link_of(one)[0])


def a_quote(one: InvitedSupplier, pence: int = 1_000, **said: Any) -> Quote:
    """A quote that came in, at one price."""
    files = said.pop("files", ())
    text = QuoteText(prices=[{"from": 1, "pence": pence}], **said)
    return send_quote(invited=one, text=text, files=files, by=supplier(one), now=NOW)


def opened(wood: Wood, purchase: JointPurchase | None = None) -> JointPurchase:
    """A purchase with two opened quotes: £10 and £12 a unit, a month."""
    purchase = purchase or asked(wood)
    for number, pence in enumerate((1_000, 1_200)):
        a_quote(invited(purchase, number), pence)
    return open_quotes(purchase=purchase, by=SYSTEM, now=AFTER)


def quote_of(purchase: JointPurchase, number: int = 0) -> Quote:
    return Quote.objects.filter(invited__purchase=purchase).order_by("invited")[number]
