"""Pieces of evidence as people add them; invented."""

from __future__ import annotations

from spinney.register.actions.evidence import add_evidence
from spinney.register.events.evidence import evidence_changed
from spinney.register.models import Evidence
from spinney.register.policies.evidence import EvidenceFacts
from tests.personas import Wood
from tests.register.acting import days, now


def facts(kind: str = "public_liability", **more) -> EvidenceFacts:
    """An insurance from 100 days ago to 265 days ahead, unless said otherwise."""
    given = {"issued_on": days(-100), "expires_on": days(265), **more}
    return EvidenceFacts(kind, **given)


def add(wood: Wood, *files, by: str = "birch", to: str = "", **more) -> Evidence:
    return add_evidence(
        organisation=wood.organisations[to or by],
        facts=facts(**more),
        files=files,
        by=wood.actor(by),
        now=now(),
    )


class News:
    """What is told of evidence while it listens."""

    def __init__(self) -> None:
        self.heard: list[dict[str, object]] = []

    def __enter__(self) -> list[dict[str, object]]:
        evidence_changed.connect(self.hear)
        return self.heard

    def __exit__(self, *error: object) -> None:
        evidence_changed.disconnect(self.hear)

    def hear(self, sender: object, **news: object) -> None:
        self.heard.append(news)
