"""Ballots are put to the members: announced, opened, given more time, taken back; what is open is
changed by a new version alone.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.web.components.words import day_and_time
from spinney.decisions.actions.new_ballots import NewBallot
from spinney.decisions.bridge.noting import named, note
from spinney.decisions.bridge.readiness import check_ready, stand_as_organisations
from spinney.decisions.bridge.rules import BallotRule, rule_for
from spinney.decisions.bridge.sealed import make_places, seal_order
from spinney.decisions.bridge.texts import BallotText
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ties import sealed
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.events import ballots as news
from spinney.decisions.letters import ballots as told
from spinney.decisions.letters import voting as letters
from spinney.decisions.models import Ballot, Elector, Option
from spinney.decisions.policies import ballots as rules
from spinney.decisions.policies import opening as times
from spinney.decisions.policies.voting import check_takes_votes
from spinney.decisions.queries.held import held, held_for
from spinney.decisions.queries.voting import hold_electors
from spinney.decisions.states import BallotState
from spinney.register.api import Organisation

SEED_BYTES = 32
MOST_WHY = 300


def _rule(ballot: Ballot, opens_at: datetime, closes_at: datetime) -> dict[str, Any]:
    return rule_for(
        ballot.cluster, WAYS[ballot.way], Settings.from_json(ballot.settings),
        localdate(opens_at), closes_on=localdate(closes_at),
        of_members=stand_as_organisations(ballot.options.all()),
    )  # fmt: skip


def _fix_rule(ballot: Ballot, opens_at: datetime, closes_at: datetime) -> BallotRule:
    """Fix the rule, and draw the seed of the lot: from now on its SHA-256 can be seen."""
    kept = _rule(ballot, opens_at, closes_at)
    rule = BallotRule.from_json(kept)
    check_ready(ballot, list(ballot.options.all()), rule)
    times.check_closing(closes_at, opens_at, rule)
    times.check_can_replace(ballot)
    ballot.seed = secrets.token_hex(SEED_BYTES)
    ballot.rule = kept | {"tie_sealed": sealed(ballot.seed)}
    ballot.closes_at = closes_at
    return rule


@transaction.atomic
def announce_ballot(
    *, ballot: Ballot, opens_at: datetime, closes_at: datetime, by: Actor, now: datetime
) -> Ballot:
    """Tell the members what they will vote on, and when; voting then opens by itself. The rule is
    fixed now, as it will be in force on the day on which voting opens.
    """
    ballot = held_for("announce_ballot", ballot, by)
    rules.check_is_draft(ballot)
    rule = _fix_rule(ballot, opens_at, closes_at)
    times.check_notice(opens_at, now, rule)
    ballot.state, ballot.opens_at, ballot.announced_at = BallotState.ANNOUNCED, opens_at, now
    ballot.version += 1
    ballot.save()
    _replace_the_one_before(ballot, by, now)
    note("decisions.announce_ballot", ballot, by, now, opens=day_and_time(opens_at),
        until=day_and_time(closes_at),
    )  # fmt: skip
    told.announced(ballot, by=by, now=now)
    return ballot


@transaction.atomic
def rewrite_ballot(*, ballot: Ballot, by: Actor, now: datetime) -> Ballot:
    """Take back an announcement, to go on writing. Whoever was told of it is told again when it is
    announced anew.
    """
    ballot = held_for("rewrite_ballot", ballot, by)
    rules.check_becomes(ballot, BallotState.DRAFT)
    if ballot.state != BallotState.ANNOUNCED:
        raise WrongState("This ballot is not announced. Bring it back instead.")
    asked = told.asked_of(ballot)
    ballot.state, ballot.rule, ballot.seed = BallotState.DRAFT, None, ""
    ballot.opens_at = ballot.closes_at = ballot.announced_at = None
    ballot.version += 1
    ballot.save()
    note("decisions.rewrite_ballot", ballot, by, now)
    told.not_yet(ballot, asked, by=by, now=now)
    return ballot


@transaction.atomic
def open_ballot(
    *, ballot: Ballot, closes_at: datetime | None = None, by: Actor, now: datetime
) -> Ballot:
    """Open the voting: at once, where no notice was agreed, or of what was announced. Those who
    decide by the terms in force today become its electors; each gets a link. In a secret ballot as
    many empty places for votes are made as there are electors.
    """
    ballot = held_for("open_ballot", ballot, by)
    rules.check_becomes(ballot, BallotState.OPEN)
    if ballot.state == BallotState.ANNOUNCED:
        rule = _open_announced(ballot, now)
    else:
        if closes_at is None:
            raise BadInput("Say when voting closes.", {"closes_on": ["Say when voting closes."]})
        rule = _fix_rule(ballot, now, closes_at)
        times.check_needs_no_notice(rule)
    ballot.state, ballot.opened_at = BallotState.OPEN, now
    ballot.version += 1
    ballot.save()
    electors = _make_electors(ballot, rule)
    _replace_the_one_before(ballot, by, now)
    note("decisions.open_ballot", ballot, by, now,
        until=day_and_time(ballot.closes_at), asked=len(electors),
    )  # fmt: skip
    letters.asked_to_vote(ballot, electors, by=by, now=now, why=_why_asked(ballot))
    news.ballot_opened.send(sender=Ballot, ballot=ballot, by=by, now=now)
    return ballot


def _open_announced(ballot: Ballot, now: datetime) -> BallotRule:
    """The rule stays as it was announced; who decides is read anew: members came and went."""
    times.check_can_open_announced(ballot, now)
    if ballot.rule is None or ballot.closes_at is None:
        raise WrongState("It was announced without its rule. Take it back, and announce it anew.")
    times.check_closing(ballot.closes_at, now, BallotRule.from_json(ballot.rule))
    today = _rule(ballot, now, ballot.closes_at)
    ballot.rule |= {"electors": today["electors"], "inside": today["inside"]}
    rule = BallotRule.from_json(ballot.rule)
    check_ready(ballot, list(ballot.options.all()), rule)
    return rule


def _make_electors(ballot: Ballot, rule: BallotRule) -> list[Elector]:
    uids = [one.uid for one in rule.electors]
    known = {str(one.uid): one for one in Organisation.objects.filter(uid__in=uids)}
    electors = Elector.objects.bulk_create(
        Elector(
            ballot=ballot,
            organisation=known[one.uid],
            weight=one.weight,
            tier=next(iter(one.classes), ""),
            in_quorum=one.in_quorum,
            inside=one.uid in rule.inside,
        )
        for one in rule.electors
    )
    if ballot.secret:
        make_places(ballot, len(electors))
    return electors


def _replace_the_one_before(ballot: Ballot, by: Actor, now: datetime) -> None:
    """What a new version takes the place of ends: its votes stay with it, its links end, and its
    voters are told.
    """
    before = ballot.replaces
    if before is None or before.state == BallotState.REPLACED:
        return
    before = held(before)
    rules.check_becomes(before, BallotState.REPLACED)
    _end(before, BallotState.REPLACED, "A new version has taken its place.", now)
    letters.told_of_end(before, now=now)
    news.ballot_ended.send(sender=Ballot, ballot=before, by=by, now=now)


def _why_asked(ballot: Ballot) -> str:
    """What a letter says first about a new version."""
    if ballot.replaces is None:
        return ""
    return (
        f"This is version {ballot.edition}. It takes the place of the one before, and what you"
        " voted there counts no more."
    )


def _end(ballot: Ballot, state: BallotState, why: str, now: datetime) -> None:
    hold_electors(ballot)  # a vote that is just being cast comes before the end, or is refused
    ballot.state, ballot.ended_why, ballot.closed_at = state, why, now
    ballot.version += 1
    ballot.save(update_fields=["state", "ended_why", "closed_at", "version"])
    if ballot.secret:
        seal_order(ballot)  # nothing is counted, and nothing tells in which order they voted


@transaction.atomic
def extend_ballot(*, ballot: Ballot, closes_at: datetime, by: Actor, now: datetime) -> Ballot:
    """Give the members more time. Nobody loses any: the end is never moved forward."""
    ballot = held_for("extend_ballot", ballot, by)
    times.check_can_extend(ballot, closes_at, now)
    before, ballot.closes_at = ballot.closes_at, closes_at
    ballot.version += 1
    ballot.save(update_fields=["closes_at", "version"])
    note(
        "decisions.extend_ballot",
        ballot,
        by,
        now,
        until=day_and_time(closes_at),
        was=day_and_time(before),
    )
    letters.prolong_links(ballot)
    told.extended(ballot, by=by, now=now)
    return ballot


@transaction.atomic
def withdraw_ballot(*, ballot: Ballot, why: str, by: Actor, now: datetime) -> Ballot:
    """Take a ballot back: nothing is decided. Whoever was asked is told why."""
    ballot = held_for("withdraw_ballot", ballot, by)
    rules.check_becomes(ballot, BallotState.WITHDRAWN)
    why = _said(why, "Say why, so that members know.")
    was_open = ballot.state == BallotState.OPEN
    _end(ballot, BallotState.WITHDRAWN, why, now)
    note("decisions.withdraw_ballot", ballot, by, now, why=why)
    if was_open:
        letters.told_of_end(ballot, now=now)
    else:
        told.not_yet(ballot, told.asked_of(ballot), by=by, now=now)
    news.ballot_ended.send(sender=Ballot, ballot=ballot, by=by, now=now)
    return ballot


def _said(why: str, unsaid: str) -> str:
    why = " ".join(why.split())
    if not why:
        raise BadInput(unsaid, {"why": [unsaid]})
    if len(why) > MOST_WHY:
        long = f"Make it shorter: it has {len(why)} letters, and there is room for {MOST_WHY}."
        raise BadInput(long, {"why": [long]})
    return why


@transaction.atomic
def renew_ballot(*, ballot: Ballot, by: Actor, now: datetime) -> Ballot:
    """Begin a new version of a ballot that is announced or open, to change what cannot be changed
    in it. When the new one is announced or opened it takes the place of this one, and everybody is
    told; until then this one goes on. One that is being written already is returned as it is.
    """
    ballot = held_for("renew_ballot", ballot, by)
    rules.check_becomes(ballot, BallotState.REPLACED)
    written = Ballot.objects.filter(replaces=ballot).first()
    if written is not None and written.state == BallotState.DRAFT:
        return written
    if written is not None:  # thrown away: its place is free again
        written.replaces = None
        written.save(update_fields=["replaces"])
    edition = ballot.edition + 1
    new = NewBallot.like(ballot, BallotText.of(ballot))
    made = new.begin(by, now, edition=edition, replaces=ballot)
    note("decisions.renew_ballot", made, by, now, edition=edition, of=ballot.pk)
    return made


@transaction.atomic
def withdraw_option(*, option: Option, why: str, by: Actor, now: datetime) -> Option:
    """Take an option out of an open ballot: it stays to be read, marked; votes for it count no
    more, and whoever marked it is told, so that she can vote anew.
    """
    ballot = held_for("withdraw_option", option.ballot, by)
    check_takes_votes(ballot, now)
    why = _said(why, "Say why, so that whoever marked it understands.")
    found = ballot.options.select_for_update().get(pk=option.pk)
    found.ballot = ballot
    if found.withdrawn_at is not None:
        raise WrongState("This option is withdrawn already.")
    if ballot.options.filter(withdrawn_at=None).count() < 2:
        raise WrongState("It is the last option. Take the whole ballot back instead.")
    found.withdrawn_at, found.withdrawn_why = now, why
    found.save(update_fields=["withdrawn_at", "withdrawn_why"])
    ballot.version += 1
    ballot.save(update_fields=["version"])
    note("decisions.withdraw_option", ballot, by, now, option=named(found), why=why)
    told.option_withdrawn(found, by=by, now=now)
    return found


@transaction.atomic
def remind_voters(*, ballot: Ballot, by: Actor, now: datetime) -> int:
    """Write again to those who have not voted. Returns how many organisations that is."""
    ballot = held_for("remind_voters", ballot, by)
    check_takes_votes(ballot, now)
    waiting = letters.remind_voters(ballot, by=by, now=now)
    if not waiting:
        raise WrongState("Everybody has voted, so there is nobody to remind.")
    ballot.reminded_at = now
    ballot.save(update_fields=["reminded_at"])
    note("decisions.remind_voters", ballot, by, now, asked=waiting)
    return waiting
