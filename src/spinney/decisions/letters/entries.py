"""What is written to organisations whose vote came on paper or by phone. Never what they voted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, reply_address
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day_and_time
from spinney.decisions.letters.voting import ballot_url, ends_at, errand_of, voters_of
from spinney.decisions.models import Ballot, Elector, Entry

ENTERED = "decisions.vote_entered_for_you"
NOT_COUNTED = "decisions.vote_on_paper_not_counted"
COUNTED = "decisions.papers_counted"
CAME = "decisions.envelope_came"
RIGHT = "If it is as you want it, there is nothing for you to do."


def entered_for_you(entry: Entry, *, by: Actor, now: datetime) -> None:
    """Tell an organisation's voters that a vote was taken in for it, with a link to change it."""
    ballot, elector = entry.ballot, entry.elector
    until = ends_at(ballot)
    if elector is None or until is None:
        return
    how = entry.get_how_display().lower()
    said = (
        f"The vote of {one_line(elector.organisation.name)} came {how}. One person typed it, and a"
        " second one checked it. You can look at it, and change it, until"
        f" {day_and_time(ballot.closes_at)}."
    )
    letter = _entered(ballot.scope, one_line(ballot.cluster.name), one_line(ballot.title))
    letter = replace(
        letter, paragraphs=[said], about=subject_of(ballot), good_until=ballot.closes_at,
        reply_to=reply_address(by),
    )  # fmt: skip
    people = voters_of([elector.organisation_id], localdate(now))
    for person in people.get(elector.organisation_id, []):
        outbox.ask(
            letter, errand_of(ballot), to=person, by=by, now=now, expires_at=until,
            organisation_id=elector.organisation_id,
        )  # fmt: skip


def not_counted(entry: Entry, *, by: Actor, now: datetime) -> None:
    """Tell an organisation's voters that what came on paper or by phone does not count."""
    ballot, elector = entry.ballot, entry.elector
    if elector is None:
        return
    letter = replace(
        _not_counted(ballot.scope, one_line(ballot.cluster.name), one_line(ballot.title)),
        link=ballot_url(ballot), about=subject_of(ballot), reply_to=reply_address(by),
    )  # fmt: skip
    _tell(letter, [elector.organisation_id], f"{NOT_COUNTED}:{entry.pk}", by=by, now=now)


def papers_counted(ballot: Ballot, envelopes: Iterable[Entry], *, by: Actor, now: datetime) -> None:
    """Tell those whose envelopes were opened that the papers are in the count."""
    letter = replace(
        _counted(ballot.scope, one_line(ballot.cluster.name), one_line(ballot.title)),
        link=ballot_url(ballot), about=subject_of(ballot),
    )  # fmt: skip
    ids = [one.elector.organisation_id for one in envelopes if one.elector is not None]
    _tell(letter, ids, f"{COUNTED}:{ballot.pk}", by=by, now=now)


def envelopes_came(
    ballot: Ballot, electors: Iterable[Elector], *, by: Actor, now: datetime
) -> None:
    """Tell those whose envelopes were noted, so that nobody is said to have sent one unawares."""
    letter = _came(ballot.scope, one_line(ballot.cluster.name), one_line(ballot.title))
    ids = [one.organisation_id for one in electors]
    _tell_of_envelopes(letter, ballot, ids, "came", by=by, now=now)


def envelope_taken_out(ballot: Ballot, elector: Elector, *, by: Actor, now: datetime) -> None:
    """Tell an organisation that its envelope was noted by mistake, so that it can vote."""
    letter = replace(
        _came(ballot.scope, one_line(ballot.cluster.name), one_line(ballot.title)),
        headline=f"your envelope for “{one_line(ballot.title)}” was noted by mistake",
        paragraphs=["No envelope of yours came, so you have not voted yet. You can still vote."],
    )
    _tell_of_envelopes(letter, ballot, [elector.organisation_id], "out", by=by, now=now)


def _tell_of_envelopes(
    letter: Letter, ballot: Ballot, ids: list[int], occasion: str, *, by: Actor, now: datetime
) -> None:
    letter = replace(
        letter, link=ballot_url(ballot), about=subject_of(ballot), reply_to=reply_address(by)
    )
    _tell(letter, ids, f"{CAME}:{occasion}:{ballot.pk}:{now.isoformat()}", by=by, now=now)


def _tell(letter: Letter, ids: list[int], occasion: str, *, by: Actor, now: datetime) -> None:
    for people in voters_of(ids, localdate(now)).values():
        for person in people:
            outbox.tell(letter, to=person, by=by, now=now, key=f"{occasion}:{person.pk}")


def _entered(scope: Scope, place: str, title: str) -> Letter:
    return Letter(
        kind=ENTERED, scope=scope, place=place, asker=place,
        headline=f"your vote on “{title}” was taken in",
        paragraphs=["One person typed it, and a second one checked it."],
        deed="Look at it", minutes=1, say_no=RIGHT,
    )  # fmt: skip


def _not_counted(scope: Scope, place: str, title: str) -> Letter:
    return Letter(
        kind=NOT_COUNTED, scope=scope, place=place, asker=place,
        headline=f"your vote on “{title}” did not count",
        paragraphs=[
            "It came on paper or by phone, and voting closed before a second person had confirmed"
            " it. If that changes what was decided, answer this e-mail, so that it can be put to"
            " the members again.",
        ],
        link="/clusters/1/",
    )  # fmt: skip


def _counted(scope: Scope, place: str, title: str) -> Letter:
    return Letter(
        kind=COUNTED, scope=scope, place=place, asker=place,
        headline=f"your paper for “{title}” is in the count",
        paragraphs=[
            "The papers were shuffled, and typed by two people without names. Nobody can say which"
            " of them is yours, so it cannot be changed any more."
        ],
        link="/clusters/1/",
    )  # fmt: skip


def _came(scope: Scope, place: str, title: str) -> Letter:
    return Letter(
        kind=CAME, scope=scope, place=place, asker=place,
        headline=f"your envelope for “{title}” came",
        paragraphs=[
            "It was noted that you have taken part, so you cannot vote by link as well. It will be"
            " opened with the others, shuffled. If you sent none, answer this e-mail at once."
        ],
        link="/clusters/1/",
    )  # fmt: skip


PLACE = Scope("cluster", 1)
_EXAMPLES = (
    (ENTERED, "Votes on paper or by phone that were taken in for your organisation", _entered),
    (NOT_COUNTED, "Votes on paper or by phone that did not count", _not_counted),
    (COUNTED, "Papers of secret votes that were taken in", _counted),
)
for _name, _title, _letter in _EXAMPLES:
    add_kind(Kind(_name, _title, partial(_letter, PLACE, "The Spinney", "Our first project")))
# Whoever has sent no envelope must hear at once that somebody says so.
add_kind(
    Kind(
        CAME, "Envelopes of yours that came",
        partial(_came, PLACE, "The Spinney", "Our first project"), may_be_refused=False,
    )
)  # fmt: skip
