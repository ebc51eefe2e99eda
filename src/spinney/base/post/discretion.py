"""No letter carries anything about a client: what people write is looked through before it goes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spinney.base.kernel.errors import BadInput

NHS_NUMBER = re.compile(r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b")
INSURANCE_NUMBER = re.compile(
    r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b", re.IGNORECASE
)
BORN = re.compile(r"\b(date of birth|born on|d\.?o\.?b\.?)\W{1,3}\d", re.IGNORECASE)


def refuse_client_data(texts: Iterable[str]) -> None:
    """Raise BadInput when a text holds an NHS or National Insurance number or a date of birth."""
    for text in texts:
        for what in _found(text):
            raise BadInput(
                f"This looks as if it holds {what}. Nothing about a client goes by e-mail: "
                "take it out and send it again."
            )


def _found(text: str) -> Iterable[str]:
    if any(is_nhs_number(match.group()) for match in NHS_NUMBER.finditer(text)):
        yield "an NHS number"
    if INSURANCE_NUMBER.search(text):
        yield "a National Insurance number"
    if BORN.search(text):
        yield "somebody's date of birth"


def is_nhs_number(text: str) -> bool:
    """Whether ten digits carry the check digit of an NHS number (NHS Data Dictionary, modulus 11).

    >>> is_nhs_number("943 476 5919"), is_nhs_number("943 476 5918")
    (True, False)
    """
    digits = [int(d) for d in text if d.isdigit()]
    if len(digits) != 10:
        return False
    check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return {11: 0}.get(check, check) == digits[9]
