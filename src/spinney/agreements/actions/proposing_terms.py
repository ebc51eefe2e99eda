"""Terms that the members decided in the room of decisions are written into the agreement that
states them, so that it only has to be signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.actions.approvals import record_decision
from spinney.agreements.actions.drafting import PartyLine, answer_term, start_agreement
from spinney.agreements.actions.varying import vary_agreement
from spinney.agreements.models import Agreement, Version
from spinney.agreements.policies.drafting import check_is_draft
from spinney.agreements.queries.proposing import home_of, under_way, wording_for
from spinney.agreements.queries.starting import members_of, preset_roles
from spinney.agreements.states import PartyRole
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters

LEAD = "lead_body"


@transaction.atomic
def propose_terms(
    *,
    cluster: clusters.Cluster,
    values: Mapping[str, Any],
    because: str,
    by: Actor,
    now: datetime,
) -> Version | None:
    """A draft that states terms as the members decided them. `values` maps keys of terms to JSON as
    `engine.terms` reads it; `because` says where and when it was decided ("Decision 12, …").

    The agreement in force that states them is varied, and the decision noted with the variation,
    so that it can be put out; what is being drafted already gets them beside what else it says (the
    members have not agreed to that, so nothing is noted); where no agreement states them, one is
    begun from the template that does. None: what is in force says so already.

    Raises WrongState while the agreement is out for signature, BadInput for what cannot be agreed.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "propose_terms", by=by, scope=scope)
    agreement = home_of(cluster, tuple(values), localdate(now))
    if agreement is not None and _says(agreement, values):
        return None
    version, is_new = _draft(cluster, agreement, values, because, by=by, now=now)
    for key, value in values.items():
        version = answer_term(version=version, key=key, value=value, by=by, now=now)
    record(
        "agreements.propose_terms", by=by, on=version, at=now, scope=scope,
        title=version.agreement.title, agreement=version.agreement_id, number=version.number,
        terms=sorted(values), because=because,
    )  # fmt: skip
    if is_new and version.number > 1:
        record_decision(version=version, decided_elsewhere=because, by=by, now=now)
    return version


def _says(agreement: Agreement, values: Mapping[str, Any]) -> bool:
    """Whether the newest words of an agreement, signed or drafted, say all of it."""
    version = under_way(agreement) or agreement.versions.exclude(state="discarded").last()
    said = version.content.get("terms", {}) if version else {}
    return all(said.get(key) == value for key, value in values.items())


def _draft(
    cluster: clusters.Cluster,
    agreement: Agreement | None,
    values: Mapping[str, Any],
    because: str,
    *,
    by: Actor,
    now: datetime,
) -> tuple[Version, bool]:
    """The draft to write into, and whether it is new."""
    if agreement is None:
        begun = _begin(cluster, values, by=by, now=now)
        return begun.versions.get(number=1), True
    going_on = under_way(agreement)
    if going_on is None:
        return vary_agreement(agreement=agreement, why=because, by=by, now=now), True
    check_is_draft(going_on)
    return going_on, False


def _begin(
    cluster: clusters.Cluster, values: Mapping[str, Any], *, by: Actor, now: datetime
) -> Agreement:
    template = wording_for(tuple(values))
    found = members_of(cluster)
    roles = preset_roles(template, cluster, found)
    lead = values.get(LEAD)
    parties = [
        PartyLine(one, PartyRole.LEAD if lead and str(one.uid) == lead else role)
        for one, role in zip(found, roles, strict=True)
    ]
    return start_agreement(
        cluster=cluster, wording=template.key, title=template.title, parties=parties, by=by, now=now
    )
