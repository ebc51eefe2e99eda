"""What is written about comments and other words: to those who write the agreement, to those who
said something, and to readers from outside. Never what was said, nor who said it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.timezone import get_default_timezone, localdate

from spinney.agreements.letters.senders import asker_of
from spinney.agreements.models import Agreement, Comment, OutsideReader, ProposedWords, Version
from spinney.agreements.states import WordsState
from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, reply_address
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.register import api as register

TALKED = "agreements.talked_over"
OUTSIDE = "agreements.outside_reading"
ANSWERED = "agreements.outside_answered"
READ = "agreements.read_from_outside"
MINUTES_TO_READ = 20
SAY_NO = "If you would rather not read it, you need do nothing, or answer this message."


# To those inside ------------------------------------------------------------------------------


def was_said(comment: Comment, *, by: Actor, now: datetime) -> None:
    """Tell those who write the agreement that there are new comments, and those in the thread that
    somebody answered; each once a day at the most.
    """
    version = comment.about
    first = comment.answers
    thread: list[Comment] = []
    if first is not None:
        thread = [first, *first.replies.select_related("person", "reader")]
    said = f"there are new comments on “{one_line(version.agreement.title)}”"
    inside = {one.person for one in thread if one.person is not None}
    _tell(version, [*_drafters(version.agreement, now), *inside], said, by=by, now=now)
    outside = first.reader if first is not None else None
    if outside is not None and comment.reader_id != outside.pk:
        reader_answered(outside, by=by, now=now)


def words_proposed(words: ProposedWords, *, by: Actor, now: datetime) -> None:
    """Tell those who write the agreement that other words were proposed."""
    said = f"other words are proposed for “{one_line(words.about.agreement.title)}”"
    _tell(words.about, _drafters(words.about.agreement, now), said, by=by, now=now, what="words")


def words_decided(words: ProposedWords, *, by: Actor, now: datetime) -> None:
    """Tell whoever proposed words what became of them."""
    title = one_line(words.about.agreement.title)
    taken = words.state == WordsState.TAKEN
    became = "taken over into" if taken else "not taken over into"
    if words.person is not None:
        said = f"words that you proposed were {became} “{title}”"
        _tell(words.about, [words.person], said, by=by, now=now, what=f"decided-{words.pk}")
    if words.reader is not None:
        reader_answered(words.reader, by=by, now=now)


def reader_finished(reader: OutsideReader, *, by: Actor, now: datetime) -> None:
    """Tell those who write the agreement that a reader from outside has finished."""
    title = one_line(reader.reads.agreement.title)
    said = f"a reader from outside has finished reading “{title}”"
    people = _drafters(reader.reads.agreement, now)
    _tell(reader.reads, people, said, by=by, now=now, what=f"verdict-{reader.pk}-{now:%H%M}")


def _drafters(agreement: Agreement, now: datetime) -> list[Person]:
    """Those who write it: who run the cluster, and the people of the member that began it."""
    on = localdate(now)
    people = clusters.people_who_run(agreement.cluster, on)
    if agreement.begun_by_id is not None:
        mandates = register.representatives_of([agreement.begun_by_id], on)
        people += [one.person for one in mandates]
    return people


def _tell(
    version: Version,
    people: Iterable[Person],
    said: str,
    *,
    by: Actor,
    now: datetime,
    what: str = "comments",
) -> None:
    agreement = version.agreement
    letter = _news(
        agreement.scope, one_line(agreement.cluster.name), said,
        reverse("agreements:review", args=[agreement.cluster_id, agreement.pk]),
        subject_of(version),
    )  # fmt: skip
    for person in {one.pk: one for one in people if one.pk != by.person_id}.values():
        key = f"{TALKED}:{version.pk}:{what}:{localdate(now)}:{person.pk}"
        outbox.tell(letter, to=person, by=by, now=now, key=key)


def _news(scope: Scope, place: str, said: str, link: str, about: str = "") -> Letter:
    return Letter(
        kind=TALKED,
        scope=scope,
        place=place,
        asker=place,
        headline=said,
        paragraphs=["Read what was said beside the clauses, and say what you think."],
        link=link,
        about=about,
    )


# To readers from outside ----------------------------------------------------------------------


def errand_of(reader: OutsideReader) -> Errand:
    """What a reader's link lets her do: read what she was given, and say what she thinks of it."""
    return Errand(
        verb=READ,
        subject=subject_of(reader),
        scope=reader.reads.agreement.scope,
        minutes=MINUTES_TO_READ,
    )


def ends_at(until: date) -> datetime:
    """When a reader's link ends: with her last day."""
    return datetime.combine(until + timedelta(days=1), time.min, get_default_timezone())


def asked_to_read(reader: OutsideReader, *, by: Actor, now: datetime) -> None:
    """Give somebody outside one version to read, by a link that is hers."""
    agreement = reader.reads.agreement
    letter = _asked(
        agreement.scope, one_line(agreement.cluster.name), asker_of(by, agreement),
        one_line(agreement.title), reader.until, may_comment=reader.may_comment,
    )  # fmt: skip
    letter = replace(
        letter, said=reader.message, about=subject_of(reader), reply_to=reply_address(by)
    )
    expires = ends_at(reader.until)
    outbox.ask(letter, errand_of(reader), to=reader.email, by=by, now=now, expires_at=expires)


def _asked(
    scope: Scope,
    place: str,
    asker: str,
    title: str,
    until: date,
    *,
    may_comment: bool = True,
) -> Letter:
    say = " You can comment on each clause, and propose other words." if may_comment else ""
    return Letter(
        kind=OUTSIDE,
        scope=scope,
        place=place,
        asker=asker,
        headline=f"will you read “{title}” for {place}?",
        paragraphs=[
            f"{place} is writing “{title}” and asks you to read it as it stands now.{say} You need"
            " no account and no password.",
            "The link is for you alone. It shows this one text, and nothing else of theirs.",
        ],
        deed="Read it",
        minutes=MINUTES_TO_READ,
        by_when=until,
        say_no=SAY_NO,
    )


def reader_answered(reader: OutsideReader, *, by: Actor, now: datetime) -> None:
    """Tell a reader from outside that somebody answered her; once a day at the most."""
    agreement = reader.reads.agreement
    letter = _answered(
        agreement.scope, one_line(agreement.cluster.name), one_line(agreement.title), reader.until,
        subject_of(reader),
    )  # fmt: skip
    key = f"{ANSWERED}:{reader.pk}:{localdate(now)}"
    outbox.tell(letter, to=reader.email, by=by, now=now, key=key)


def _answered(scope: Scope, place: str, title: str, until: date, about: str = "") -> Letter:
    return Letter(
        kind=ANSWERED,
        scope=scope,
        place=place,
        asker=place,
        headline=f"there is an answer to what you said about “{title}”",
        paragraphs=[f"Open the link that we sent you: it works until {day(until)}."],
        about=about,
    )


def no_longer_asked(reader: OutsideReader, now: datetime) -> None:
    """End every link of a reader."""
    links.revoke(READ, subject_of(reader), now=now)


PLACE = Scope("cluster", 1)
add_kind(
    Kind(
        TALKED,
        "Comments and other words on agreements",
        lambda: _news(PLACE, "The Spinney", "there are new comments on “Ground rules”", "/home/"),
    )
)
add_kind(
    Kind(
        OUTSIDE,
        "Agreements that you are asked to read from outside",
        lambda: _asked(
            PLACE, "The Spinney", "Ash Green, facilitator", "Memorandum", date(2026, 3, 12)
        ),
    )
)
add_kind(
    Kind(
        ANSWERED,
        "Answers to what you said about an agreement",
        lambda: _answered(PLACE, "The Spinney", "Memorandum", date(2026, 3, 12)),
    )
)
