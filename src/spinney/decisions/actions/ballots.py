"""Ballots while they are written: begun, set up, copied, thrown away and brought back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters.api import Cluster
from spinney.decisions import policies
from spinney.decisions.actions.new_ballots import NewBallot
from spinney.decisions.bridge.noting import note
from spinney.decisions.bridge.texts import BallotText, OptionText
from spinney.decisions.engine.settings import Settings
from spinney.decisions.models import Ballot
from spinney.decisions.policies import ballots as rules
from spinney.decisions.queries.held import held_draft, held_for
from spinney.decisions.states import BallotState
from spinney.diagnostics.api import Theme, ballot_options

THEMES_TITLE = "What do we work on first?"


@transaction.atomic
def draft_ballot(
    *, cluster: Cluster, text: BallotText, options: Iterable[OptionText] = (), by: Actor,
    now: datetime,
) -> Ballot:  # fmt: skip
    """Begin a ballot, with options if there are any yet. Whoever begins it goes on writing it, as
    do those who run the cluster; only these can open it.
    """
    require(policies.MAY, "draft_ballot", by=by, scope=cluster_scope(cluster.pk))
    ballot = NewBallot(cluster, text, list(options)).begin(by, now)
    note("decisions.draft_ballot", ballot, by, now, way=ballot.way)
    return ballot


@transaction.atomic
def edit_ballot(
    *, ballot: Ballot, text: BallotText, read: int | None = None, by: Actor, now: datetime
) -> Ballot:
    """Change the question, the way or how it is set up. `read` is the version as it was read."""
    ballot = held_draft("edit_ballot", ballot, by)
    check_unchanged(ballot, read, "this ballot")
    rules.check_text(text)
    changes = take_over(ballot, text.fields())
    if changes:
        ballot.save()
        note("decisions.edit_ballot", ballot, by, now, version=ballot.version,
            before=dict(changes.before), after=dict(changes.after),
        )  # fmt: skip
    return ballot


@transaction.atomic
def copy_ballot(*, ballot: Ballot, title: str, by: Actor, now: datetime) -> Ballot:
    """Begin a new ballot set up like another one, in whatever state that is: the same way,
    settings and options; no votes, no dates.
    """
    source = held_for("copy_ballot", ballot, by)
    rules.check_reads(by, source)
    text = BallotText(
        title=title, way=source.way, background=source.background,
        settings=Settings.from_json(source.settings), secret=source.secret,
        elects_lead=source.elects_lead,
    )  # fmt: skip
    made = NewBallot.like(source, text).begin(by, now)
    note("decisions.copy_ballot", made, by, now, of=source.title, copied=source.pk)
    return made


@transaction.atomic
def ballot_from_themes(
    *, cluster: Cluster, way: str = "score", title: str = THEMES_TITLE, by: Actor, now: datetime
) -> Ballot:
    """Begin a ballot about what is left on the cluster's list of themes, with what each rests on,
    might cost, and whether it is a quick win. Raises BadInput when nothing is on the list.
    """
    scope: Scope = cluster_scope(cluster.pk)
    require(policies.MAY, "ballot_from_themes", by=by, scope=scope)
    found = ballot_options(cluster)
    rules.check_has_themes(len(found))
    uids = [one.theme_uid for one in found]
    pks = {str(uid): pk for uid, pk in Theme.objects.filter(uid__in=uids).values_list("uid", "pk")}
    options = [
        OptionText(
            title=one.title,
            description=one.description,
            cost_pence=one.cost_pence,
            evidence="\n".join(one.evidence)[: rules.LONGEST],
            quick_win=one.is_quick_win,
            theme=pks.get(one.theme_uid),
        )
        for one in found
    ]
    ballot = NewBallot(cluster, BallotText(title=title, way=way), options).begin(by, now)
    note("decisions.ballot_from_themes", ballot, by, now, way=way, options=len(options))
    return ballot


@transaction.atomic
def discard_ballot(*, ballot: Ballot, by: Actor, now: datetime) -> Ballot:
    """Throw a draft away. It can be brought back for a while."""
    ballot = held_draft("discard_ballot", ballot, by)
    ballot.state, ballot.discarded_at = BallotState.DISCARDED, now
    ballot.version += 1
    ballot.save(update_fields=["state", "discarded_at", "version"])
    note("decisions.discard_ballot", ballot, by, now)
    return ballot


@transaction.atomic
def restore_ballot(*, ballot: Ballot, by: Actor, now: datetime) -> Ballot:
    """Bring back a draft that was thrown away not too long ago."""
    ballot = held_for("restore_ballot", ballot, by)
    rules.check_writes(by, ballot)
    rules.check_can_restore(ballot, now)
    ballot.state, ballot.discarded_at = BallotState.DRAFT, None
    ballot.version += 1
    ballot.save(update_fields=["state", "discarded_at", "version"])
    note("decisions.restore_ballot", ballot, by, now)
    return ballot
