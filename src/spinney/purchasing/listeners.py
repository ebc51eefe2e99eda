"""What the purchasing room tells base when it starts: how its record is told, what its deeds take
of a member's time; and what it does when news comes from below.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.urls import reverse

from spinney.base.access.links import can_be_done_again
from spinney.base.access.minutes import takes
from spinney.base.kernel.actors import Actor, Scope, organisation_scope
from spinney.base.kernel.policy import may
from spinney.base.record.timeline import tell
from spinney.base.web.components.parts import Link
from spinney.base.web.doorways import Doorway, add_doorways, ways_of_room
from spinney.clusters import api as clusters
from spinney.decisions import api as decisions
from spinney.purchasing import events, policies
from spinney.purchasing.actions.appointing import follow_ballot, return_to_quotes
from spinney.purchasing.actions.purchase_merges import (
    follow_merge_in_purchases,
    follow_unmerge_in_purchases,
)
from spinney.purchasing.actions.saving_merges import (
    follow_merge_of_savings,
    follow_unmerge_of_savings,
)
from spinney.purchasing.actions.share_merges import (
    follow_merge_of_shares,
    follow_unmerge_of_shares,
)
from spinney.purchasing.actions.shares import take_back_share
from spinney.purchasing.actions.spending_merges import (
    follow_merge_of_spending,
    follow_unmerge_of_spending,
)
from spinney.purchasing.bridge.forgetting_figures import forget_member
from spinney.purchasing.bridge.starting_finding import start_finding
from spinney.purchasing.bridge.starting_matching import start_matching
from spinney.purchasing.events import shares, suppliers, uploads
from spinney.purchasing.models import SpendShare
from spinney.purchasing.queries.ballot_grounds import quotes_behind
from spinney.purchasing.queries.purchases import decided_by
from spinney.purchasing.queries.shares import share_for
from spinney.purchasing.states import ShareState
from spinney.purchasing.tasks.savings import look_at_savings_of
from spinney.register import api as register
from spinney.register.api import add_own_page_source

MINUTES: dict[str, int] = {
    "purchasing.give_file": 2,
    "purchasing.change_layout": 3,
    "purchasing.add_lines": 3,
    "purchasing.set_measures": 2,
    "purchasing.share_spend": 5,
    "purchasing.renew_share": 3,
    "purchasing.judge_pair": 1,
    "purchasing.merge_suppliers": 2,
    "purchasing.split_supplier": 2,
    "purchasing.pledge": 2,
    "purchasing.mark_quote": 10,
    "purchasing.claim_saving": 10,
    "purchasing.edit_saving": 5,
    "purchasing.confirm_saving": 2,
    "purchasing.refuse_saving": 2,
    "purchasing.add_contractor": 5,
    "purchasing.note_insurance": 2,
    "purchasing.note_use": 2,
    "purchasing.add_contract": 3,
    "purchasing.edit_contract": 2,
}
"""What each deed takes a member (what is done by a task link counts with the link's minutes)."""

#: verb and view · words · what is there. The address takes the number of a cluster.
DOORWAYS: tuple[tuple[str, str, str], ...] = (
    ("purchasing", "Purchasing", "What you buy, where you could save, buying together, savings"),
)

AFTER_MONEY = 60

tell(events.TOLD)
takes(MINUTES)


@add_doorways
def ways_in(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """The pages of this room, from the page of a cluster."""
    return ways_of_room("purchasing", DOORWAYS, policies.MAY, AFTER_MONEY, actor, scope)


@add_doorways
def way_to_savings_of_programme(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """From the page of a programme to what its clusters saved."""
    if scope.kind == "programme" and may(policies.MAY, "programme_savings", by=actor, scope=scope):
        address = reverse("purchasing:programme-savings", args=[scope.id])
        line = "What your clusters saved by buying together, and how it is known"
        yield Doorway("Savings", address, line, AFTER_MONEY)


@add_own_page_source
def way_to_own_spending(by: Actor, organisation_id: int) -> Iterator[Link]:
    """From the page of an organisation to what it buys."""
    scope = organisation_scope(organisation_id)
    if may(policies.MAY, "spending", by=by, scope=scope):
        yield Link("Spending", reverse("purchasing:spending", args=[organisation_id]))
    if may(policies.MAY, "own_contracts", by=by, scope=scope):
        yield Link("Contracts", reverse("purchasing:own-contracts", args=[organisation_id]))
    if may(policies.MAY, "own_savings", by=by, scope=scope):
        yield Link("Savings", reverse("purchasing:own-savings", args=[organisation_id]))


decisions.add_grounds_source(quotes_behind)


@receiver(register.organisations_merged)
def let_purchases_follow_a_merge(sender: object, merge: Any, now: datetime, **more: object) -> None:
    """Two organisations are one: its pledges, marks and contracts go along."""
    follow_merge_in_purchases(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_unmerged)
def let_purchases_follow_an_unmerge(
    sender: object, merge: Any, now: datetime, **more: object
) -> None:
    """They are two after all."""
    follow_unmerge_in_purchases(merge=merge, by=Actor.system("merges"), now=now)


can_be_done_again("purchasing.pledge")
can_be_done_again("purchasing.send_quote")


@receiver(decisions.decision_entered)
def let_purchases_follow_decisions(
    sender: object, decision: decisions.Decision, now: datetime, **more: object
) -> None:
    """What the members decided by ballot about a joint purchase is done."""
    follow_ballot(decision=decision, by=Actor.system("decisions"), now=now)


@receiver(decisions.ballot_ended)
def let_purchases_follow_ballots(
    sender: object, ballot: decisions.Ballot, now: datetime, **more: object
) -> None:
    """A ballot about a purchase that is taken back decides nothing: quotes are compared again."""
    if ballot.state != "withdrawn":
        return  # a new version takes its place, and decides
    for purchase in decided_by(ballot):
        return_to_quotes(purchase=purchase, by=Actor.system("decisions"), now=now)


@receiver(uploads.spend_changed)
def let_savings_follow_payments(sender: object, organisation_id: int, **more: object) -> None:
    """New payments may show a saving, and payments that are taken out show it no more."""
    transaction.on_commit(lambda: look_at_savings_of.enqueue(organisation_id=organisation_id))


@receiver(shares.spend_shared)
@receiver(shares.spend_taken_back)
def match_when_more_or_less_is_shared(
    sender: object, share: SpendShare, now: datetime, **more: object
) -> None:
    """A cluster has more names, or fewer: which of them are one supplier is found out again."""
    start_matching(share.cluster, now=now)


@receiver(uploads.spend_changed)
def match_when_payments_change(
    sender: object, organisation_id: int, now: datetime, **more: object
) -> None:
    """Payments of a member that shares came or went, and names with them."""
    for share in SpendShare.objects.filter(
        organisation=organisation_id, state=ShareState.SHARED
    ).select_related("cluster"):
        start_matching(share.cluster, now=now)


@receiver(clusters.membership_changed)
def match_when_members_change(
    sender: object, membership: clusters.Membership, now: datetime, **more: object
) -> None:
    """A member that leaves takes its names along; one that is back has them again."""
    if SpendShare.objects.filter(
        cluster=membership.cluster_id, organisation=membership.organisation_id
    ).exists():
        start_matching(membership.cluster, now=now)


@receiver(clusters.membership_changed)
def nobody_sees_who_left(
    sender: object, membership: clusters.Membership, now: datetime, **more: object
) -> None:
    """What a member shared is taken back when it leaves, so that it shares anew if it returns."""
    if membership.state != "left":
        return
    share = share_for(membership.cluster, membership.organisation_id)
    if share is not None and share.state == ShareState.SHARED:
        take_back_share(
            cluster=membership.cluster, organisation=share.organisation,
            by=Actor.system("memberships"), now=now,
        )  # fmt: skip


@receiver(suppliers.suppliers_matched)
def look_for_opportunities_again(
    sender: object, cluster: clusters.Cluster, now: datetime, **more: object
) -> None:
    """Who buys from whom is known anew, so other ways to save may be there."""
    start_finding(cluster, now=now)


@receiver(shares.spend_taken_back)
def forget_what_rested_on_it(sender: object, share: SpendShare, **more: object) -> None:
    """What was reckoned with a member's figures goes at once."""
    forget_member(share.cluster_id, str(share.organisation.uid))


@receiver(register.organisations_merged)
def let_savings_follow_a_merge(sender: object, merge: Any, now: datetime, **more: object) -> None:
    """Two organisations turned out to be one: it has the savings of both, each counted once."""
    follow_merge_of_savings(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_unmerged)
def let_savings_follow_an_unmerge(
    sender: object, merge: Any, now: datetime, **more: object
) -> None:
    """They are two after all: each has its own again."""
    follow_unmerge_of_savings(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_merged)
def let_spending_follow_a_merge(sender: object, merge: Any, now: datetime, **more: object) -> None:
    """It has the payments of both, and shares no more than both agreed to: settled first, while it
    can be told who paid what.
    """
    follow_merge_of_shares(merge=merge, by=Actor.system("merges"), now=now)
    follow_merge_of_spending(merge=merge, by=Actor.system("merges"), now=now)
    _look_at_savings(merge.kept.pk)


@receiver(register.organisations_unmerged)
def let_spending_follow_an_unmerge(
    sender: object, merge: Any, now: datetime, **more: object
) -> None:
    """Each has its own payments again, and shares them as it did."""
    follow_unmerge_of_spending(merge=merge, by=Actor.system("merges"), now=now)
    follow_unmerge_of_shares(merge=merge, by=Actor.system("merges"), now=now)
    _look_at_savings(merge.kept.pk, merge.aside.pk)


def _look_at_savings(*organisation_ids: int) -> None:
    """Payments came or went, and what they show of savings with them."""
    for one in organisation_ids:
        transaction.on_commit(partial(look_at_savings_of.enqueue, organisation_id=one))
