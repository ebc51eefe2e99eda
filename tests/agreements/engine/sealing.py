"""Keys, seals and a time-stamping authority for tests."""

from datetime import UTC, datetime
from functools import cache

from asn1crypto import keys, pem, tsp, x509
from pyhanko.sign.timestamps import DummyTimeStamper

from spinney.agreements.engine.documents import Print, pdf
from spinney.agreements.engine.sealing import Key, make_key, seal
from tests.agreements.engine.making import NOON, a_certificate, a_document

STAMPED_AT = datetime(2026, 3, 20, 12, 5, tzinfo=UTC)
REASON = "All parties signed these words"


SITE = "Spinney at example.org"


def a_key(name: str = SITE) -> Key:
    return _made(name)


@cache
def _made(name: str) -> Key:
    return make_key(name, NOON, bits=2048)


@cache
def an_unsealed(signatures: int = 2) -> bytes:
    document = a_document()
    certificate = a_certificate(document, signatures)
    return pdf(document, Print(NOON, digest=document.digest), certificate)


@cache
def a_sealed(name: str = SITE) -> bytes:
    return seal(an_unsealed(), a_key(name), at=NOON, reason=REASON)


def ask_stamp(request: bytes) -> bytes:
    """A time-stamping authority of this process."""
    key = a_key("Clock House")
    private = keys.PrivateKeyInfo.load(pem.unarmor(key.private)[2])
    authority = DummyTimeStamper(
        x509.Certificate.load(key.certificate), private, fixed_dt=STAMPED_AT
    )
    return authority.request_tsa_response(tsp.TimeStampReq.load(request)).dump()
