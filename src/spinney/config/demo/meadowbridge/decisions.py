"""What Meadowbridge decided, and what it is deciding: themes that were scored, a proposal by
consensus, a secret election, a meeting that is called, and what somebody undertook to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from spinney.config.demo.meadowbridge.members import Meadow
from spinney.config.demo.people import days_before
from spinney.config.demo.told import meadowbridge
from spinney.decisions.actions import action_list, agenda, ballots, book, meetings, opening, results
from spinney.decisions.actions.voting import cast_vote
from spinney.decisions.bridge.texts import BallotText, OptionText
from spinney.decisions.engine.settings import Settings
from spinney.decisions.models import Ballot
from spinney.decisions.states import Origin, VotedHow


def decide(meadow: Meadow, now: datetime) -> None:
    """From the scoring of the themes to what waits for votes today."""
    told = meadowbridge()["decisions"]
    _score_themes(meadow, told["scored"], now)
    _propose(meadow, told["proposal"], now)
    _elect(meadow, told["election"], now)
    _note_earlier(meadow, told["earlier"], now)
    _call_meeting(meadow, told["meeting"], now)


def _open(meadow: Meadow, ballot: Ballot, opened: datetime, closes: datetime) -> Ballot:
    by = meadow.helper(opened)
    return opening.open_ballot(ballot=ballot, closes_at=closes, by=by, now=opened)


def _vote(
    meadow: Meadow, ballot: Ballot, organisation: str, moment: datetime,
    marks: Mapping[str, int] | None = None, says: str = "", reason: str = "",
) -> None:  # fmt: skip
    cast_vote(
        ballot=ballot, organisation_id=meadow.organisations[organisation].pk, marks=marks or {},
        says=says, reason=reason, how=VotedHow.SITE, by=meadow.speaker(organisation, moment),
        now=moment,
    )  # fmt: skip


def _score_themes(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    opened = days_before(now, 9)
    ballot = ballots.ballot_from_themes(
        cluster=meadow.cluster, way="score", title=told["title"], by=meadow.helper(opened),
        now=opened,
    )  # fmt: skip
    _open(meadow, ballot, opened, days_before(now, 4))
    keys = [one.key for one in ballot.options.all()]
    for place, (organisation, scores) in enumerate(told["scores"].items()):
        marks = dict(zip(keys, scores, strict=False))
        _vote(meadow, ballot, organisation, days_before(now, 8 - place / 2), marks)
    results.close_ballot(
        ballot=ballot, by=meadow.helper(days_before(now, 4)), now=days_before(now, 4)
    )


def _propose(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    opened = days_before(now, 3)
    text = BallotText(told["title"], "consensus", told["background"])
    ballot = ballots.draft_ballot(
        cluster=meadow.cluster, text=text, by=meadow.helper(opened), now=opened
    )
    _open(meadow, ballot, opened, now + timedelta(days=20))
    for organisation, (says, reason) in told["voices"].items():
        _vote(meadow, ballot, organisation, days_before(now, 2), says=says, reason=reason)


def _elect(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    opened = days_before(now, 2)
    text = BallotText(
        told["title"], "election", told["background"], settings=Settings(rule="stv"), secret=True,
        elects_lead=True,
    )  # fmt: skip
    standing = [
        OptionText(name, organisation=meadow.organisations[name].pk) for name in told["standing"]
    ]
    ballot = ballots.draft_ballot(
        cluster=meadow.cluster, text=text, options=standing, by=meadow.helper(opened), now=opened
    )
    _open(meadow, ballot, opened, now + timedelta(days=5))
    for organisation, order in told["orders"].items():
        marks = {str(number): place for place, number in enumerate(order, start=1)}
        _vote(meadow, ballot, organisation, days_before(now, 1), marks)


def _note_earlier(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    moment = days_before(now, 3)
    book.note_decision(
        cluster=meadow.cluster, title=told["title"], question=told["question"],
        outcome=told["outcome"], reasons=told["reasons"], origin=Origin.ELSEWHERE,
        decided_on=localdate(days_before(now, 24)),
        review_on=localdate(now) + timedelta(days=10), by=meadow.helper(moment), now=moment,
    )  # fmt: skip


def _call_meeting(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    moment = days_before(now, 1)
    by = meadow.helper(moment)
    starts = (now + timedelta(days=15)).replace(hour=10, minute=0, second=0, microsecond=0)
    meeting = meetings.plan_meeting(
        cluster=meadow.cluster, title=told["title"], starts_at=starts,
        ends_at=starts + timedelta(hours=2), place=told["place"], chair=told["chair"], by=by,
        now=moment,
    )  # fmt: skip
    for one in told["items"]:
        agenda.add_agenda_item(meeting=meeting, by=by, now=moment, **one)
    meetings.call_meeting(meeting=meeting, by=by, now=moment)
    for days, (what, organisation) in enumerate(told["actions"].items(), start=1):
        action_list.add_action(
            cluster=meadow.cluster, what=what, organisation=meadow.organisations[organisation],
            due_on=localdate(now) + timedelta(days=7 * days), by=by, now=moment,
        )  # fmt: skip
