"""What rests on a member's figures goes at once when it takes them back."""

from __future__ import annotations

from spinney.purchasing.models import Opportunity
from spinney.purchasing.states import OpportunityState


def forget_member(cluster_id: int, organisation_uid: str) -> int:
    """Take out of a cluster's opportunities whatever rests on a member's figures, in the caller's
    transaction; what people said of them stays. Returns how many were changed.
    """
    changed = 0
    for row in Opportunity.objects.select_for_update().filter(cluster=cluster_id):
        for_all = organisation_uid in row.facts.get("levels", ())
        for_brokers = organisation_uid in row.for_brokers.get("levels", ())
        if for_brokers:
            row.for_brokers = {}
        if for_all:
            row.facts, row.low_pence, row.high_pence = {}, 0, 0
            row.members.all().delete()
        if for_all or for_brokers:
            _nothing_left(row)
            row.save()
            changed += 1
    return changed


def _nothing_left(row: Opportunity) -> None:
    """Where nothing is left of it, its title names no supplier any more and it is gone."""
    if row.facts or row.for_brokers:
        return
    row.title, row.supplier = "No longer shown", None
    if row.state in (OpportunityState.OPEN, OpportunityState.PUT_BY):
        row.state = OpportunityState.GONE
