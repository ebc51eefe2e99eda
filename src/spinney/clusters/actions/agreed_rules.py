"""How members come in and are set aside, as the members agreed it: set by the agreement, and by
nobody's hand.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import policies
from spinney.clusters.bridge.rules import (
    JoiningRule,
    SuspensionRule,
    joining_rule,
    suspension_rule,
)
from spinney.clusters.models import Cluster, MembershipRules


@transaction.atomic
def agree_joining(
    *, cluster: Cluster, rule: JoiningRule | None, by: Actor, now: datetime
) -> JoiningRule:
    """Organisations come in as was agreed; `rule.agreed_in` says where. With None nothing is agreed
    any more: those who run the cluster decide again.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "agree_joining", by=by, scope=scope)
    wanted = rule or JoiningRule()
    before = joining_rule(cluster.pk)
    if wanted == before:
        return before
    _keep(
        cluster, joining_decides=wanted.decides, trial_months=wanted.trial_months,
        sponsor=wanted.sponsor, joining_agreed_in=wanted.agreed_in,
    )  # fmt: skip
    record(
        "clusters.agree_joining", by=by, on=cluster, at=now, scope=scope,
        agreed_in=wanted.agreed_in, words=wanted.words,
    )  # fmt: skip
    return wanted


@transaction.atomic
def agree_suspension(
    *, cluster: Cluster, rule: SuspensionRule | None, by: Actor, now: datetime
) -> SuspensionRule:
    """Members are set aside as was agreed; `rule.agreed_in` says where. With None nothing is agreed
    any more, and what holds without an agreement does. What was proposed already goes on by the
    rule that held then.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "agree_suspension", by=by, scope=scope)
    wanted = rule or SuspensionRule()
    before = suspension_rule(cluster.pk)
    if wanted == before:
        return before
    _keep(
        cluster, suspension_decides=wanted.decides, answer_days=wanted.answer_days,
        suspension_for=[list(one) for one in wanted.reasons], most_months=wanted.most_months,
        suspension_agreed_in=wanted.agreed_in,
    )  # fmt: skip
    record(
        "clusters.agree_suspension", by=by, on=cluster, at=now, scope=scope,
        agreed_in=wanted.agreed_in, words=wanted.words,
    )  # fmt: skip
    return wanted


def _keep(cluster: Cluster, **values: Any) -> None:
    MembershipRules.objects.update_or_create(cluster=cluster, defaults=values)
