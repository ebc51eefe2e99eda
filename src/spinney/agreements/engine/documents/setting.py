"""Setting a document as PDF with typst: tagged, PDF/A and PDF/UA; the same input, the same bytes.

The template is fixed text; what people wrote goes in as data (JSON), so that nothing of it is ever
read as markup. A PDF/A-2 may hold no file of another kind, so a text with its own JSON in it is
PDF/A-3.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files

from spinney.agreements.engine.document import Document
from spinney.agreements.engine.documents.blocks import (
    blocks,
    party_words,
    short,
    subtitle,
)
from spinney.agreements.engine.documents.certificate import (
    ENCLOSED,
    Certificate,
    enclosed_json,
)
from spinney.base.kernel.printing.setting import PAPER, Data, as_shown, set_pdf


@dataclass(frozen=True)
class Print:
    """How a document is printed. `made_at` is the day and time that the file says it was made (no
    clock is asked); `standing` the words below the title ("In force from 1 March 2026"). A draft
    has a mark across each page; `to_sign` adds a block for each party's signature on paper.
    """

    made_at: datetime
    standing: str = ""
    is_draft: bool = False
    to_sign: bool = False
    digest: str = ""


def pdf(document: Document, how: Print, certificate: Certificate | None = None) -> bytes:
    """A document as PDF (A4). With a certificate: that page at the end, and the fixed words and
    signatures as JSON inside the file.

    Raises ValueError when typst cannot set it, which no text of a document should bring about.
    """
    return set_pdf(
        _template(),
        lambda plainest: _data(document, how, certificate, plainest=plainest),
        how.made_at,
        ("a-3a", "ua-1") if certificate else PAPER,
    )


@lru_cache(maxsize=1)
def _template() -> bytes:
    """The template is part of the program, as its code is."""
    return (files(__package__) / "agreement.typ").read_bytes()


def _data(
    document: Document, how: Print, certificate: Certificate | None, *, plainest: bool
) -> Data:
    """Everything that the page says, as text the press can set."""
    said: Data = {
        "title": document.title,
        "short_title": short(document.title),
        "subtitle": subtitle(document),
        "standing": how.standing,
        "draft": how.is_draft,
        "digest": how.digest,
        "varies": document.varies,
        "starts": document.starts,
        "parties": [party_words(one) for one in document.parties],
        "clauses": [
            {
                "number": one.number,
                "heading": one.heading,
                "blocks": [asdict(block) for block in blocks(one.paragraphs)],
            }
            for one in document.clauses
        ],
        "to_sign": [one.name for one in document.parties] if how.to_sign else [],
        "certificate": asdict(certificate) if certificate else None,
    }
    shown: Data = as_shown(said, plainest=plainest)
    shown["title"] = shown["title"].strip() or "Agreement"  # what is left of it may be nothing
    made = how.made_at.astimezone(UTC)
    shown["made"] = [made.year, made.month, made.day]
    shown["enclosed_as"] = ENCLOSED
    shown["enclosed"] = enclosed_json(document, certificate).decode() if certificate else None
    return shown
