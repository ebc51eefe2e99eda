"""What stands in an agreement that was signed elsewhere: its original, and the terms keyed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.terms import CATALOGUE
from spinney.agreements.engine.wordings import gaps_in
from spinney.agreements.models import SignedElsewhere, Version
from spinney.base.kernel.canonical import sha256 as hash_of
from spinney.base.web.components.words import day

ORIGINAL = "original"
ABOUT = "about_"


def content_for(kind: str, title: str, name: str, sha256: str, signed_on: date) -> Content:
    """The first content: a clause that points to the original, and one for every term that such an
    agreement usually states, each still open. Nothing that its template says is taken over: what
    was signed says it, or not.
    """
    clauses = [original_clause(name, sha256, signed_on)]
    clauses += [about(key) for key in usual_terms(kind)]
    return Content(kind, "", title, tuple(clauses))


def usual_terms(kind: str) -> tuple[str, ...]:
    """The terms that an agreement of a kind usually states: those that its template asks."""
    wording = wordings().get(kind)
    return tuple(key for key in wording.terms if key in CATALOGUE) if wording else ()


def original_clause(name: str, sha256: str, signed_on: date) -> Clause:
    """The clause that says what was signed, and by which file it can be known."""
    # A brace in the name of a file is a brace.
    plain = name.replace("{", "{{").replace("}", "}}")
    text = (
        f"What binds is the original, signed on {day(signed_on)}: the file “{plain}”."
        f"\n\nSHA-256 of the file: {sha256}"
        "\n\nBelow stand the terms that were keyed in from it. Two people compared them with it."
    )
    return Clause(ORIGINAL, "What was signed", text, own=True)


def about(key: str) -> Clause:
    """The clause in which a term stands that was keyed in."""
    return Clause(f"{ABOUT}{key}", CATALOGUE[key].title, f"{{{key}}}", (key,))


def settled(content: Content, original: SignedElsewhere) -> Content:
    """The content as it is fixed: what the original does not say has no clause, and the clause that
    points to it says what it has to, whatever was made of it in the draft.
    """
    kept = tuple(one for one in content.clauses if one.key != ORIGINAL and _says(one, content))
    first = original_clause(original.name, original.sha256, original.signed_on)
    return replace(content, clauses=(first, *kept))


def added_by_hand(content: Content) -> tuple[Clause, ...]:
    """The clauses that say more than the terms that were keyed in: they are compared too."""
    return tuple(one for one in content.clauses if one.key != ORIGINAL and not _is_as_keyed_in(one))


def _is_as_keyed_in(clause: Clause) -> bool:
    key = clause.key.removeprefix(ABOUT)
    return key in CATALOGUE and clause == about(key)


def _says(clause: Clause, content: Content) -> bool:
    asked = [key for key in (*gaps_in(clause.text), *clause.states) if key in CATALOGUE]
    return not asked or any(key in content.terms for key in asked)


def content_digest(version: Version) -> str:
    """What tells whether a draft is as somebody compared it: its content, parties and first day."""
    parties = version.agreement.parties.filter(left_on=None)
    named = [[one.organisation_id, str(one.role)] for one in parties.order_by("position", "pk")]
    content = Content.from_json(version.content)
    said = {"parties": named, "from": version.wanted_from, "content": content.digest}
    return hash_of(said)
