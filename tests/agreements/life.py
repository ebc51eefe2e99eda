"""Signed agreements, variations and news, for tests of what comes after signing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from django.dispatch import Signal

from spinney.agreements.engine.content import Content
from spinney.agreements.events import life
from spinney.agreements.models import Agreement, AskedToSign, Party, Signing, Version
from spinney.agreements.states import (
    AgreementState,
    AskedState,
    SigningState,
    VersionState,
)
from tests.agreements.making import a_document, an_agreement, another_member
from tests.personas import Wood

TODAY = date(2026, 3, 20)
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
NAMES = {signal: name for name, signal in vars(life).items() if isinstance(signal, Signal)}


def sign(version: Version, signs: Iterable[str] | None = None, *, complete: bool = True) -> Version:
    """Fix the words of a version and let its parties sign them (all, or those with these names)."""
    content = Content.from_json(version.content)
    parties = list(version.agreement.parties.filter(left_on=None).select_related("organisation"))
    document = a_document(content, [p.organisation for p in parties], version.number)
    version.text, version.digest = document.to_json(), document.digest
    version.state, version.put_out_at = VersionState.SIGNING, NOW
    version.save()
    signing = Signing.objects.create(
        signs=version, opened_at=NOW, opened_by="person:1", deadline=date(2026, 12, 31),
        state=SigningState.COMPLETE if complete else SigningState.OPEN,
    )  # fmt: skip
    for party in parties:
        signed = signs is None or party.organisation.name.split()[0].lower() in signs
        state = AskedState.SIGNED if signed else AskedState.WAITING
        AskedToSign.objects.create(signing=signing, party=party, asked_at=NOW, state=state)
    return version


def signed_agreement(
    wood: Wood,
    parties: Iterable[str] = ("birch",),
    *,
    signs: Iterable[str] | None = None,
    complete: bool = True,
    **changes: Any,
) -> Agreement:
    """An agreement whose first version waits to be put in force."""
    agreement = an_agreement(wood, parties, state=AgreementState.DRAFT, **changes)
    sign(agreement.versions.get(), signs, complete=complete)
    agreement.state = AgreementState.SIGNING
    agreement.save()
    return agreement


def variation(
    agreement: Agreement, *, terms: Mapping[str, Any], wanted: date | None = None
) -> Version:
    """A draft of the next version with these terms, straight in the tables."""
    last = agreement.versions.last()
    assert last is not None
    return Version.objects.create(
        agreement=agreement, number=last.number + 1, wanted_from=wanted,
        content=last.content | {"terms": dict(terms)}, made_at=NOW, made_by="person:1",
    )  # fmt: skip


@contextmanager
def heard(*signals: Signal) -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """What these signals say meanwhile: (name, what they give), in order."""
    news: list[tuple[str, dict[str, Any]]] = []
    ears = []
    for signal in signals:

        def hear(sender: object, signal: Signal, **given: Any) -> None:
            news.append((NAMES[signal], given))

        signal.connect(hear)
        ears.append((signal, hear))
    try:
        yield news
    finally:
        for signal, ear in ears:
            signal.disconnect(ear)


def a_leaver(wood: Wood, *, terms: Mapping[str, Any] | None = None, **changes: Any) -> Agreement:
    """An agreement in force of Birch House and Maple House."""
    if "maple" not in wood.organisations:
        another_member(wood, "maple")
    return an_agreement(wood, ["birch", "maple"], terms=terms, **changes)


def party_of(agreement: Agreement, name: str) -> Party:
    """A party by the first word of its name."""
    return agreement.parties.get(organisation__name__istartswith=name)
