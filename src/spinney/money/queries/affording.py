"""Whether funds have what is to be paid out of them."""

from __future__ import annotations

from collections.abc import Mapping

from spinney.clusters import api as clusters
from spinney.money.policies import ledger as rules
from spinney.money.queries.balances import FundState, fund_states
from spinney.money.queries.landing import set_aside_by_fund


def check_funds_have(cluster: clusters.Cluster, wanted: Mapping[int, int], *, sure: bool) -> None:
    """Raise BadInput where more is to be paid out of a fund (by its id, in pence) than it has, or
    than ring-fences leave of it, and whoever pays is not `sure`.
    """
    if sure:
        return
    states, kept = fund_states(cluster), set_aside_by_fund(cluster)
    for fund, pence in wanted.items():
        left = states.get(fund, FundState()).left
        rules.check_has(left, pence, set_aside=kept.get(fund, 0), sure=sure)
