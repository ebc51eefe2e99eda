"""Where terms that the members decided belong: the agreement that states them, or would; and the
drafts that can be put to the members.
"""

from __future__ import annotations

from datetime import date

from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.wordings import Wording
from spinney.agreements.models import Agreement, Version
from spinney.agreements.queries.agreements import visible_to
from spinney.agreements.queries.terms import terms
from spinney.agreements.states import AgreementState, SpeaksFor, VersionState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters

LIVES = (AgreementState.DRAFT, AgreementState.SIGNING, AgreementState.AGREED)
LAST_RESORT = "consortium_agreement"
"""The template that states the most terms of a group that works together."""


def home_of(cluster: clusters.Cluster, keys: tuple[str, ...], on: date) -> Agreement | None:
    """The cluster's own agreement in which terms belong: the one in force that states the first of
    them; else one that is drafted, or signed, from a template that asks for them.
    """
    source = terms(cluster, on).source(keys[0])
    if source is not None:
        return Agreement.objects.select_related("cluster").get(pk=source.agreement)
    asking = [key for key, one in wordings().items() if set(keys) <= set(one.terms)]
    rows = Agreement.objects.filter(
        cluster=cluster, speaks_for=SpeaksFor.CLUSTER, state__in=LIVES, kind__in=asking,
        deed_of=None, ended_on=None,
    )  # fmt: skip
    return rows.select_related("cluster").order_by("-made_at", "-pk").first()


def under_way(agreement: Agreement) -> Version | None:
    """The version that is being written or signed."""
    open_states = (VersionState.DRAFT, VersionState.SIGNING)
    return agreement.versions.filter(state__in=open_states).last()


def wording_for(keys: tuple[str, ...]) -> Wording:
    """The template from which an agreement is begun that states these terms. Raises NotFound where
    none asks for all of them.
    """
    whole = {
        key: one
        for key, one in wordings().items()
        if set(keys) <= set(one.terms) and one.speaks_for == SpeaksFor.CLUSTER
    }
    found = whole.get(LAST_RESORT) or next(iter(whole.values()), None)
    if found is None:
        raise NotFound("No template states this. Write it into an agreement by hand.")
    return found


def versions_to_decide(by: Actor, cluster_id: int) -> list[Version]:
    """The drafts of a cluster's own agreements that can be put to the members as a ballot, by the
    name of the agreement, as far as somebody may see them. One query.
    """
    rows = Version.objects.filter(
        agreement__in=visible_to(by), agreement__cluster=cluster_id, state=VersionState.DRAFT,
        agreement__speaks_for=SpeaksFor.CLUSTER,
    ).exclude(agreement__state=AgreementState.DISCARDED)  # fmt: skip
    return list(rows.select_related("agreement").order_by("agreement__title", "pk"))
