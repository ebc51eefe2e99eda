"""What is needed to begin an agreement: who can be a party, and who is one unless said."""

from __future__ import annotations

from collections.abc import Sequence

from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.content import Content
from spinney.agreements.engine.filling import missing_roles
from spinney.agreements.engine.wordings import Wording
from spinney.agreements.models import Version
from spinney.agreements.policies.drafting import runs
from spinney.agreements.queries.questions import Step, steps_of
from spinney.agreements.queries.terms import terms
from spinney.agreements.states import PartyRole
from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.clusters import api as clusters
from spinney.register.api import Organisation


def members_of(cluster: clusters.Cluster) -> list[Organisation]:
    """All that belong to the cluster, by name. Three queries."""
    ids = [one.organisation_id for one in clusters.belongs(cluster)]
    return list(Organisation.objects.filter(pk__in=ids).order_by("name", "pk"))


def chosen_at_first(
    by: Actor, cluster: clusters.Cluster, members: Sequence[Organisation]
) -> list[int]:
    """Who is a party unless somebody says otherwise: for those who run the cluster everybody who
    counts as a member; for a member its own organisation.
    """
    if runs(by, cluster_scope(cluster.pk)):
        return [one.organisation_id for one in clusters.members(cluster)]
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    return [one.pk for one in members if one.pk in own]


_KNOWN_BY_TERM = {
    PartyRole.LEAD: "lead_body",
    PartyRole.HOST: "host",
    PartyRole.GUARANTOR: "guarantor",
}


def preset_roles(
    template: Wording, cluster: clusters.Cluster, organisations: Sequence[Organisation]
) -> list[PartyRole]:
    """What each party is unless somebody says otherwise, in the roles that the template expects:
    whoever is the lead body, host or guarantor now stays it; everybody else is a member, or what
    the template has besides. One query at most.
    """
    expected = [PartyRole(one.role) for one in template.roles]
    singles = [role for role in _KNOWN_BY_TERM if role in expected]
    others = [role for role in expected if role not in _KNOWN_BY_TERM]
    rest = PartyRole.MEMBER if PartyRole.MEMBER in others or not others else others[-1]
    now = terms(cluster) if singles else None
    held = {
        getattr(now.value(_KNOWN_BY_TERM[role]), "organisation", ""): role
        for role in reversed(singles)
        if now is not None and now.source(_KNOWN_BY_TERM[role])
    }
    return [held.get(str(one.uid), rest) for one in organisations]


def lacks_roles(version: Version) -> bool:
    """Whether the template expects parties in roles that nobody has yet. One query."""
    template = wordings().get(version.content.get("wording", ""))
    if template is None:
        return False
    roles = version.agreement.parties.filter(left_on=None).values_list("role", flat=True)
    return bool(missing_roles([str(one) for one in roles], template))


def questions_of(version: Version) -> list[Step]:
    """What a draft asks, in order."""
    content = Content.from_json(version.content)
    return steps_of(content, wordings().get(content.wording))
