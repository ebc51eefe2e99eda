"""A ballot is drafted from a file that somebody else's program wrote."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.clusters.api import Cluster
from spinney.decisions import policies
from spinney.decisions.actions.new_ballots import NewBallot
from spinney.decisions.bridge.noting import note
from spinney.decisions.bridge.texts import BallotText, OptionText
from spinney.decisions.models import Ballot


@transaction.atomic
def import_ballot(
    *, cluster: Cluster, text: BallotText, options: Iterable[OptionText], by: Actor, now: datetime
) -> Ballot:
    """Draft a ballot with the question and the options of a file; the papers in it are nobody's
    votes here. It can be thrown away like any draft. Raises BadInput or WrongState for what cannot
    be a ballot; then nothing is kept.
    """
    require(policies.MAY, "import_ballot", by=by, scope=cluster_scope(cluster.pk))
    ballot = NewBallot(cluster, text, list(options)).begin(by, now)
    note("decisions.import_ballot", ballot, by, now, way=ballot.way)
    return ballot
