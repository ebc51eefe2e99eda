"""Ballots while they are written: begun, set up, copied, thrown away and brought back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters.api import Cluster
from spinney.decisions import policies
from spinney.decisions.bridge.texts import BallotText, OptionText
from spinney.decisions.engine.settings import Settings
from spinney.decisions.models import Ballot, Option, OptionFile
from spinney.decisions.policies import ballots as rules
from spinney.decisions.states import BallotState
from spinney.diagnostics.api import Theme, ballot_options

THEMES_TITLE = "What do we work on first?"


def held(ballot: Ballot) -> Ballot:
    """The ballot as it is now, held until this transaction ends."""
    rows = Ballot.objects.select_for_update(of=("self",)).select_related("cluster", "replaces")
    return rows.get(pk=ballot.pk)


def draft_for(verb: str, ballot: Ballot, by: Actor) -> Ballot:
    """A draft, held, for whoever may do this with it. Raises NotAllowed or WrongState."""
    require(policies.MAY, verb, by=by, scope=ballot.scope)
    found = held(ballot)
    rules.check_writes(by, found)
    rules.check_is_draft(found)
    return found


def note(verb: str, ballot: Ballot, by: Actor, now: datetime, **detail: object) -> None:
    """Write into the record of the cluster what was done with a ballot."""
    record(
        f"decisions.{verb}", by=by, on=ballot, at=now, scope=ballot.scope, title=ballot.title,
        ballot=ballot.pk, **detail,
    )  # fmt: skip


@transaction.atomic
def draft_ballot(
    *, cluster: Cluster, text: BallotText, options: Iterable[OptionText] = (), by: Actor,
    now: datetime,
) -> Ballot:  # fmt: skip
    """Begin a ballot, with options if there are any yet. Whoever begins it goes on writing it, as
    do those who run the cluster; only these can open it.
    """
    require(policies.MAY, "draft_ballot", by=by, scope=cluster_scope(cluster.pk))
    ballot = begin(cluster, text, options, by, now)
    note("draft_ballot", ballot, by, now, way=ballot.way)
    return ballot


def begin(
    cluster: Cluster, text: BallotText, options: Iterable[OptionText], by: Actor, now: datetime,
    **more: object,
) -> Ballot:  # fmt: skip
    """A new draft in the tables. Raises BadInput for what cannot be one."""
    rules.check_text(text)
    written = list(options)
    for one in written:
        rules.check_option(one)
    rules.check_room_for_options(len(written))
    ballot = Ballot.objects.create(
        cluster=cluster, made_at=now, made_by=by.label, **text.fields(), **more
    )
    Option.objects.bulk_create(
        Option(ballot=ballot, number=number, **one.fields())
        for number, one in enumerate(written, start=1)
    )
    return ballot


def copy_files(olds: Iterable[Option], made: Ballot, now: datetime) -> None:
    """Let the options of a copy have the files of those that they were copied from, in the same
    order. Both share the bytes: what is kept is never changed.
    """
    for old, new in zip(olds, made.options.order_by("number"), strict=True):
        OptionFile.objects.bulk_create(
            OptionFile(option=new, file=one.file.name, name=one.name, size=one.size, added_at=now)
            for one in old.files.all()
        )


@transaction.atomic
def edit_ballot(
    *, ballot: Ballot, text: BallotText, read: int | None = None, by: Actor, now: datetime
) -> Ballot:
    """Change the question, the way or how it is set up. `read` is the version as it was read."""
    ballot = draft_for("edit_ballot", ballot, by)
    check_unchanged(ballot, read, "this ballot")
    rules.check_text(text)
    changes = take_over(ballot, text.fields())
    if changes:
        ballot.save()
        note(
            "edit_ballot", ballot, by, now, version=ballot.version, before=dict(changes.before),
            after=dict(changes.after),
        )  # fmt: skip
    return ballot


@transaction.atomic
def copy_ballot(*, ballot: Ballot, title: str, by: Actor, now: datetime) -> Ballot:
    """Begin a new ballot set up like another one, in whatever state that is: the same way,
    settings and options; no votes, no dates.
    """
    require(policies.MAY, "copy_ballot", by=by, scope=ballot.scope)
    source = held(ballot)
    text = BallotText(
        title=title, way=source.way, background=source.background,
        settings=Settings.from_json(source.settings), secret=source.secret,
        elects_lead=source.elects_lead,
    )  # fmt: skip
    kept = list(source.options.filter(withdrawn_at=None))
    made = begin(source.cluster, text, [OptionText.of(one) for one in kept], by, now)
    copy_files(kept, made, now)
    note("copy_ballot", made, by, now, of=source.title, copied=source.pk)
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
    ballot = begin(cluster, BallotText(title=title, way=way), options, by, now)
    note("ballot_from_themes", ballot, by, now, way=way, options=len(options))
    return ballot


@transaction.atomic
def discard_ballot(*, ballot: Ballot, by: Actor, now: datetime) -> Ballot:
    """Throw a draft away. It can be brought back for a while."""
    ballot = draft_for("discard_ballot", ballot, by)
    ballot.state, ballot.discarded_at = BallotState.DISCARDED, now
    ballot.version += 1
    ballot.save(update_fields=["state", "discarded_at", "version"])
    note("discard_ballot", ballot, by, now)
    return ballot


@transaction.atomic
def restore_ballot(*, ballot: Ballot, by: Actor, now: datetime) -> Ballot:
    """Bring back a draft that was thrown away not too long ago."""
    require(policies.MAY, "restore_ballot", by=by, scope=ballot.scope)
    ballot = held(ballot)
    rules.check_writes(by, ballot)
    rules.check_can_restore(ballot, now)
    ballot.state, ballot.discarded_at = BallotState.DRAFT, None
    ballot.version += 1
    ballot.save(update_fields=["state", "discarded_at", "version"])
    note("restore_ballot", ballot, by, now)
    return ballot
