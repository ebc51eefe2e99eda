"""Other words for a clause: proposed, taken back, taken over, or not taken over with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from spinney.agreements.actions.changing import Change
from spinney.agreements.actions.clauses import ClauseText
from spinney.agreements.actions.talking import Talk
from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine import editing
from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.events import review as news
from spinney.agreements.letters import review as letters
from spinney.agreements.models import OutsideReader, ProposedWords, Version
from spinney.agreements.policies import review as rules
from spinney.agreements.policies.clauses import check_words
from spinney.agreements.states import WordsState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState


@transaction.atomic
def propose_words(
    *,
    version: Version,
    clause: str,
    words: ClauseText,
    why: str,
    reader: OutsideReader | None = None,
    by: Actor,
    now: datetime,
) -> ProposedWords:
    """Propose other words for a clause; a clause more (`clause` is ""); or to leave one out (no
    text).
    """
    talk = Talk("agreements.propose_words", version, by=by, now=now, reader=reader)
    talk.check_pace()
    rules.check_has_clause(talk.content, clause)
    before = talk.content.clause(clause) if clause else None
    words = words.tidy()
    if before is not None and not words.text:
        words = ClauseText(before.heading, "")
    rules.check_proposal(words.heading, words.text, before)
    if len(why) > rules.LONGEST_COMMENT:
        told = f"Make it shorter: there is room for {rules.LONGEST_COMMENT:,} letters."
        raise BadInput(told, {"why": [told]})
    proposed = ProposedWords.objects.create(
        about=version,
        clause=clause or editing.key_for(words.heading, _taken(talk.content, version)),
        heading=words.heading,
        text=words.text,
        before=before.to_json() if before else None,
        why=why.strip(),
        at=now,
        **talk.author,
    )
    talk.note(proposed, clause=proposed.clause)
    letters.words_proposed(proposed, by=by, now=now)
    return proposed


def _taken(content: Content, version: Version) -> set[str]:
    """The keys that a new clause cannot have: those of clauses, and of clauses proposed."""
    proposed = ProposedWords.objects.filter(about=version).values_list("clause", flat=True)
    draft = Content.from_json(version.content)
    return {one.key for one in (*content.clauses, *draft.clauses)} | set(proposed)


def _held(words: ProposedWords) -> ProposedWords:
    """The proposed words as they are now, held until this transaction ends."""
    rows = ProposedWords.objects.select_for_update(of=("self",))
    return rows.select_related("about__agreement__cluster", "reader").get(pk=words.pk)


def _decide(
    words: ProposedWords, state: WordsState, why: str, by: Actor, now: datetime
) -> ProposedWords:
    words.state, words.decided_at, words.decided_by = state, now, by.label
    words.decided_why = why.strip()
    words.version += 1
    words.save()
    return words


@transaction.atomic
def take_back_words(
    *, words: ProposedWords, reader: OutsideReader | None = None, by: Actor, now: datetime
) -> ProposedWords:
    """Take back what one has proposed oneself."""
    words = _held(words)
    talk = Talk("agreements.take_back_words", words.about, by=by, now=now, reader=reader)
    rules.check_own(words, by, reader)
    rules.check_words_become(words, WordsState.WITHDRAWN)
    talk.note(words, clause=words.clause)
    return _decide(words, WordsState.WITHDRAWN, "", by, now)


@transaction.atomic
def take_words(*, words: ProposedWords, read: str = "", by: Actor, now: datetime) -> ProposedWords:
    """Put proposed words into the draft, in the place of the clause as it stands. `read` is the
    mark of that clause as it was compared: a change since is told. `before` becomes the clause
    that gave way, so that this can be undone.
    """
    words = _held(words)
    change = Change("agreements.take_words", words.about, by=by, now=now)
    rules.check_words_become(words, WordsState.TAKEN)
    present = change.content.clause(words.clause)
    rules.check_as_read(present, read)
    words.before = present.to_json() if present else None
    change.keep(_with(change.content, words), clause=words.clause, words=words.pk)
    words = _decide(words, WordsState.TAKEN, "", by, now)
    letters.words_decided(words, by=by, now=now)
    news.words_taken.send(sender=ProposedWords, words=words, by=by, now=now)
    return words


def _with(content: Content, words: ProposedWords) -> Content:
    """The draft with proposed words in their place. Raises WrongState where they have none."""
    present = content.clause(words.clause)
    if not words.text:
        if present is None:
            raise WrongState("This clause was left out already.")
        return _without(content, present)
    check_words(words.heading, words.text, _questions_of(content))
    if present is not None:
        return content.with_clause(replace(present, heading=words.heading, text=words.text))
    return editing.added(content, Clause(words.clause, words.heading, words.text, own=True))


def _questions_of(content: Content) -> frozenset[str]:
    """The keys that a clause may ask for: those of the template's questions."""
    wording = wordings().get(content.wording)
    return frozenset(wording.question_of) if wording else frozenset()


def _without(content: Content, clause: Clause) -> Content:
    """Without a clause, and without what it alone stated: nothing is signed unread. Raises
    WrongState for a clause that belongs to every agreement of its kind.
    """
    wording = wordings().get(content.wording)
    original = wording.clause_of.get(clause.key) if wording else None
    if original is not None and not original.optional:
        raise WrongState(
            f"“{clause.heading}” belongs to every agreement of this kind, so it stays. You can"
            " change its words, or say why it is not left out."
        )
    made = editing.without(content, clause.key)
    dropped = {term for term in clause.states if made.clause_of(term) is None}
    for term in dropped:
        made = made.with_term(term, None)
    return replace(made, instead_of=tuple(t for t in made.instead_of if t not in dropped))


@transaction.atomic
def decline_words(*, words: ProposedWords, why: str, by: Actor, now: datetime) -> ProposedWords:
    """Leave the clause as it is, and tell whoever proposed the words why."""
    words = _held(words)
    change = Change("agreements.decline_words", words.about, by=by, now=now)
    rules.check_words_become(words, WordsState.NOT_TAKEN)
    rules.check_reason(why)
    change.keep(change.content, clause=words.clause, words=words.pk)
    words = _decide(words, WordsState.NOT_TAKEN, why, by, now)
    letters.words_decided(words, by=by, now=now)
    return words


@transaction.atomic
def reopen_words(*, words: ProposedWords, by: Actor, now: datetime) -> ProposedWords:
    """Think about proposed words again. Those that were taken over go out of the draft: the clause
    is as it was before. Raises WrongState when the clause was changed since.
    """
    words = _held(words)
    change = Change("agreements.reopen_words", words.about, by=by, now=now)
    rules.check_words_become(words, WordsState.OPEN)
    content = change.content
    if words.state == WordsState.TAKEN:
        content = _undone(content, words, change.version)
    change.keep(content, clause=words.clause, words=words.pk)
    return _decide(words, WordsState.OPEN, "", by, now)


def _undone(content: Content, words: ProposedWords, version: Version) -> Content:
    present = content.clause(words.clause)
    before = Clause.from_json(words.before) if words.before else None
    if not words.text:
        if present is not None or before is None:
            raise WrongState("The clause is back already, so there is nothing to undo.")
        return _put_back(content, before, version)
    if present is None or (present.heading, present.text) != (words.heading, words.text):
        raise WrongState(
            "The clause was changed again since these words were taken over. Change it yourself,"
            " so that nothing is lost."
        )
    return content.with_clause(before) if before else editing.without(content, words.clause)


def _put_back(content: Content, clause: Clause, version: Version) -> Content:
    """A clause that was left out, back in its place with what it stated, as far as the draft still
    knows: that is so until the next change.
    """
    before = Content.from_json(version.undoes) if version.undoes else content
    order = tuple(one.key for one in before.clauses)
    made = editing.put_back(content, clause, order)
    for term in clause.states:
        if term in before.terms and term not in made.terms:
            made = made.with_term(term, before.terms[term])
    return made
