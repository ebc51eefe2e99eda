"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`state` is "well", "notice" (works, but know this) or "ill" (mend this). `says` is what was
    found; `mend` is how to mend it.
    """

    about: str
    state: str
    says: str
    mend: str = ""


def well(about: str, says: str) -> Finding:
    return Finding(about, "well", says)


def notice(about: str, says: str, mend: str = "") -> Finding:
    return Finding(about, "notice", says, mend)


def ill(about: str, says: str, mend: str = "") -> Finding:
    return Finding(about, "ill", says, mend)
