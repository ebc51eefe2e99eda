"""An instrument as a spreadsheet to fill in and send: `template` writes it, `read` reads it."""

from spinney.diagnostics.engine.sheets.reading import Filled, Problem, read
from spinney.diagnostics.engine.sheets.writing import template

__all__ = ["Filled", "Problem", "read", "template"]
