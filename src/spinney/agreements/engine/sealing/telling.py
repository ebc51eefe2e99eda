"""A verdict in plain words, for the command and for the page. Pure.

>>> told(Verdict(Finding.NO_SEAL)).outcome
'This PDF has no seal, so nothing can be said about it.'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from spinney.agreements.engine.sealing.verifying import Finding, Verdict

OUTCOMES: dict[Finding, str] = {
    Finding.SEALED: "This file is whole. Nothing was changed since it was sealed.",
    Finding.UNKNOWN: (
        "Nothing was changed since this file was sealed, but we do not know who sealed it."
    ),
    Finding.CHANGED: "This file was changed after it was sealed. Do not rely on it.",
    Finding.ADDED_TO: (
        "Something was added to this file after it was sealed. Do not rely on what you see."
    ),
    Finding.BAD_STAMP: "The stamp of the time in this file is not right. Do not rely on it.",
    Finding.WORDS_DIFFER: (
        "The words in this file are not the ones that were signed. Do not rely on it."
    ),
    Finding.NO_WORDS: "This file is sealed, but it is no agreement that Spinney made.",
    Finding.NO_SEAL: "This PDF has no seal, so nothing can be said about it.",
    Finding.NOT_A_PDF: "This is not a PDF, or it is damaged.",
}
NEXT: dict[Finding, str] = {
    Finding.SEALED: "",
    Finding.UNKNOWN: (
        "Ask whoever sent it for the SHA-256 of the site's certificate, and compare it with the one"
        " below. If they are the same, the file is what it says."
    ),
    Finding.CHANGED: "Ask one of the parties for the sealed PDF, as the site gives it.",
    Finding.ADDED_TO: (
        "Ask one of the parties for the sealed PDF, as the site gives it. Filling in, signing or"
        " commenting on a sealed PDF adds to it."
    ),
    Finding.BAD_STAMP: "Ask one of the parties for the sealed PDF, as the site gives it.",
    Finding.WORDS_DIFFER: "Tell whoever runs the site that the seal names.",
    Finding.NO_WORDS: "Open it in a PDF reader: its own signature panel says more.",
    Finding.NO_SEAL: (
        "A draft, a copy for paper, and a file that was printed anew have none. Ask for the sealed"
        " PDF."
    ),
    Finding.NOT_A_PDF: "Choose the file again, as you were given it.",
}


@dataclass(frozen=True)
class Told:
    """What was found, what to do next, and the facts: pairs of a label and words."""

    outcome: str
    next: str
    facts: tuple[tuple[str, str], ...]
    signatures: tuple[str, ...]


def told(verdict: Verdict) -> Told:
    """A verdict in words. Times are told in UTC."""
    return Told(
        OUTCOMES[verdict.finding],
        NEXT[verdict.finding],
        tuple(_facts(verdict)),
        tuple(_signature(one) for one in verdict.signatures),
    )


def _facts(verdict: Verdict) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if verdict.document is not None:
        document = verdict.document
        found.append(("Agreement", f"{document.title}, version {document.number}"))
        found.append(("Between", ", ".join(one.name for one in document.parties) or "nobody"))
        found.append(("SHA-256 of the words", verdict.digest))
    if verdict.sealed_by:
        found.append(("Sealed by", verdict.sealed_by))
        found.append(("SHA-256 of its certificate", verdict.certificate))
    if verdict.sealed_at is not None:
        found.append(("Sealed at, by the clock of that site", _moment(verdict.sealed_at)))
    if verdict.stamped_at is not None:
        stamp = f"{_moment(verdict.stamped_at)}, by {verdict.stamped_by}"
        found.append(("Time stamped", stamp))
    return found


def _signature(one: object) -> str:
    said = one if isinstance(one, dict) else {}
    post = f", {said['post']}" if said.get("post") else ""
    return f"{said.get('organisation')}, by {said.get('name')}{post}, {said.get('when')}"


def _moment(when: datetime) -> str:
    local = when.astimezone(UTC)
    return f"{local.day} {local:%B %Y, %H:%M} UTC"
