"""What is said about a version, clause by clause, for whoever asks: everybody inside who may see
the agreement sees all of it; a reader from outside what she said herself, and answers to that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from spinney.agreements.bridge.fixing import document_of, filled
from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.document import Document
from spinney.agreements.engine.documents.blocks import Block, blocks
from spinney.agreements.engine.wordings import WordingClause
from spinney.agreements.models import Agreement, Comment, OutsideReader, ProposedWords, Version
from spinney.agreements.policies import review as rules
from spinney.agreements.policies.drafting import drafts
from spinney.agreements.states import CommentState, VersionState, WordsState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound, WrongState
from spinney.base.record.record import subject_of

WHOLE = ""


# What there is --------------------------------------------------------------------------------


def comments_for(version: Version, reader: OutsideReader | None) -> QuerySet[Comment]:
    """Comments on a version, oldest first: all of them to whoever may see its agreement, her own
    threads to a reader from outside.
    """
    found = Comment.objects.filter(about=version)
    found = found.select_related("organisation", "person", "reader")
    if reader is not None:
        found = found.filter(Q(reader=reader) | Q(answers__reader=reader))
    return found.order_by("at", "pk")


def words_for(version: Version, reader: OutsideReader | None) -> QuerySet[ProposedWords]:
    """Words proposed for a version, oldest first: to a reader from outside, her own."""
    found = ProposedWords.objects.filter(about=version)
    if reader is not None:
        found = found.filter(reader=reader)
    return found.select_related("organisation", "person", "reader").order_by("at", "pk")


def talked_over(agreement: Agreement, number: int | None = None) -> Version:
    """The version that is talked over: the one with a number, else the one under way, else the
    newest. Raises WrongState where there is none, NotFound for a number that there is not.
    """
    rows = agreement.versions.exclude(state=VersionState.DISCARDED).order_by("number")
    versions = [one for one in rows if number is None or one.number == number]
    if not versions and number is not None:
        raise NotFound("There is no such version here.")
    if not versions:
        raise WrongState("There is nothing to read here yet.")
    found = versions[-1]
    found.agreement = agreement
    return found


def said_before(version: Version) -> list[int]:
    """The numbers of earlier versions about which something was said."""
    said = Q(comments__isnull=False) | Q(proposed_words__isnull=False)
    earlier = version.agreement.versions.filter(said, number__lt=version.number)
    return sorted(set(earlier.order_by().values_list("number", flat=True)))


def get_comment(version: Version, pk: int, reader: OutsideReader | None = None) -> Comment:
    """One comment on a version. Raises NotFound; to a reader from outside for others' threads."""
    rows = Comment.objects.select_related("about__agreement__cluster", "answers", "reader")
    found = rows.filter(about=version, pk=pk).first()
    first = (found.answers or found) if found else None
    if found is None or (reader is not None and (first is None or first.reader_id != reader.pk)):
        raise NotFound("There is no such comment here.")
    return found


def get_words(agreement: Agreement, pk: int, reader: OutsideReader | None = None) -> ProposedWords:
    """Proposed words for a version of an agreement. Raises NotFound."""
    rows = ProposedWords.objects.filter(about__agreement=agreement, pk=pk)
    if reader is not None:
        rows = rows.filter(reader=reader)
    found = rows.select_related("about", "organisation", "person", "reader").first()
    if found is None:
        raise NotFound("There are no such words here.")
    found.about.agreement = agreement
    return found


# As it is shown -------------------------------------------------------------------------------


@dataclass(frozen=True)
class SaidView:
    """A comment as it is shown: by whom, what she may do with it, and the answers to it."""

    comment: Comment
    who: str
    is_mine: bool
    may_edit: bool
    may_remove: bool
    may_settle: bool
    is_new: bool
    answers: tuple[SaidView, ...] = ()

    @property
    def is_gone(self) -> bool:
        return self.comment.removed_at is not None

    @property
    def is_open(self) -> bool:
        return self.comment.state == CommentState.OPEN and not self.is_gone

    @property
    def any_new(self) -> bool:
        return self.is_new or any(one.is_new for one in self.answers)


@dataclass(frozen=True)
class WordsView:
    """Proposed words as they are listed beside a clause."""

    words: ProposedWords
    who: str
    what: str
    is_mine: bool
    is_new: bool

    @property
    def is_open(self) -> bool:
        return self.words.state == WordsState.OPEN


@dataclass(frozen=True)
class ClauseTalk:
    """A clause with its words, why it is there, and what is said about it."""

    key: str
    number: str
    heading: str
    paragraphs: tuple[str, ...]
    template: WordingClause | None
    threads: tuple[SaidView, ...]
    words: tuple[WordsView, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its words as paragraphs and lists."""
        return blocks(self.paragraphs)

    @property
    def open_count(self) -> int:
        """How many comments and proposals wait to be dealt with."""
        waiting = [one for one in self.threads if one.is_open]
        return len(waiting) + sum(1 for one in self.words if one.is_open)

    @property
    def new_count(self) -> int:
        return sum(one.any_new for one in self.threads) + sum(one.is_new for one in self.words)

    @property
    def said_count(self) -> int:
        return len(self.threads) + len(self.words)


@dataclass(frozen=True)
class Discussion:
    """Everything that is said about a version, in the order of its clauses; then about the whole,
    and about clauses that it no longer has.
    """

    version: Version
    document: Document
    clauses: tuple[ClauseTalk, ...]
    may_say: bool
    may_draft: bool

    @property
    def open_count(self) -> int:
        return sum(one.open_count for one in self.clauses)

    @property
    def new_count(self) -> int:
        return sum(one.new_count for one in self.clauses)


@dataclass(frozen=True)
class Looking:
    """Who looks, when, and when she looked last: to tell what she may do and what is new to her."""

    by: Actor
    now: datetime
    since: datetime | None = None
    reader: OutsideReader | None = None


def discussion_of(version: Version, looking: Looking) -> Discussion:
    """What is said about a version. For a reader from outside: about what she was given."""
    reader = looking.reader
    document = given_to(reader) if reader else document_of(version)
    threads = _threads(version, looking)
    words = _words(version, looking)
    wording = wordings().get(version.agreement.kind)
    explained = wording.clause_of if wording else {}
    clauses = [
        ClauseTalk(
            one.key, one.number, one.heading, one.paragraphs, explained.get(one.key),
            tuple(threads.pop(one.key, ())), tuple(words.pop(one.key, ())),
        )
        for one in document.clauses
    ]  # fmt: skip
    whole = tuple(threads.pop(WHOLE, ()))
    clauses.append(ClauseTalk(WHOLE, "", "About the whole", (), None, whole, ()))
    left = [one for found in threads.values() for one in found]
    more = [one for found in words.values() for one in found]
    if left or more:
        clauses.append(_rest(left, more))
    is_draft = version.state == VersionState.DRAFT
    may_say = is_draft and (reader is None or reader.may_comment)
    may_draft = is_draft and reader is None and drafts(looking.by, version.agreement)
    return Discussion(version, document, tuple(clauses), may_say, may_draft)


def _rest(threads: Iterable[SaidView], words: Iterable[WordsView]) -> ClauseTalk:
    title = "Clauses that are not in the draft: proposed, or left out"
    return ClauseTalk("-", "", title, (), None, tuple(threads), tuple(words))


def given_to(reader: OutsideReader) -> Document:
    """What a reader from outside was given, with its gaps filled as they were answered then."""
    version = reader.reads
    return content_in_words(version.agreement, reader.content, version.number)


def content_in_words(agreement: Agreement, content: Mapping[str, object], number: int) -> Document:
    """A content of an agreement with its gaps filled."""
    return filled(Version(agreement=agreement, number=number, content=dict(content)))


def _threads(version: Version, looking: Looking) -> dict[str, list[SaidView]]:
    rows = list(comments_for(version, looking.reader))
    answers: dict[int, list[Comment]] = defaultdict(list)
    for one in rows:
        one.about = version
        if one.answers_id is not None:
            answers[one.answers_id].append(one)
    found: dict[str, list[SaidView]] = defaultdict(list)
    for one in rows:
        if one.answers_id is not None:
            continue
        replies = [r for r in answers.get(one.pk, ()) if r.removed_at is None]
        if one.removed_at is None or replies:
            shown = tuple(_said(reply, looking) for reply in replies)
            found[one.clause].append(_said(one, looking, shown))
    return found


def _said(comment: Comment, looking: Looking, answers: tuple[SaidView, ...] = ()) -> SaidView:
    is_draft = comment.about.state == VersionState.DRAFT
    mine = rules.is_own(comment, looking.by, looking.reader)
    inside = looking.reader is None and comment.answers_id is None
    gone = comment.removed_at is not None
    return SaidView(
        comment=comment,
        who=who_said(comment, outside=looking.reader is not None),
        is_mine=mine,
        may_edit=is_draft and mine and not gone and rules.can_still_edit(comment, looking.now),
        may_remove=is_draft and mine and not gone,
        may_settle=is_draft and inside and not gone and rules.may_settle(comment, looking.by),
        is_new=not mine and looking.since is not None and comment.at > looking.since,
        answers=answers,
    )


def who_said(said: Comment | ProposedWords, *, outside: bool = False) -> str:
    """Who said it, and for whom. To somebody outside only the organisation is named."""
    if said.reader is not None:
        capacity = f", {said.reader.capacity}" if said.reader.capacity else ""
        return f"{said.reader.name}{capacity}"
    organisation = said.organisation.name if said.organisation else ""
    if outside:
        return organisation or "Those who run the cluster"
    name = str(said.person) if said.person else "Somebody"
    if said.person is not None:
        name = said.person.name or said.person.email
    return f"{name}, {organisation}" if organisation else name


def _words(version: Version, looking: Looking) -> dict[str, list[WordsView]]:
    found: dict[str, list[WordsView]] = defaultdict(list)
    for one in words_for(version, looking.reader):
        mine = rules.is_own(one, looking.by, looking.reader)
        fresh = not mine and looking.since is not None and one.at > looking.since
        who = who_said(one, outside=looking.reader is not None)
        found[one.clause].append(WordsView(one, who, what_is_proposed(one), mine, fresh))
    return found


def what_is_proposed(words: ProposedWords) -> str:
    """What a proposal is, in a word or two."""
    if words.before is None:
        return "One clause more"
    return "Other words" if words.text else "Leave it out"


def counts_by_clause(version: Version) -> dict[str, int]:
    """Clause key -> how many comments and proposals about it wait to be dealt with. Two queries."""
    found: dict[str, int] = defaultdict(int)
    open_comments = Comment.objects.filter(
        about=version, answers=None, removed_at=None, state=CommentState.OPEN
    )
    open_words = ProposedWords.objects.filter(about=version, state=WordsState.OPEN)
    for rows in (open_comments, open_words):
        for key in rows.order_by().values_list("clause", flat=True):
            found[key] += 1
    return dict(found)


@dataclass(frozen=True)
class ReviewPart:
    """What is said about an agreement, on its page."""

    version: Version
    open_count: int
    may_say: bool
    readers: int
    may_ask_outside: bool


def part_for(by: Actor, agreement: Agreement) -> ReviewPart | None:
    """The part of an agreement's page that is about what is said of it; None where there is neither
    a draft nor anything that was said.
    """
    versions = agreement.versions.exclude(state=VersionState.DISCARDED).order_by("-number")
    version = versions.first()
    if version is None:
        return None
    version.agreement = agreement
    is_draft = version.state == VersionState.DRAFT
    waiting = sum(counts_by_clause(version).values()) if is_draft else 0
    writes = drafts(by, agreement)
    readers = OutsideReader.objects.filter(reads=version).count() if writes else 0
    return ReviewPart(version, waiting, is_draft, readers, writes and is_draft)


def reader_by_link(by: Actor) -> OutsideReader:
    """The reader from outside whose link the actor holds. Raises NotFound."""
    subject = by.pass_.subject if by.pass_ else ""
    number = subject.rpartition(":")[2]
    rows = OutsideReader.objects.select_related("reads__agreement__cluster__programme")
    found = rows.filter(pk=int(number)).first() if number.isdecimal() else None
    if found is None or subject_of(found) != subject:
        raise NotFound("There is nothing to read at this link any more.")
    return found
