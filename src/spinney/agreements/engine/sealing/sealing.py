"""Sealing a PDF so that any change shows: PAdES, certifying, no change allowed afterwards. Pure,
but for a time-stamping authority, which is asked through a function that is given.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from spinney.agreements.engine.sealing.apart import apart
from spinney.agreements.engine.sealing.keys import Key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko.sign.timestamps import TimeStamper

FIELD = "Seal"
DIGEST = "sha256"
Ask = Callable[[bytes], bytes]
"""Sends a request for a time stamp (RFC 3161, DER) and returns the answer (DER)."""


def seal(pdf: bytes, key: Key, *, at: datetime, reason: str, ask: Ask | None = None) -> bytes:
    """A PDF with a seal that covers all of it: PAdES baseline B, or T when an authority stamps the
    time (ETSI EN 319 142-1). It certifies the file (DocMDP 1): readers say that no change at all is
    allowed.

    Raises ValueError for bytes that are no PDF or have been signed already; whatever `ask` raises
    when the authority does not answer, and OSError when it answers what is no time stamp.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    about = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=reason,
        name=key.name,
    )
    signer = PdfSigner(about, signer=_signer(key), timestamper=_stamper(ask) if ask else None)
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        made: bytes = apart(lambda: _at(signer, at).sign_pdf(writer).getvalue())
    except (PdfError, SigningError) as problem:
        raise ValueError(f"This PDF cannot be sealed: {problem}") from problem
    return made


def _at(signer: Any, at: datetime) -> Any:
    """The signer with the time that it is told: only its session knows one, from the clock."""
    begin = signer.init_signing_session

    def init(*args: Any, **kwargs: Any) -> Any:
        session = begin(*args, **kwargs)
        session.system_time = at.astimezone(UTC)
        return session

    signer.init_signing_session = init
    return signer


def _signer(key: Key) -> SimpleSigner:
    """pyHanko's signer, with the key loaded once.

    By itself it loads the key for the estimate of the size and for the signature, and each time
    looks whether its numbers are prime, which takes ten times as long as all the rest. Here that
    was done when the key was made or read; whoever seals verifies the file before it is kept.
    """
    from asn1crypto import keys, pem, x509
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    store: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(x509.Certificate.load(one) for one in key.above)
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(key.certificate),
        signing_key=keys.PrivateKeyInfo.load(pem.unarmor(key.private)[2]),
        cert_registry=store,
    )
    loaded = load_pem_private_key(key.private, None, unsafe_skip_rsa_key_validation=True)
    if isinstance(loaded, rsa.RSAPrivateKey):
        signer.sign_raw = _with_loaded(loaded)  # type: ignore[method-assign, assignment]
    return signer


def _with_loaded(loaded: RSAPrivateKey) -> Callable[[bytes, str], bytes]:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding

    def sign_raw(data: bytes, digest_algorithm: str) -> bytes:
        if digest_algorithm.lower() != DIGEST:  # `seal` asks for no other
            raise NotImplementedError(digest_algorithm)
        return loaded.sign(data, padding.PKCS1v15(), hashes.SHA256())

    return sign_raw


def _stamper(ask: Ask) -> TimeStamper:
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper

    class Asking(TimeStamper):
        """Asks the authority through the function that was given."""

        async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
            answer = ask(req.dump())
            try:
                response = tsp.TimeStampResp.load(answer, strict=True)
                response.native  # noqa: B018  (reads all of it)
            except (ValueError, TypeError) as problem:
                raise OSError("The time-stamping authority answered what is no stamp.") from problem
            return response

    return Asking()  # type: ignore[no-untyped-call]
