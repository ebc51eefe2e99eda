"""Sealing a 20-page agreement that 30 organisations signed: Spinney beside pyHanko alone.

    python -m benchmarks.sealing              # 15 rounds
    python -m benchmarks.sealing --rounds 40

**Work.** From the fixed words (a Document as JSON) and the signatures to the sealed file: set as
tagged PDF/A-3a and PDF/UA-1, with its certificate page and the words as data inside, sealed.

**Limit.** pyHanko's own `sign_pdf` on the very PDF that was set, with the same key and level
(PAdES baseline B, certifying): nobody who seals with it can be quicker or smaller. Both take turns
in one process, after each has run once. Times are medians; what counts are the ratios.

**Checking.** The whole verdict of `spinney agreements verify` beside pyHanko's validation alone.
"""

import argparse
import io
import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

from asn1crypto import keys, pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfReader

from spinney.agreements.engine.document import Document, FixedClause, NamedParty
from spinney.agreements.engine.documents import Certificate, Enclosed, Print, SignedBy, pdf
from spinney.agreements.engine.sealing import make_key, seal, verify

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
REASON = "Everybody who was needed has signed these words"
PAGES = 20
ORGANISATIONS = 30
SENTENCE = "Each party bears its own costs unless the members agree otherwise in writing. "


def an_agreement() -> Document:
    """Thirty parties, and clauses until the words alone fill twenty pages."""
    parties = tuple(
        NamedParty(f"u{at}", f"Invented House {at}", "Member", f"GB-CHC-19{at:05}")
        for at in range(ORGANISATIONS)
    )
    clauses: list[FixedClause] = []
    while True:
        at = len(clauses) + 1
        text = (SENTENCE * 6, "We will:", "- meet each month", "- keep minutes", SENTENCE * 5)
        clauses.append(FixedClause(str(at), f"k{at}", f"What we share, part {at}", text))
        document = Document(
            "Consortium agreement", "Consortium agreement", "Elm Valley", 1, parties,
            tuple(clauses), {"quorum": {"members": 3}},
        )  # fmt: skip
        if pages_of(pdf(document, Print(NOW, digest=document.digest))) >= PAGES:
            return document


def signed(document: Document) -> Certificate:
    signatures = tuple(
        SignedBy(
            organisation=party.name, name=f"Ada Invented {at}", post="Director",
            mandate="Director, under a mandate given on 3 January 2026", how="on the site",
            identified_by="signed in with a passkey", at="2026-03-20T12:00:00.000000+00:00",
            when="20 March 2026, 12:00", digest=document.digest,
            enclosed=(Enclosed("minute.pdf", f"{at:064x}", "trustees' minute"),),
        )
        for at, party in enumerate(document.parties)
    )  # fmt: skip
    facts = (("Signatures needed", "all of 30 parties"), ("In force from", "20 March 2026"))
    return Certificate("01990000-0000-7000-8000-000000000001", facts, signatures)


def pages_of(content: bytes) -> int:
    return len(PdfReader(io.BytesIO(content)).pages)


def median_ms(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Each work's median in milliseconds; they take turns."""
    times: list[list[float]] = [[] for _ in works]
    for turn in range(rounds + 1):
        for at, work in enumerate(works):
            began = time.perf_counter()
            work()
            if turn:  # the first round imports what is needed
                times[at].append(1000 * (time.perf_counter() - began))
    return [statistics.median(one) for one in times]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    document = an_agreement()
    certificate, fixed = signed(document), json.dumps(document.to_json())
    key = make_key("Spinney at example.org", NOW)
    how = Print(NOW, "In force from 20 March 2026", digest=document.digest)
    about = PdfSignatureMetadata(
        field_name="Seal", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES, reason=REASON, name=key.name,
    )  # fmt: skip

    own = SimpleSigner(
        signing_cert=x509.Certificate.load(key.certificate),
        signing_key=keys.PrivateKeyInfo.load(pem.unarmor(key.private)[2]),
        cert_registry=SimpleCertificateStore(),
    )

    def whole() -> bytes:
        words = Document.from_json(json.loads(fixed))
        return seal(pdf(words, how, certificate), key, at=NOW, reason=REASON)

    unsealed = pdf(document, how, certificate)

    def alone() -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(unsealed))
        return sign_pdf(writer, about, signer=own).getvalue()

    works = (
        whole, alone, lambda: pdf(document, how, certificate),
        lambda: seal(unsealed, key, at=NOW, reason=REASON),
    )  # fmt: skip
    ours, limit, words = whole(), alone(), pdf(document, how)
    print(
        f"{pages_of(words)} pages of words, {pages_of(ours)} with the certificate of"
        f" {len(document.parties)} signatures; {rounds} rounds"
    )
    all_of_it, bare, setting, sealing = median_ms(rounds, *works)
    table("ms", bare, {
        "words to sealed file (Spinney)": all_of_it, "  of it setting the pages": setting,
        "  of it sealing": sealing, "pyHanko alone, same PDF (limit)": bare,
    })  # fmt: skip
    table("bytes", len(limit), {
        "sealed file (Spinney)": len(ours), "pyHanko alone, same PDF (limit)": len(limit),
        "  of it words and certificate": len(unsealed), "words without certificate": len(words),
    })  # fmt: skip
    mine, theirs = median_ms(
        rounds, lambda: verify(ours, [key.fingerprint]), lambda: validate(ours)
    )
    table("ms", theirs, {"verdict (Spinney)": mine, "pyHanko validates": theirs})


def table(unit: str, limit: float, rows: dict[str, float]) -> None:
    """Each figure, and its ratio to the limit."""
    print(f"{'':34}{unit:>9}{'ratio':>8}")
    for name, figure in rows.items():
        print(f"{name:34}{figure:9,.0f}{figure / limit:8.2f}")


def validate(content: bytes) -> object:
    [one] = PdfFileReader(io.BytesIO(content)).embedded_regular_signatures
    context = ValidationContext(trust_roots=[one.signer_cert], allow_fetching=False, moment=NOW)
    return validate_pdf_signature(one, context)


if __name__ == "__main__":
    main()
