"""Is a sealed PDF whole, who sealed it, when, and do its words prove themselves? Pure.

Nothing is fetched and no clock is asked. Whether the certificate is one that the asker knows is
told by its fingerprint alone: a certificate that a site made itself has nobody above it.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from spinney.agreements.engine.document import Document
from spinney.agreements.engine.documents.certificate import ENCLOSED, FORMAT
from spinney.agreements.engine.sealing.apart import apart
from spinney.agreements.engine.sealing.keys import name_of

for _library in ("pyhanko", "pyhanko_certvalidator"):
    # What they say of a broken file is in the verdict; anybody may hand in such files.
    logging.getLogger(_library).setLevel(logging.CRITICAL)


class Finding(StrEnum):
    """What verification found. Only SEALED is good; UNKNOWN is whole, by somebody unknown."""

    SEALED = "sealed"
    UNKNOWN = "unknown"
    NOT_A_PDF = "not_a_pdf"
    NO_SEAL = "no_seal"
    CHANGED = "changed"
    ADDED_TO = "added_to"
    BAD_STAMP = "bad_stamp"
    NO_WORDS = "no_words"
    WORDS_DIFFER = "words_differ"


WHOLE = frozenset({Finding.SEALED, Finding.UNKNOWN})
MOST_UNPACKED = 10_000_000
"""Bytes of one piece of a file when it is unpacked. The data of the longest agreement have a
fraction of that; a small file that somebody made on purpose could unpack to hundreds of times more.
"""


@dataclass(frozen=True)
class Verdict:
    """What a file says and whether it can be believed. `sealed_at` is what the sealing site's clock
    said; `stamped_at` what a time-stamping authority did, `stamped_by` its name (whether that is
    an authority that anybody trusts is not looked into). `document` and `signatures` are read from
    the file's own data and given only when they agree with their hash.
    """

    finding: Finding
    sealed_by: str = ""
    certificate: str = ""
    sealed_at: datetime | None = None
    stamped_by: str = ""
    stamped_at: datetime | None = None
    digest: str = ""
    agreement: str = ""
    document: Document | None = None
    signatures: tuple[Mapping[str, Any], ...] = field(default=())

    @property
    def is_whole(self) -> bool:
        """Nothing was changed since it was sealed, and the words agree with their hash."""
        return self.finding in WHOLE


def verify(pdf: bytes, known: Collection[str] = ()) -> Verdict:
    """Whether a PDF is as it was sealed. `known` holds the fingerprints (SHA-256, hexadecimal) of
    certificates that are trusted. Never raises for what the bytes hold.
    """
    from pyhanko.pdf_utils.decode_limits import DecodeLimits, StreamDecodeLimits
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    if b"%PDF-" not in pdf[:1024]:
        return Verdict(Finding.NOT_A_PDF)
    limits = DecodeLimits(per_stream=StreamDecodeLimits(max_output_size=MOST_UNPACKED))
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False, decode_limits=limits)
        seals = reader.embedded_regular_signatures
    except (PdfError, *BROKEN):
        # It cannot be told any more whether there was a seal; where its bytes are, there was.
        return Verdict(Finding.CHANGED if b"ETSI.CAdES" in pdf else Finding.NOT_A_PDF)
    if not seals:
        return Verdict(Finding.CHANGED if b"ETSI.CAdES" in pdf else Finding.NO_SEAL)
    try:
        return _verdict(pdf, reader, seals, known)
    except (PdfError, *BROKEN):
        return Verdict(Finding.CHANGED)


BROKEN = (ValueError, LookupError, TypeError, AttributeError, OSError, ArithmeticError,
          RecursionError, NotImplementedError)  # fmt: skip
"""What parsers raise over bytes that somebody changed."""


def _verdict(pdf: bytes, reader: Any, seals: list[Any], known: Collection[str]) -> Verdict:
    from pyhanko.sign.general import SigningError, UnacceptableSignerError
    from pyhanko.sign.validation.errors import SignatureValidationError

    one = seals[0]
    certificate = one.signer_cert.dump()
    verdict = Verdict(
        Finding.CHANGED,
        sealed_by=name_of(certificate),
        certificate=hashlib.sha256(certificate).hexdigest(),
        sealed_at=one.self_reported_timestamp,
    )
    try:
        status = _status(one)
    except (SigningError, SignatureValidationError, UnacceptableSignerError):
        return verdict
    if not (status.intact and status.valid and _container_is_plain(pdf, one)):
        return verdict
    if len(seals) > 1 or not _covers_all(status):
        return replace(verdict, finding=Finding.ADDED_TO)
    verdict = _stamped(verdict, status)
    if verdict.finding is Finding.BAD_STAMP:
        return verdict
    return _with_words(verdict, reader, verdict.certificate in known)


def _status(one: Any) -> Any:
    """The cryptographic state of a seal. The certificate itself is the root here: whether it is
    known is asked by its fingerprint afterwards.
    """
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    moment = one.self_reported_timestamp
    context = ValidationContext(trust_roots=[one.signer_cert], allow_fetching=False, moment=moment)
    stamper = ValidationContext(
        trust_roots=_stamp_certificates(one), allow_fetching=False, moment=moment
    )
    # Whether an addition would be a harmless one is not asked: none is allowed.
    return apart(
        lambda: validate_pdf_signature(one, context, ts_validation_context=stamper, skip_diff=True)
    )


def _stamp_certificates(one: Any) -> list[Any]:
    """The certificates in a time stamp, if there is one."""
    unsigned = one.signer_info["unsigned_attrs"]
    if not unsigned:
        return []
    stamps = [
        value["content"]
        for attribute in unsigned
        if attribute["type"].native == "signature_time_stamp_token"
        for value in attribute["values"]
    ]
    return [one.chosen for stamp in stamps for one in stamp["certificates"]]


def _covers_all(status: Any) -> bool:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    return bool(status.coverage == SignatureCoverageLevel.ENTIRE_FILE)


def _container_is_plain(pdf: bytes, one: Any) -> bool:
    """Whether the gap that no seal can cover, its own place, holds the seal and noughts alone."""
    from asn1crypto.parser import peek

    first, length, after, _ = (int(number) for number in one.byte_range)
    content = bytes(one.pkcs7_content)
    written = b"<" + content.hex().upper().encode() + b">"
    plain = pdf[first + length : after] == written and not any(content[peek(content) :])
    # What of the container itself is under no signature says no more than it must.
    methods = [method["algorithm"].native for method in one.signed_data["digest_algorithms"]]
    versions = {one.signed_data["version"].native, one.signer_info["version"].native}
    return plain and methods == ["sha256"] and versions == {"v1"}


def _stamped(verdict: Verdict, status: Any) -> Verdict:
    stamp = status.timestamp_validity
    if stamp is None:
        return verdict
    if not (stamp.intact and stamp.valid):
        return replace(verdict, finding=Finding.BAD_STAMP)
    return replace(
        verdict,
        stamped_by=name_of(stamp.signing_cert.dump()),
        stamped_at=stamp.timestamp,
    )


def _with_words(verdict: Verdict, reader: Any, is_known: bool) -> Verdict:
    """Hold the words in the file's data against the hash that was signed."""
    held = _enclosed(reader)
    if held is None:
        return replace(verdict, finding=Finding.NO_WORDS)
    try:
        said = json.loads(held)
        document = Document.from_json(said["document"])
        signed = tuple(said["certificate"]["signed"])
        digest = document.digest
        agree = said["format"] == FORMAT and digest == said["digest"]
        agree = agree and all(one["digest"] == digest for one in signed)
    except (ValueError, LookupError, TypeError):
        return replace(verdict, finding=Finding.WORDS_DIFFER)
    if not agree:
        return replace(verdict, finding=Finding.WORDS_DIFFER, digest=str(said["digest"]))
    return replace(
        verdict,
        finding=Finding.SEALED if is_known else Finding.UNKNOWN,
        digest=digest,
        agreement=str(said["agreement"]),
        document=document,
        signatures=signed,
    )


def _enclosed(reader: Any) -> bytes | None:
    """The file's own data, where the standard wants attachments to be named."""
    names = reader.root.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", [])
    for at in range(0, len(names) - 1, 2):
        if str(names[at]) == ENCLOSED:
            data: bytes = names[at + 1]["/EF"]["/F"].data
            return data
    return None
