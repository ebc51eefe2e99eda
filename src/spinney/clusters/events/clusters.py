"""News of clusters: made, ended, reopened; who helps them along."""

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

cluster_made = Signal()  # cluster, now, by
cluster_ended = Signal()  # cluster, now, by
cluster_reopened = Signal()  # cluster, now, by

EVERYBODY = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER, Role.OBSERVER})
INSIDE = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER})

TOLD: dict[str, Sentence] = {
    "clusters.make_cluster": Sentence("{name} was set up.", EVERYBODY),
    "clusters.add_cluster": Sentence("{name} was set up.", EVERYBODY),
    "clusters.edit_cluster": Sentence("The cluster’s page was changed: {what}.", INSIDE),
    "clusters.start_cluster": Sentence("{name} began, with its second member.", EVERYBODY),
    "clusters.end_cluster": Sentence("{name} ended. {reason}", EVERYBODY),
    "clusters.reopen_cluster": Sentence("{name} goes on. {reason}", EVERYBODY),
    "clusters.appoint_facilitator": Sentence("{person} became a facilitator.", EVERYBODY),
    "clusters.stand_down_facilitator": Sentence("{person} stopped as facilitator.", EVERYBODY),
}
