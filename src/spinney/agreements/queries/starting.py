"""What is needed to begin an agreement: who can be a party, and who is one unless said."""

from __future__ import annotations

from collections.abc import Sequence

from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.content import Content
from spinney.agreements.engine.filling import missing_roles
from spinney.agreements.models import Version
from spinney.agreements.policies.drafting import runs
from spinney.agreements.queries.questions import Step, steps_of
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
