"""How a version came to be signed, from its rows: what the certificate page says."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Prefetch

from spinney.agreements.engine.documents import Certificate, Enclosed, NotSigned, SignedBy
from spinney.agreements.engine.sealing import Key
from spinney.agreements.models import AskedToSign, Scan, Signature, Signing, Version
from spinney.agreements.models.signing import Paper
from spinney.agreements.states import AskedState, ScanState, SignedHow, SigningState
from spinney.base.kernel.canonical import plain
from spinney.base.web.components.words import counted, day, day_and_time

HOW = {
    SignedHow.ELECTRONIC: "on the site",
    SignedHow.PAPER: "on paper",
    SignedHow.ELSEWHERE: "before it came here",
}


def certificate_of(version: Version, key: Key) -> Certificate:
    """Who signed a version, for whom, when and how we know; who did not; what was put out before.
    Seven queries at most.
    """
    signings = list(_signings(version))
    done = [one for one in signings if one.state == SigningState.COMPLETE]
    asked = [one for signing in done for one in signing.asked.all()]
    return Certificate(
        agreement=str(version.agreement.uid),
        facts=tuple(_facts(version, done)),
        signed=tuple(_signed(asked)),
        not_signed=tuple(_not_signed(one) for one in asked if one.state != AskedState.SIGNED),
        earlier=tuple(_earlier(one) for one in signings if one.state != SigningState.COMPLETE),
        originals=tuple(_enclosed(one, "") for one in version.originals.order_by("pk")),
        sealing=_sealing(key),
    )


def _signings(version: Version) -> list[Signing]:
    asked = AskedToSign.objects.select_related("party__organisation").prefetch_related(
        Prefetch("signatures", Signature.objects.order_by("at", "pk")),
        "authorities",
        "scans",
    )
    rows = Signing.objects.filter(signs=version).order_by("opened_at", "pk")
    return list(rows.prefetch_related(Prefetch("asked", asked.order_by("step", "pk"))))


def _facts(version: Version, done: list[Signing]) -> Iterator[tuple[str, str]]:
    yield "Version", str(version.number)
    yield "Words fixed", day_and_time(version.put_out_at)
    for signing in done:
        people = counted(len(signing.asked.all()), "party", "parties")
        needed = f"{signing.needed} of {people}" if signing.needed else f"all of {people}"
        yield "Signatures needed", needed
        yield "Order", "one after the other" if signing.in_order else "side by side"
        yield "All needed signatures given", day_and_time(signing.closed_at)
    if version.in_force_from:
        until = version.in_force_until
        yield "In force from", day(version.in_force_from)
        yield "In force until", day(until) if until else "something ends it"


def _signed(asked: list[AskedToSign]) -> list[SignedBy]:
    """Every signature in the order in which they were given."""
    given = [(signature, one) for one in asked for signature in one.signatures.all()]
    given.sort(key=lambda pair: (pair[0].at, pair[0].pk))
    return [_signature(signature, one) for signature, one in given]


def _signature(signature: Signature, asked: AskedToSign) -> SignedBy:
    papers = [
        _enclosed(one, one.note or "shows the power to sign") for one in asked.authorities.all()
    ]
    papers += [_enclosed(one, _scan_words(one)) for one in _scans(asked, signature)]
    return SignedBy(
        organisation=signature.organisation_name,
        name=signature.name,
        post=signature.post,
        mandate=signature.mandate_words or "not said",
        how=HOW[SignedHow(signature.how)],
        identified_by=signature.identified_by,
        at=plain(signature.at),
        when=day_and_time(signature.at),
        digest=signature.digest,
        enclosed=tuple(papers),
    )


def _scans(asked: AskedToSign, signature: Signature) -> list[Scan]:
    if signature.how != SignedHow.PAPER:
        return []
    return [
        one
        for one in asked.scans.all()
        if one.state == ScanState.CONFIRMED and one.signer_name == signature.name
    ]


def _scan_words(scan: Scan) -> str:
    return f"scan, signed on {day(scan.signed_on)}, compared by two people"


def _enclosed(paper: Paper, what: str) -> Enclosed:
    return Enclosed(paper.name, paper.sha256, what)


def _not_signed(asked: AskedToSign) -> NotSigned:
    outcome = {
        AskedState.WAITING: "had not signed when this was sealed",
        AskedState.DECLINED: "would not sign",
        AskedState.NOT_NEEDED: "need not sign",
    }[AskedState(asked.state)]
    when = day_and_time(asked.answered_at) if asked.answered_at else ""
    return NotSigned(asked.party.organisation.name, outcome, asked.reason, when)


def _earlier(signing: Signing) -> str:
    words = f"Put out on {day(signing.opened_at)}: {signing.get_state_display().lower()}"
    ended = f" on {day(signing.closed_at)}" if signing.closed_at else ""
    why = f" ({signing.close_reason.strip()})" if signing.close_reason.strip() else ""
    return f"{words}{ended}{why}."


def _sealing(key: Key) -> tuple[str, ...]:
    level, clock = (
        ("T", f"An authority stamps the time: {settings.SEAL_TIMESTAMPS}.")
        if settings.SEAL_TIMESTAMPS
        else ("B", "No authority stamps the time: it is what this site's clock said.")
    )
    own = (
        ""
        if key.is_issued
        else " The site made this certificate itself, so a reader says that it does not know who"
        " it belongs to. It does say whether anything was changed."
    )
    return (
        f"The file is sealed (PAdES baseline {level}) by “{key.name}”. SHA-256 of its certificate:"
        f" {key.fingerprint}. {clock}",
        f"Any PDF reader shows the seal and whether anything was changed since.{own}",
        f"Or hand the file in at {settings.SITE_ADDRESS.rstrip('/')}/verify-document/, or run:"
        " spinney agreements verify FILE.pdf",
        "The words and signatures are also in this file as data (agreement.json), with the hash"
        " that every signature is under.",
    )
