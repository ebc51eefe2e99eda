"""How a text is written: its encoding, and the characters between values."""

from __future__ import annotations

import codecs

DELIMITERS = (",", "\t", ";", "|")
FALLBACK = "spinney-cp1252"
"""How to decode (`errors=`) a text in UTF-8 with single bytes that are not."""


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are not UTF-8 as Windows-1252, which is what they nearly always are."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(FALLBACK, _windows_1252)


def encoding_of(sample: bytes) -> str:
    """The encoding to open a text with, told from its first bytes.

    Byte-order marks are believed; UTF-16 without one shows by its zero bytes. All else is opened
    as UTF-8, with single bytes that are not UTF-8 read as Windows-1252.

    >>> encoding_of("name".encode("utf-16")), encoding_of("name".encode("utf-16-le"))
    ('utf-16', 'utf-16-le')
    """
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 5 and even <= odd // 10:
        return "utf-16-le"
    if even > len(sample) // 5 and odd <= even // 10:
        return "utf-16-be"
    return "utf-8"
