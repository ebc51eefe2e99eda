"""The clauses of a draft: words, order, own ones, left out and put back; and one step back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from spinney.agreements.actions.changing import Change
from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine import editing
from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.terms import CATALOGUE
from spinney.agreements.engine.wordings import WordingClause, gaps_in
from spinney.agreements.models import Version
from spinney.agreements.policies import drafting as rules
from spinney.agreements.policies.clauses import check_words
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotFound, WrongState


@dataclass(frozen=True)
class ClauseText:
    """The heading and words of a clause, as somebody types them."""

    heading: str
    text: str

    def tidy(self) -> ClauseText:
        """Without spaces that nobody sees; paragraphs set apart by one empty line."""
        lines = [line.strip() for line in self.text.replace("\r\n", "\n").split("\n")]
        text = "\n".join(lines)
        while "\n\n\n" in text:
            text = text.replace("\n\n\n", "\n\n")
        return ClauseText(" ".join(self.heading.split()), text.strip())


def _clause(content: Content, key: str) -> Clause:
    found = content.clause(key)
    if found is None:
        raise NotFound("This clause is not in the draft any more. Somebody may have left it out.")
    return found


@transaction.atomic
def edit_clause(
    *, version: Version, key: str, words: ClauseText, read: str = "", by: Actor, now: datetime
) -> Version:
    """Change the heading and the words of a clause. A gap (`{quorum}`) that is taken out of the
    words leaves its term in force by its value. `read` is the mark of the clause as it was read.
    """
    change = Change("agreements.edit_clause", version, by=by, now=now)
    clause = _clause(change.content, key)
    change.check_unread(clause.to_json(), read, f"“{clause.heading}”")
    words = words.tidy()
    check_words(words.heading, words.text, _questions_of(change.content))
    states = tuple(dict.fromkeys((*clause.states, *_terms_in(words.text))))
    made = replace(clause, heading=words.heading, text=words.text, states=states)
    return change.keep(change.content.with_clause(made), clause=key, heading=words.heading)


@transaction.atomic
def add_clause(
    *, version: Version, words: ClauseText, after: str = "", by: Actor, now: datetime
) -> Version:
    """Put a clause of one's own behind another one, or at the end. A gap in its words (`{quorum}`)
    makes it state that term.
    """
    change = Change("agreements.add_clause", version, by=by, now=now)
    content = change.content
    if len(content.clauses) >= rules.MOST_CLAUSES:
        raise WrongState(f"An agreement has room for {rules.MOST_CLAUSES} clauses.")
    words = words.tidy()
    check_words(words.heading, words.text, _questions_of(content))
    known = {one.key for one in content.clauses} | set(_template_of(content))
    key = editing.key_for(words.heading, known)
    clause = Clause(key, words.heading, words.text, _terms_in(words.text), own=True)
    behind = after if content.clause(after) else ""
    made = editing.added(content, clause, after=behind)
    return change.keep(made, clause=key, heading=words.heading)


@transaction.atomic
def move_clause(*, version: Version, key: str, place: int, by: Actor, now: datetime) -> Version:
    """Put a clause at another place, from 0."""
    change = Change("agreements.move_clause", version, by=by, now=now)
    clause = _clause(change.content, key)
    made = editing.moved(change.content, key, place)
    return change.keep(made, clause=key, heading=clause.heading, place=place)


@transaction.atomic
def leave_out_clause(*, version: Version, key: str, by: Actor, now: datetime) -> Version:
    """Take a clause out: one's own, or one that the template says may be left out. What it alone
    stated is stated no longer: a term without words would be hidden from those who sign.
    """
    change = Change("agreements.leave_out_clause", version, by=by, now=now)
    content = change.content
    clause = _clause(content, key)
    original = _template_of(content).get(key)
    if original is not None and not original.optional:
        raise BadInput(
            f"“{clause.heading}” belongs to every agreement of this kind, so it stays. You can"
            " change its words."
        )
    made = editing.without(content, key)
    dropped = [term for term in clause.states if made.clause_of(term) is None]
    for term in dropped:
        made = made.with_term(term, None)
    kept = tuple(term for term in made.instead_of if term not in dropped)
    made = replace(made, instead_of=kept)
    dropped = sorted(set(dropped) & set(content.terms))
    return change.keep(made, clause=key, heading=clause.heading, terms=dropped)


def _terms_in(text: str) -> tuple[str, ...]:
    """The terms that words say."""
    return tuple(key for key in gaps_in(text) if key in CATALOGUE)


def _questions_of(content: Content) -> frozenset[str]:
    """The keys that the template of a draft asks."""
    template = wordings().get(content.wording)
    return frozenset(template.question_of) if template else frozenset()


def _template_of(content: Content) -> dict[str, WordingClause]:
    """The clauses of the template that a draft began from, by their keys."""
    template = wordings().get(content.wording)
    return dict(template.clause_of) if template else {}


@transaction.atomic
def put_back_clause(*, version: Version, key: str, by: Actor, now: datetime) -> Version:
    """Bring back a clause of the template, in its own words: one that was left out to its place,
    one whose words were changed as it was.
    """
    change = Change("agreements.put_back_clause", version, by=by, now=now)
    originals = _template_of(change.content)
    original = originals.get(key)
    if original is None:
        raise NotFound("The template has no such clause.")
    clause = Clause(key, original.heading, original.text, original.terms)
    if change.content.clause(key) is not None:
        made = change.content.with_clause(clause)
    else:
        made = editing.put_back(change.content, clause, tuple(originals))
    return change.keep(made, clause=key, heading=clause.heading)


@transaction.atomic
def undo_change(*, version: Version, read: int, by: Actor, now: datetime) -> Version:
    """One step back: the draft as it was before its last change; done again, the change is back.
    `read` is the number of the change that is undone. Raises WrongState when somebody has changed
    something since.
    """
    change = Change("agreements.undo_change", version, by=by, now=now)
    draft = change.version
    if draft.undoes is None:
        raise WrongState("There is nothing to undo.")
    if draft.version != read:
        raise WrongState("Something else was changed since, so this cannot be undone in one step.")
    before = Content.from_json(draft.undoes)
    if before.title != change.content.title and draft.number == 1:
        change.agreement.title = before.title
        change.agreement.version += 1
        change.agreement.save(update_fields=["title", "version"])
    return change.keep(before)
