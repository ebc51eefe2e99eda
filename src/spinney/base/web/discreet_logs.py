"""No secret reaches a log: addresses that are secrets are masked in every line, tracebacks too."""

from __future__ import annotations

import logging
import re

#: /do/SECRET/ and /mail/TOKEN/, whole or inside another address, encoded or not.
SECRET_ADDRESS = re.compile(r"(/|%2F)(do|mail)(/|%2F)[A-Za-z0-9_.~:-]{16,}", re.IGNORECASE)


def mask(text: str) -> str:
    """The text with every secret address cut short.

    >>> mask("GET /do/h2K0x-9Lq_3fTTfake00000000000000000000000/no/ 200")
    'GET /do/…/no/ 200'
    """
    return SECRET_ADDRESS.sub(r"\1\2\3…", text)


class DiscreetFormatter(logging.Formatter):
    """Formats as usual, then masks."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))
