"""An agreement as PDF and as a Word document. Pure: a Document in, bytes out."""

from spinney.agreements.engine.documents.certificate import (
    Certificate,
    Enclosed,
    NotSigned,
    SignedBy,
)
from spinney.agreements.engine.documents.setting import Print, pdf
from spinney.agreements.engine.documents.word import docx

__all__ = ["Certificate", "Enclosed", "NotSigned", "Print", "SignedBy", "docx", "pdf"]
