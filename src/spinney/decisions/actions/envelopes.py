"""Papers in a secret ballot: whose envelopes came is noted, their papers are shuffled and typed
without names by two persons, each on her own, and counted when both have the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.decisions import policies
from spinney.decisions.bridge.ballot_box import the_day_of
from spinney.decisions.bridge.sealed import draw_code, seal
from spinney.decisions.bridge.vote_checks import check_vote
from spinney.decisions.engine.marking import tidy_marks
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.letters import entries as letters
from spinney.decisions.models import Ballot, Elector, Entry
from spinney.decisions.policies import entries as rules
from spinney.decisions.queries.entries import envelopes_in, papers_by, sets_beside
from spinney.decisions.states import EntryState, VotedHow


def _held(ballot: Ballot) -> Ballot:
    """The ballot as it is now; its envelopes and papers stand still until this transaction ends."""
    rows = Ballot.objects.select_for_update(of=("self",)).select_related("cluster")
    return rows.get(pk=ballot.pk)


def _note(verb: str, ballot: Ballot, by: Actor, now: datetime, **detail: object) -> None:
    record(verb, by=by, on=ballot, at=the_day_of(now), scope=ballot.scope, title=ballot.title,
           **detail)  # fmt: skip


@transaction.atomic
def note_envelopes(
    *, ballot: Ballot, organisation_ids: Iterable[int], by: Actor, now: datetime
) -> list[Entry]:
    """Note whose envelopes came. From now on these have taken part, and cannot vote by link as
    well; what they voted is not known yet.
    """
    require(policies.MAY, "note_envelopes", by=by, scope=ballot.scope)
    ballot = _held(ballot)
    rules.check_secret_votes(ballot, now)
    wanted = set(organisation_ids)
    rows = Elector.objects.select_for_update(of=("self",)).select_related("organisation", "ballot")
    electors = list(rows.filter(ballot=ballot, organisation__in=wanted).order_by("pk"))
    if not electors or len(electors) < len(wanted):
        told = "Choose the organisations whose envelopes came."
        raise BadInput(told, {"organisations": [told]})
    rules.check_can_come(electors)
    Elector.objects.filter(pk__in=[one.pk for one in electors]).update(voted_at=the_day_of(now))
    made = [
        Entry.objects.create(
            ballot=ballot, elector=one, how=VotedHow.PAPER, entered_by=by.label,
            entered_at=the_day_of(now),
        )
        for one in electors
    ]  # fmt: skip
    names = [one.organisation.name for one in electors]
    _note("decisions.note_envelopes", ballot, by, now, organisations=names)
    letters.envelopes_came(ballot, electors, by=by, now=now)
    return made


@transaction.atomic
def drop_envelope(*, entry: Entry, by: Actor, now: datetime) -> Elector:
    """Take an envelope out that was noted by mistake, before the papers are counted."""
    require(policies.MAY, "drop_envelope", by=by, scope=entry.ballot.scope)
    ballot = _held(entry.ballot)
    entry = Entry.objects.select_related("elector__organisation").get(pk=entry.pk)
    entry.ballot = ballot
    elector = rules.envelope_of(entry, now)
    elector.voted_at = None
    elector.save(update_fields=["voted_at"])
    entry.state, entry.settled_by, entry.settled_at = EntryState.REFUSED, by.label, now
    entry.save(update_fields=["state", "settled_by", "settled_at"])
    _note("decisions.drop_envelope", ballot, by, now, organisation=elector.organisation.name)
    letters.envelope_taken_out(ballot, elector, by=by, now=now)
    return elector


@transaction.atomic
def enter_paper(
    *,
    ballot: Ballot,
    marks: Mapping[str, int],
    says: str = "",
    spoilt: bool = False,
    by: Actor,
    now: datetime,
) -> Entry:
    """Type one paper without a name; `spoilt` if it says nothing clear, or none was there. Nobody
    sees what another typed. It counts once a second person typed the same.
    """
    require(policies.MAY, "enter_paper", by=by, scope=ballot.scope)
    ballot = _held(ballot)
    rules.check_secret_votes(ballot, now)
    rules.check_room_for_paper(envelopes_in(ballot).count(), papers_by(ballot, by).count())
    if not spoilt:
        check_vote(ballot, marks, says)
    entry = Entry.objects.create(
        ballot=ballot, how=VotedHow.PAPER, spoilt=spoilt, entered_by=by.label,
        marks={} if spoilt else tidy_marks(WAYS[ballot.way], marks),
        says="" if spoilt else says, entered_at=the_day_of(now),
    )  # fmt: skip
    _note("decisions.enter_paper", ballot, by, now)
    return entry


@transaction.atomic
def drop_paper(*, entry: Entry, by: Actor, now: datetime) -> None:
    """Take a paper out that one typed oneself, to type it again."""
    require(policies.MAY, "drop_paper", by=by, scope=entry.ballot.scope)
    ballot = _held(entry.ballot)
    rules.check_secret_votes(ballot, now)
    rules.check_own_paper(entry, by)
    entry.delete()
    _note("decisions.drop_paper", ballot, by, now)


@transaction.atomic
def count_papers(*, ballot: Ballot, alone: bool = False, by: Actor, now: datetime) -> int:
    """Count the papers once two persons typed the same, as many as envelopes came; returns how
    many count (spoilt ones do not). Each goes into an empty place drawn by lot, and what was typed
    is thrown away. `alone`: whose only paper it is agreed that two people know it.
    """
    require(policies.MAY, "count_papers", by=by, scope=ballot.scope)
    ballot = _held(ballot)
    rules.check_secret_votes(ballot, now)
    envelopes = list(envelopes_in(ballot))
    mine = list(papers_by(ballot, by))
    pairs = list(sets_beside(ballot, by, localdate(now)).items())
    # Of several others, the one whose papers are the same; else whoever typed the most of them.
    pairs.sort(key=lambda pair: (len(rules.only_in(mine, pair[1])), -len(pair[1])))
    second, theirs = pairs[0] if pairs else ("", [])
    rules.check_can_count(len(envelopes), mine, theirs, alone=alone)
    good = [one for one in mine if not one.spoilt]
    for paper in good:
        # A paper has no receipt: the code is drawn to fill the place, and thrown away.
        seal(ballot, draw_code(), marks=paper.marks, says=paper.says)
    ballot.entries.filter(elector=None).delete()
    for entry in envelopes:
        entry.settled_by = second if entry.entered_by == by.label else by.label
        entry.state, entry.settled_at = EntryState.CONFIRMED, now
        entry.save(update_fields=["state", "settled_by", "settled_at"])
    _note("decisions.count_papers", ballot, by, now, many=len(good), spoilt=len(mine) - len(good))
    letters.papers_counted(ballot, envelopes, by=by, now=now)
    return len(good)
