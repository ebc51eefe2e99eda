"""Agreements that were signed elsewhere: what was keyed in, who has compared it, what clashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from spinney.agreements.bridge.fixing import document_of, names_in
from spinney.agreements.bridge.originals import added_by_hand, content_digest, usual_terms
from spinney.agreements.bridge.terms import in_words
from spinney.agreements.engine.content import Content
from spinney.agreements.engine.document import FixedClause
from spinney.agreements.engine.terms import CATALOGUE
from spinney.agreements.models import Agreement, SignedElsewhere, Version
from spinney.agreements.policies import elsewhere as rules
from spinney.agreements.policies.drafting import drafts
from spinney.agreements.queries.terms import conflicts_of
from spinney.agreements.states import VersionState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import allows


@dataclass(frozen=True)
class KeyedTerm:
    """A term of an agreement that was signed elsewhere: its title, the question, and what was keyed
    in, in words; none: not asked yet, or the original does not say.
    """

    key: str
    title: str
    said: str


@dataclass(frozen=True)
class BroughtIn:
    """An agreement that was signed elsewhere, for whoever looks. `usual` are the terms that such an
    agreement often states, `more` all others, `added` what else was written; `digest` is of what
    she compares.
    """

    version: Version
    original: SignedElsewhere
    usual: tuple[KeyedTerm, ...]
    more: tuple[KeyedTerm, ...]
    added: tuple[FixedClause, ...]
    clashes: tuple[str, ...]
    digest: str
    waits: bool
    may_key_in: bool
    may_confirm: bool
    confirmed_once: bool
    confirmed_by_her: bool
    confirmed_by_colleague: bool
    may_take_back: bool


def brought_in(by: Actor, agreement: Agreement) -> BroughtIn:
    """All of it. Raises NotFound for an agreement that was signed here."""
    version = agreement.versions.filter(number=1).exclude(state=VersionState.DISCARDED).first()
    original = SignedElsewhere.objects.filter(of=version).last() if version else None
    if version is None or original is None:
        raise NotFound("This agreement was not signed elsewhere.")
    version.agreement = agreement
    waits = version.state == VersionState.DRAFT
    content = Content.from_json(version.content)
    usual, more = _terms(content, agreement)
    digest = content_digest(version)
    once = bool(original.first_confirmed_by) and original.digest == digest
    hers = once and original.first_confirmed_by == by.label
    original.of = version
    colleagues = once and not hers and not allows(rules.check_is_second_person, original, by)
    return BroughtIn(
        version=version,
        original=original,
        usual=usual,
        more=more,
        added=_added(version, content),
        clashes=tuple(one.words for one in conflicts_of(version)) if waits else (),
        digest=digest,
        waits=waits,
        may_key_in=waits and drafts(by, agreement),
        may_confirm=waits and not (hers or colleagues) and rules.compares(by, agreement),
        confirmed_once=once,
        confirmed_by_her=hers,
        confirmed_by_colleague=colleagues,
        may_take_back=allows(rules.check_takes_back, by, agreement)
        and allows(rules.check_nothing_depends, agreement),
    )


def _added(version: Version, content: Content) -> tuple[FixedClause, ...]:
    """Clauses that were written by hand, as they will read. None is nearly always the answer."""
    keys = {one.key for one in added_by_hand(content)}
    if not keys:
        return ()
    return tuple(one for one in document_of(version).clauses if one.key in keys)


def _terms(
    content: Content, agreement: Agreement
) -> tuple[tuple[KeyedTerm, ...], tuple[KeyedTerm, ...]]:
    usual = usual_terms(agreement.kind)
    names = names_in(content.terms)
    found = [
        KeyedTerm(
            key,
            CATALOGUE[key].title,
            in_words(key, content.terms[key], names) if key in content.terms else "",
        )
        for key in CATALOGUE
    ]
    asked = tuple(one for one in found if one.key in usual or one.said)
    return asked, tuple(one for one in found if one not in asked)


@dataclass(frozen=True)
class ElsewherePart:
    """On the page of an agreement that was signed elsewhere: whether it waits to be compared."""

    original: SignedElsewhere
    waits: bool
    confirmed_once: bool
    first_at: datetime | None


def part_for(by: Actor, agreement: Agreement) -> ElsewherePart | None:
    """The part of an agreement's page; None for one that was signed here. Two queries."""
    if not agreement.signed_elsewhere:
        return None
    rows = SignedElsewhere.objects.filter(of__agreement=agreement).select_related("of")
    original = rows.exclude(of__state=VersionState.DISCARDED).last()
    if original is None:
        return None
    original.of.agreement = agreement
    waits = original.of.state == VersionState.DRAFT
    once = waits and original.digest == content_digest(original.of)
    return ElsewherePart(original, waits, once, original.first_confirmed_at if once else None)
