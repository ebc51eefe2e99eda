"""The expression language of XLSForm: read by `parse`, worked out by `evaluate`."""

from spinney.diagnostics.engine.expressions.evaluating import (
    Scope,
    UnknownFunction,
    evaluate,
    holds,
)
from spinney.diagnostics.engine.expressions.parsing import parse
from spinney.diagnostics.engine.expressions.tokens import Malformed, PathNotRead
from spinney.diagnostics.engine.expressions.tree import Expression
from spinney.diagnostics.engine.expressions.values import Value, number_of, text_of, truth_of

__all__ = [
    "Expression",
    "Malformed",
    "PathNotRead",
    "Scope",
    "UnknownFunction",
    "Value",
    "evaluate",
    "holds",
    "number_of",
    "parse",
    "text_of",
    "truth_of",
]
