"""What a draft asks, as values: for programs, which answer as a term is kept and not in words."""

from __future__ import annotations

from dataclasses import dataclass

from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.terms import CATALOGUE, Json, write
from spinney.agreements.engine.wordings import Wording
from spinney.agreements.models import Version
from spinney.agreements.queries.drafting import content_of
from spinney.agreements.queries.questions import steps_of, suggested


@dataclass(frozen=True)
class AskedInDraft:
    """One question of a draft. `usual` is what is offered as the answer: what the site knows, else
    what holds until something else is agreed; None for words that nobody can know.
    """

    key: str
    title: str
    question: str
    is_term: bool
    answer: Json
    usual: Json


def asked_in(version: Version) -> list[AskedInDraft]:
    """What a draft asks, in the order of its clauses, with its answers. A few queries a term."""
    content = content_of(version)
    wording = wordings().get(content.wording)
    return [
        AskedInDraft(
            one.key,
            one.title,
            one.question,
            one.is_term,
            content.terms.get(one.key) if one.is_term else content.answers.get(one.key),
            _usual(version, one.key) if one.is_term else _offered(wording, one.key),
        )
        for one in steps_of(content, wording)
    ]


def _offered(wording: Wording | None, key: str) -> str | None:
    asked = wording.question_of.get(key) if wording else None
    return asked.default or None if asked else None


def _usual(version: Version, key: str) -> Json:
    offer = suggested(version.agreement, key)
    return write(key, CATALOGUE[key].default) if offer is None else offer.value
