"""What stands around the pages of joint purchases, and the list of them as a table."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from spinney.base.web.components.parts import Brand, Link
from spinney.base.web.guard import SpinneyRequest
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.models import JointPurchase
from spinney.purchasing.queries.purchase_page import status_of
from spinney.purchasing.queries.purchases import get_purchase
from spinney.purchasing.states import PurchaseState
from spinney.purchasing.views.around import around_cluster

PURCHASES = "Buying together"


def purchase_in(request: SpinneyRequest, cluster_id: int, pk: int) -> JointPurchase:
    """The purchase of an address, for whoever asks. Raises NotFound."""
    return get_purchase(request.actor, cluster_id, pk)


def purchase_url(purchase: JointPurchase, verb: str = "purchase", *more: object) -> str:
    """The address of a page of one purchase; of its own page, if no verb is named."""
    name = f"purchasing:{verb.replace('_', '-')}"
    return reverse(name, args=[purchase.cluster_id, purchase.pk, *more])


def around_purchase(purchase: JointPurchase, *more: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of one purchase; `more` are the crumbs that follow its own."""
    listed = (PURCHASES, reverse("purchasing:purchases", args=[purchase.cluster_id]))
    own = (purchase.title, purchase_url(purchase) if more else "")
    found = around_cluster(purchase.cluster, listed, own, *more)
    return found | {
        "purchase": purchase,
        "caption": purchase.title if more else purchase.cluster.name,
        "back_to": purchase_url(purchase),
    }


def frame_by_link(purchase: JointPurchase) -> dict[str, Any]:
    """The frame of a page that is reached by a link, without an account."""
    cluster = purchase.cluster
    return {
        "purchase": purchase,
        "cluster": cluster,
        "brand": Brand(cluster.name, "", "", cluster.colour),
        "by_link": True,
    }


def purchases_table(cluster_id: int, *, may_start: bool) -> Table:
    """The purchases of a cluster, declared once for page and spreadsheet."""
    begin = Link("Begin a joint purchase", reverse("purchasing:start-purchase", args=[cluster_id]))
    return Table(
        name="purchases",
        caption=PURCHASES,
        noun="purchase",
        columns=[
            Column("title", "What", order_by="title", link=purchase_url),
            Column("state", "State", kind="status", value=status_of, order_by="state"),
            Column("category", "Kind", value=_category, order_by="category"),
            Column("said_in", "Have said that they are in", kind="number", order_by="said_in"),
            Column("quotes_by", "Quotes until", kind="moment", order_by="quotes_by"),
            Column("winner", "Appointed", value=_winner),
            Column("made_at", "Begun on", kind="date", order_by="made_at", only="file"),
        ],
        filters=[
            ChoiceFilter("state", "State", labels=dict(PurchaseState.choices)),
            ChoiceFilter(
                "category", "Kind", met=True,
                labels={key: one.title for key, one in CATEGORIES.items()},
            ),
        ],
        search=["title", "what"],
        search_label="Search by what is bought",
        empty=Empty(
            "Nothing is bought together yet",
            "Begin with something that several of you buy: say what it is, ask who is in, and ask"
            " suppliers for quotes.",
            begin if may_start else None,
        ),
    )  # fmt: skip


def _category(purchase: JointPurchase) -> str:
    return CATEGORIES.get(purchase.category, CATEGORIES["other"]).title


def _winner(purchase: JointPurchase) -> str:
    decided = purchase.state in (PurchaseState.APPOINTED, PurchaseState.CONTRACTED)
    return purchase.winner.invited.name if decided and purchase.winner else ""
