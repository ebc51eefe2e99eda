"""A report whose figures and pictures come from records: written, composed, set as PDF and Word.

Pure: text, figures and pictures in; a Report, or the bytes of a file, out.
"""

from spinney.evaluation.engine.report.composing import compose
from spinney.evaluation.engine.report.grids import numeric_columns
from spinney.evaluation.engine.report.printed import pdf
from spinney.evaluation.engine.report.value import (
    Chart,
    Figure,
    Grid,
    Items,
    Note,
    Paragraph,
    Part,
    Photo,
    Report,
    Run,
    Section,
    Source,
    Subheading,
    Table,
)
from spinney.evaluation.engine.report.word import docx
from spinney.evaluation.engine.report.writing import Fault, faults_of, names_in

__all__ = [
    "Chart",
    "Fault",
    "Figure",
    "Grid",
    "Items",
    "Note",
    "Paragraph",
    "Photo",
    "Part",
    "Report",
    "Run",
    "Section",
    "Source",
    "Subheading",
    "Table",
    "compose",
    "docx",
    "faults_of",
    "names_in",
    "numeric_columns",
    "pdf",
]
