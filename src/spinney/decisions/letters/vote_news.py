"""What voters are told besides being asked: that somebody voted for them, gave them its vote, or
answered their objection. Never what anybody voted.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, reply_address, tell_each
from spinney.base.record.record import subject_of
from spinney.decisions.letters.senders import asker_of
from spinney.decisions.letters.voting import ends_at, errand_of, vote_url, voters_of
from spinney.decisions.models import Ballot, Proxy, Vote
from spinney.decisions.queries.voting import Seat
from spinney.register.api import Organisation

VOTED_FOR_YOU = "decisions.vote_cast_for_you"
PROXY_ENDED = "decisions.proxy_ended"
PROXY_GIVEN = "decisions.proxy_given"
OBJECTION_ANSWERED = "decisions.objection_answered"


def tell_about_vote(
    ballot: Ballot, seat: Seat, before: int | None, *, by: Actor, now: datetime
) -> None:
    """Tell the people of an organisation that somebody voted for it: another organisation by its
    proxy, or somebody in place of a colleague (`before`, whose vote it was).
    """
    if seat.proxy is None and before in (None, by.person_id):
        return
    theirs = voters_of([seat.elector.organisation_id], localdate(now))
    people = theirs.get(seat.elector.organisation_id, [])
    name = one_line(seat.name)
    if seat.proxy is not None:
        said = f"{one_line(seat.proxy.holder.name)} voted for {name}, as you asked it to."
    else:
        said = f"What {name} voted was changed, by a colleague of yours or by those who run this."
        people = [one for one in people if one.pk == before]
    letter = replace(
        _cast_for_you(ballot.scope, one_line(ballot.cluster.name), one_line(ballot.title)),
        paragraphs=[f"{said} You can look at the vote, and change it, until voting closes."],
        link=vote_url(ballot), about=subject_of(ballot),
    )  # fmt: skip
    tell_each(letter, people, by=by, now=now)


def proxy_given(proxy: Proxy, title: str, link: str, *, by: Actor, now: datetime) -> None:
    """Tell those who vote for the holder that it was given another's vote."""
    name = one_line(proxy.organisation.name)
    letter = replace(
        _given(cluster_scope(proxy.cluster_id), one_line(proxy.cluster.name), name),
        paragraphs=[
            f"{name} cannot vote on “{one_line(title)}”, and asks you to vote for it. What it"
            " wishes stands on the page."
        ],
        link=link, about=subject_of(proxy),
    )  # fmt: skip
    people = voters_of([proxy.holder_id], localdate(now)).get(proxy.holder_id, [])
    tell_each(letter, people, by=by, now=now)


def proxy_ended(proxy: Proxy, ended_by: Organisation, *, by: Actor, now: datetime) -> None:
    """Tell the other side that a proxy has ended."""
    given_back = ended_by.pk == proxy.holder_id
    to = proxy.organisation_id if given_back else proxy.holder_id
    name = one_line(ended_by.name)
    said = (
        f"{name} cannot vote for you. Vote yourself, or ask another member."
        if given_back
        else f"{name} votes itself. You need not vote for it."
    )
    letter = replace(
        _proxy_ended(cluster_scope(proxy.cluster_id), one_line(proxy.cluster.name), name),
        paragraphs=[said], about=subject_of(proxy),
    )  # fmt: skip
    if proxy.ballot is not None:
        letter = replace(letter, link=vote_url(proxy.ballot))
    tell_each(letter, voters_of([to], localdate(now)).get(to, []), by=by, now=now)


def objection_answered(vote: Vote, ballot: Ballot, *, by: Actor, now: datetime) -> None:
    """Ask whoever objected to read the answer, and to keep the objection or take it back."""
    until = ends_at(ballot)
    elector = vote.elector
    if until is None:
        return
    letter = replace(
        _answered(
            ballot.scope, one_line(ballot.cluster.name), asker_of(by, ballot),
            one_line(ballot.title), localdate(ballot.closes_at),
        ),
        about=subject_of(ballot), reply_to=reply_address(by), good_until=ballot.closes_at,
    )  # fmt: skip
    people = voters_of([elector.organisation_id], localdate(now))
    for person in people.get(elector.organisation_id, []):
        outbox.ask(
            letter, errand_of(ballot), to=person, by=by, now=now, expires_at=until,
            organisation_id=elector.organisation_id,
        )  # fmt: skip


# How each begins ------------------------------------------------------------------------------


def _cast_for_you(scope: Scope, place: str, title: str) -> Letter:
    return Letter(
        kind=VOTED_FOR_YOU, scope=scope, place=place, asker=place,
        headline=f"your organisation’s vote on “{title}”",
        paragraphs=["You can look at the vote, and change it, until voting closes."],
        link="/clusters/1/",
    )  # fmt: skip


def _given(scope: Scope, place: str, name: str) -> Letter:
    return Letter(
        kind=PROXY_GIVEN, scope=scope, place=place, asker=name,
        headline=f"{name} asks you to vote for it",
        paragraphs=["What it wishes stands on the page."], link="/clusters/1/",
    )  # fmt: skip


def _proxy_ended(scope: Scope, place: str, name: str) -> Letter:
    return Letter(
        kind=PROXY_ENDED, scope=scope, place=place, asker=name,
        headline=f"no vote by proxy between you and {name}",
        paragraphs=["Vote yourself, or ask another member."],
    )  # fmt: skip


def _answered(scope: Scope, place: str, asker: str, title: str, until: date) -> Letter:
    return Letter(
        kind=OBJECTION_ANSWERED, scope=scope, place=place, asker=asker,
        headline=f"your objection to “{title}” was answered",
        paragraphs=["Read the answer. Then keep your objection, or take it back."],
        deed="Answer", minutes=2, by_when=until,
        say_no="If you do nothing, your objection stands as it is.",
    )  # fmt: skip


PLACE = Scope("cluster", 1)
_EXAMPLES = (
    (
        VOTED_FOR_YOU, "Votes that somebody else cast or changed for your organisation",
        lambda: _cast_for_you(PLACE, "The Spinney", "What shall we share first?"),
    ),
    (
        PROXY_GIVEN, "Members that ask you to vote for them",
        lambda: _given(PLACE, "The Spinney", "Birch House"),
    ),
    (
        PROXY_ENDED, "Votes by proxy that are taken back",
        lambda: _proxy_ended(PLACE, "The Spinney", "Birch House"),
    ),
    (
        OBJECTION_ANSWERED, "Answers to your objections",
        lambda: _answered(
            PLACE, "The Spinney", "Ash Green, facilitator", "A shared van", date(2026, 3, 12)
        ),
    ),
)  # fmt: skip
for _name, _title, _example in _EXAMPLES:
    add_kind(Kind(_name, _title, _example))
