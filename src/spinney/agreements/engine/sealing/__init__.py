"""The seal on a signed agreement, and what a sealed file proves. Pure."""

from spinney.agreements.engine.sealing.keys import Key, from_pem, make_key, read_pkcs12, to_pem
from spinney.agreements.engine.sealing.sealing import seal
from spinney.agreements.engine.sealing.telling import Told, told
from spinney.agreements.engine.sealing.verifying import Finding, Verdict, verify

__all__ = [
    "Finding",
    "Key",
    "Told",
    "Verdict",
    "from_pem",
    "make_key",
    "read_pkcs12",
    "seal",
    "to_pem",
    "told",
    "verify",
]
