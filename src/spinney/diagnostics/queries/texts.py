"""Words that organisations wrote into a survey: those waiting to be read, and those the group may
read. What an organisation takes back or changes is no longer among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.crypto import salted_hmac

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.diagnostics.bridge.findings import Findings, rules_of
from spinney.diagnostics.engine.definition import Kind, Shown
from spinney.diagnostics.engine.places import find
from spinney.diagnostics.engine.results.discretion import Telling, telling, without
from spinney.diagnostics.models import FreeText, Survey
from spinney.diagnostics.policies.results import check_reads_words
from spinney.diagnostics.states import Mode, TextState
from spinney.register import api as register

IN_WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT})


@dataclass(frozen=True)
class Words:
    """What somebody wrote to one question. `token` names it in addresses and says nothing of it;
    `owner` is the organisation, None where nobody may know; `row` what was decided of it, if it
    was decided of these very words.
    """

    token: str
    key: str
    label: str
    source: str
    said: str
    owner: int | None
    row: FreeText | None = None

    @property
    def state(self) -> TextState:
        return TextState(self.row.state) if self.row else TextState.WAITING

    @property
    def shown(self) -> str:
        """The words that the group may read; "" while they were not cleared."""
        return self.row.shown if self.row and self.row.state == TextState.CLEARED else ""


def words_in(findings: Findings) -> list[Words]:
    """All words that may come before the group once they are cleared. One query.

    In the order of the questions; of each, in an order that says nothing of who wrote.
    """
    survey = findings.survey
    rows = {(row.source, row.key): row for row in FreeText.objects.filter(survey=survey)}
    order = {one.key: at for at, one in enumerate(findings.instrument.questions())}
    found: dict[str, tuple[int, Words]] = {}
    for sent in findings.sent:
        for key, value in sent.values.items():
            said = value.strip() if isinstance(value, str) else ""
            if not said:
                continue
            try:
                place = find(findings.instrument, key)
            except KeyError:
                continue
            question = place.question
            if question.kind not in IN_WORDS or question.shown is not Shown.GROUP:
                continue
            source = _source(survey, sent.key, said)
            row = rows.get((source, key))
            if row is not None and row.said != said:
                row = None
            token = token_of(survey, source, key)
            words = Words(token, key, question.label, source, said, sent.organisation_id, row)
            found[token] = (order[question.key], words)
    ordered = sorted(found.values(), key=lambda pair: (pair[0], pair[1].token))
    return [words for _, words in ordered]


def _source(survey: Survey, key: str, said: str) -> str:
    """What a text is known by. Where nobody can tell who said what the sheets' own keys change;
    there the words themselves are, and the same words twice are one.
    """
    if survey.mode == Mode.DETACHED:
        return f"words:{sha256(said.encode()).hexdigest()[:48]}"
    return key


def token_of(survey: Survey, source: str, key: str) -> str:
    """The name of a text in addresses: 24 hexadecimal digits that only this site can make."""
    named = f"{survey.pk}:{source}:{key}"
    hidden = salted_hmac("spinney.diagnostics.words", named, algorithm="sha256")
    return hidden.hexdigest()[:24]


def enough_answered(findings: Findings, words: Sequence[Words]) -> list[Words]:
    """Those of questions that enough organisations answered for anything to be shown."""
    if findings.survey.mode == Mode.GROUP:
        return list(words)
    least = rules_of(findings.survey).least_group
    counts: dict[str, int] = {}
    for sent in findings.sent:
        for key, value in sent.values.items():
            counts[key] = counts.get(key, 0) + bool(value)
    return [one for one in words if counts.get(one.key, 0) >= least]


def cleared_in(findings: Findings) -> list[Words]:
    """The words that publishing now would show."""
    return [one for one in enough_answered(findings, words_in(findings)) if one.shown]


@dataclass(frozen=True)
class Queue:
    """The words that wait to be read, one of them open; how many were decided already."""

    waiting: tuple[Words, ...]
    decided: tuple[Words, ...]

    @property
    def first(self) -> Words | None:
        return self.waiting[0] if self.waiting else None


def queue_for(actor: Actor, findings: Findings) -> Queue:
    """The words of a survey for whoever may read them as they were written."""
    check_reads_words(findings.survey, actor)
    every = words_in(findings)
    return Queue(
        tuple(one for one in every if one.state == TextState.WAITING),
        tuple(one for one in every if one.state != TextState.WAITING),
    )


def words_for(actor: Actor, findings: Findings, token: str) -> Words:
    """One text, for whoever may read it. Raises NotFound once it was taken back or changed."""
    check_reads_words(findings.survey, actor)
    for one in words_in(findings):
        if one.token == token:
            return one
    raise NotFound("These words are not there any more: they were changed or taken back.")


@dataclass(frozen=True)
class Suggestion:
    """What looks as if it could tell who wrote a text, and the text without it."""

    found: tuple[Telling, ...]
    words: str


def suggested(findings: Findings, words: Words) -> Suggestion:
    """What might be taken out of a text before others read it. At most two queries."""
    known = _known_names(findings)
    return Suggestion(tuple(telling(words.said, known)), without(words.said, known))


def _known_names(findings: Findings) -> list[str]:
    """Names and towns of the organisations asked, and the people that were written to."""
    asked = findings.survey.asked.values_list("organisation_id", "person_name")
    people = [person for _, person in asked if person]
    ids = [organisation for organisation, _ in asked]
    rows = register.Organisation.objects.filter(pk__in=ids).values_list("name", "town")
    found = {part for row in rows for part in row if part}
    return sorted({*found, *people}, key=lambda name: (-len(name), name))


def by_token(words: Sequence[Words]) -> Mapping[str, Words]:
    return {one.token: one for one in words}
