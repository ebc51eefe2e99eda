"""What is written to voters. Never what anybody voted, and nothing of a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.access.links import Errand, can_be_done_again
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, reply_address
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import clock, day
from spinney.clusters import api as clusters
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.letters.answering import answer_words
from spinney.decisions.letters.senders import asker_of
from spinney.decisions.models import Ballot, Elector
from spinney.decisions.queries.results import sentence_of
from spinney.decisions.queries.vote_words import option_words
from spinney.decisions.states import BallotState
from spinney.register import api as register

ASKED = "decisions.asked_to_vote"
ENDED = "decisions.ballot_ended"
CAST = "decisions.cast_vote"
DAYS_AFTER_CLOSING = 14
"""The link lives so many days longer: it then tells what came of it."""
SAY_NO = (
    "You need not vote. If your organisation has an interest of its own in this, open the link and"
    " say so. If you cannot vote, you can let another member vote for you there."
)

can_be_done_again(CAST)


def errand_of(ballot: Ballot) -> Errand:
    """What a link lets its holder do: vote for her organisation, and change it until the close."""
    minutes = WAYS[ballot.way].minutes
    return Errand(verb=CAST, subject=subject_of(ballot), scope=ballot.scope, minutes=minutes)


def ends_at(ballot: Ballot) -> datetime | None:
    """When the links end: some days after the close."""
    return ballot.closes_at + timedelta(days=DAYS_AFTER_CLOSING) if ballot.closes_at else None


def reference_of(elector: Elector) -> str:
    """What stands in the subject of an elector's letters, so that an answer finds it."""
    return f"[SP-{elector.reply_code}]"


def takes_replies(ballot: Ballot) -> bool:
    """Whether one can vote by answering the letter: where this site reads its mail, and the ballot
    is not secret (a letter has a sender).
    """
    return bool(getattr(settings, "MAIL_IN", "")) and not ballot.secret


# Asked -----------------------------------------------------------------------------------------


def asked_to_vote(
    ballot: Ballot, electors: Iterable[Elector], by: Actor, now: datetime, why: str = ""
) -> int:
    """Ask everybody who may vote for these electors. `why` goes first ("A new version has taken
    the place of …"). Returns how many organisations were written to.
    """
    opening = [why] if why else []
    return _ask(ballot, electors, opening, by=by, now=now)


def remind_voters(ballot: Ballot, by: Actor, now: datetime) -> int:
    """Write again to those that have not voted, and take part; returns how many organisations that
    is.
    """
    waiting = Elector.objects.filter(ballot=ballot, voted_at=None, recused_at=None, left_at=None)
    return _ask(ballot, waiting, ["Your organisation has not voted yet."], by=by, now=now)


def _ask(
    ballot: Ballot, electors: Iterable[Elector], opening: list[str], *, by: Actor, now: datetime
) -> int:
    until = ends_at(ballot)
    if until is None:
        raise ValueError("A ballot that nobody closes has no letters.")
    letter = _asked(
        ballot.scope, one_line(ballot.cluster.name), asker_of(by, ballot), one_line(ballot.title),
        localdate(ballot.closes_at), WAYS[ballot.way].minutes,
    )  # fmt: skip
    letter = replace(
        letter, paragraphs=[*opening, *_matter(ballot)], about=subject_of(ballot),
        reply_to="" if takes_replies(ballot) else reply_address(by), good_until=ballot.closes_at,
    )  # fmt: skip
    found = {one.organisation_id: one for one in electors}
    people = voters_of(found, localdate(now))
    for organisation_id, voters in people.items():
        own = _with_reference(letter, ballot, found[organisation_id])
        for person in voters:
            outbox.ask(
                own, errand_of(ballot), to=person, by=by, now=now, expires_at=until,
                organisation_id=organisation_id,
            )  # fmt: skip
    return len(people)


def _with_reference(letter: Letter, ballot: Ballot, elector: Elector) -> Letter:
    if not takes_replies(ballot):
        return letter
    return replace(letter, headline=f"{letter.headline} {reference_of(elector)}")


def _matter(ballot: Ballot) -> list[str]:
    """What is asked, what there is to choose from, and until when."""
    way = WAYS[ballot.way]
    said = [f"{one_line(one)}" for one in _choices(ballot)]
    if takes_replies(ballot) and said:
        said.append(f"Open the link, or answer this e-mail with {answer_words(way)}.")
    ends = f"You can vote, and change your vote, until {clock(ballot.closes_at)} on "
    said.append(f"{ends}{day(ballot.closes_at)}.")
    if ballot.secret:
        said.append("The ballot is secret: nobody sees who voted what.")
    if not way.decides:
        said.append("It decides nothing: it shows where you all stand.")
    return said


def _choices(ballot: Ballot) -> list[str]:
    """What can be chosen, each with its number."""
    way = WAYS[ballot.way]
    if not way.has_options:
        return [f"{number}. {one.label}" for number, one in enumerate(way.voices, start=1)]
    live = [one for one in ballot.options.all() if one.withdrawn_at is None]
    words = [option_words(one) for one in live]
    return [f"{one} ({one.hint})" if one.hint else str(one) for one in words]


def voters_of(organisation_ids: Iterable[int], on: date) -> dict[int, list[Person]]:
    """Whom to write to: for each organisation, those with a mandate to vote for it on a day,
    deputies too; nobody twice.
    """
    found: dict[int, list[Person]] = defaultdict(list)
    rows = register.mandates_in_force(on).filter(
        organisation__in=list(organisation_ids), may_vote=True
    )
    for one in rows.select_related("person").order_by("organisation_id", "given_at", "pk"):
        if one.person.is_active and one.person not in found[one.organisation_id]:
            found[one.organisation_id].append(one.person)
    return {pk: people for pk, people in found.items() if people}


def prolong_links(ballot: Ballot) -> None:
    """Let the links live as long as the new end asks."""
    until = ends_at(ballot)
    if until is not None:
        links.prolong(CAST, [subject_of(ballot)], until=until)


def end_links(ballot: Ballot, now: datetime) -> None:
    """End every link to vote in a ballot."""
    links.revoke(CAST, subject_of(ballot), now=now)


# Told ------------------------------------------------------------------------------------------

_ENDS = {
    BallotState.CLOSED: ("voting has closed: “{}”", "The page shows what it came to, and why."),
    BallotState.WITHDRAWN: (
        "taken back: “{}”",
        "The ballot was taken back before it closed, so nothing was decided and no vote counts.",
    ),
    BallotState.REPLACED: (
        "a new version takes the place of “{}”",
        "What there is to decide has changed, so votes in this one count no more. You are asked"
        " anew: look for the e-mail about the new version.",
    ),
}


def told_of_end(ballot: Ballot, now: datetime) -> None:
    """Tell those who were asked, and those who run the cluster, that a ballot was closed, taken
    back or replaced: whichever it is now.
    """
    headline, said = _ENDS[BallotState(ballot.state)]
    why = f" Why: {one_line(ballot.ended_why)}" if ballot.ended_why else ""
    letter = _ended(
        ballot.scope, one_line(ballot.cluster.name), headline.format(one_line(ballot.title))
    )
    came_to = [one_line(one) for one in [sentence_of(ballot)] if one]
    letter = replace(
        letter, paragraphs=[*came_to, f"{said}{why}"], about=subject_of(ballot),
        link=result_url(ballot) if came_to else ballot_url(ballot),
    )  # fmt: skip
    voters = voters_of(
        ballot.electors.values_list("organisation_id", flat=True), localdate(now)
    ).values()
    runs = clusters.people_who_run(ballot.cluster, localdate(now))
    people = {one.pk: one for one in [*(each for them in voters for each in them), *runs]}
    for person in people.values():
        key = f"{ENDED}:{ballot.pk}:{ballot.state}:{person.pk}"
        outbox.tell(letter, to=person, by=Actor.system("voting"), now=now, key=key)


def ballot_url(ballot: Ballot) -> str:
    """The page of a ballot."""
    return reverse("decisions:ballot", args=[ballot.cluster_id, ballot.pk])


def result_url(ballot: Ballot) -> str:
    """The page of what a closed ballot came to."""
    return reverse("decisions:result", args=[ballot.cluster_id, ballot.pk])


def vote_url(ballot: Ballot) -> str:
    """The page on which one votes, signed in."""
    return reverse("decisions:vote", args=[ballot.cluster_id, ballot.pk])


# How each begins -------------------------------------------------------------------------------


def _asked(scope: Scope, place: str, asker: str, title: str, until: date, minutes: int) -> Letter:
    return Letter(
        kind=ASKED, scope=scope, place=place, asker=asker, headline=title,
        paragraphs=["Your organisation is asked to vote."], deed="Vote", minutes=minutes,
        by_when=until, say_no=SAY_NO,
    )  # fmt: skip


def _ended(scope: Scope, place: str, headline: str) -> Letter:
    return Letter(
        kind=ENDED, scope=scope, place=place, asker=place, headline=headline,
        paragraphs=["The page shows what it came to, and why."], link="/clusters/1/",
    )  # fmt: skip


PLACE = Scope("cluster", 1)
_EXAMPLES = (
    (
        ASKED, "Ballots in which your organisation is asked to vote",
        lambda: _asked(
            PLACE, "The Spinney", "Ash Green, facilitator", "What shall we share first?",
            date(2026, 3, 12), 2,
        ),
    ),
    (
        ENDED, "What came of ballots",
        lambda: _ended(PLACE, "The Spinney", "voting has closed: “What shall we share first?”"),
    ),
)  # fmt: skip
for _name, _title, _example in _EXAMPLES:
    add_kind(Kind(_name, _title, _example))
