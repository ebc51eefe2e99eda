"""The key that a site seals with, and its certificate. Pure: moments and bytes are given."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

BITS = 3072
YEARS = 5
RENEW_DAYS = 90
"""So long before its certificate runs out a site makes itself a new key."""
DOCUMENT_SIGNING = ("1.3.6.1.5.5.7.3.36", "1.2.840.113583.1.1.5")
"""What the key is for: signing documents (RFC 9336), and Adobe's own name for the same."""


@dataclass(frozen=True)
class Key:
    """A private key (PEM, PKCS #8), its certificate (DER), and the certificates above it (DER)."""

    private: bytes
    certificate: bytes
    above: tuple[bytes, ...] = ()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, by which it is known."""
        return hashlib.sha256(self.certificate).hexdigest()

    @property
    def name(self) -> str:
        """Whose it is, as the certificate says."""
        return name_of(self.certificate)

    @property
    def is_issued(self) -> bool:
        """Whether somebody else vouches for it: its certificate was not signed with itself."""
        from cryptography import x509

        certificate = x509.load_der_x509_certificate(self.certificate)
        return certificate.issuer != certificate.subject

    @property
    def runs_out(self) -> datetime:
        """Until when the certificate is valid (UTC)."""
        from cryptography import x509

        return x509.load_der_x509_certificate(self.certificate).not_valid_after_utc


def make_key(name: str, now: datetime, *, bits: int = BITS) -> Key:
    """A new key with a certificate that it signs itself, in a name of at most 64 characters, which
    is what X.509 allows.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    private = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    subject = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.COMMON_NAME, name[:64] or "Spinney"),
            x509.NameAttribute(x509.NameOID.ORGANIZATIONAL_UNIT_NAME, "Seal of agreements"),
        ]
    )
    identifier = x509.SubjectKeyIdentifier.from_public_key(private.public_key())
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    purposes = [x509.ObjectIdentifier(one) for one in DOCUMENT_SIGNING]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))  # clocks differ
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        .add_extension(identifier, critical=False)
        .sign(private, hashes.SHA256())
    )
    kept = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return Key(kept, certificate.public_bytes(serialization.Encoding.DER))


def read_pkcs12(content: bytes, password: str) -> Key:
    """A key from a PKCS #12 file, as authorities hand them out.

    Raises ValueError for a wrong password, or a file without a key and its certificate.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization import pkcs12

    private, certificate, above = pkcs12.load_key_and_certificates(
        content, password.encode() or None
    )
    if private is None or certificate is None:
        raise ValueError("There is no key with its certificate in this file.")
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    der = serialization.Encoding.DER
    return Key(pem, certificate.public_bytes(der), tuple(one.public_bytes(der) for one in above))


def to_pem(key: Key) -> bytes:
    """Key and certificates in one file, as `from_pem` reads it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization

    certificates = (
        x509.load_der_x509_certificate(one).public_bytes(serialization.Encoding.PEM)
        for one in (key.certificate, *key.above)
    )
    return key.private + b"".join(certificates)


def from_pem(content: bytes) -> Key:
    """Raises ValueError for what is no key with a certificate."""
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization

    end = b"-----END PRIVATE KEY-----\n"
    private, found, rest = content.partition(end)
    if not found:
        raise ValueError("There is no private key in this file.")
    first, *above = x509.load_pem_x509_certificates(rest)
    der = serialization.Encoding.DER
    return Key(
        private + end, first.public_bytes(der), tuple(one.public_bytes(der) for one in above)
    )


def name_of(certificate: bytes) -> str:
    """The common name in a certificate (DER), or all of its subject when it has none."""
    from cryptography import x509

    subject = x509.load_der_x509_certificate(certificate).subject
    names = subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(names[0].value) if names else subject.rfc4514_string()
