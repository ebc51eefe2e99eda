"""An expression worked out from what its scope lets it see."""

from __future__ import annotations

import math
from collections.abc import Callable

from spinney.diagnostics.engine.expressions.functions import PLAIN
from spinney.diagnostics.engine.expressions.scope import Scope
from spinney.diagnostics.engine.expressions.tree import (
    Call,
    Column,
    Expression,
    Itself,
    Negative,
    Node,
    Number,
    Parent,
    Ref,
    Text,
    Two,
)
from spinney.diagnostics.engine.expressions.values import (
    Value,
    number_of,
    settled,
    text_of,
    truth_of,
)

__all__ = ["Scope", "UnknownFunction", "evaluate", "holds"]


class UnknownFunction(ValueError):
    """The expression calls something that nobody here can work out."""


def evaluate(expression: Expression, scope: Scope) -> Value:
    """What the expression comes to. Raises UnknownFunction, PatternRefused."""
    return _worth(expression.root, scope)


def holds(expression: Expression, scope: Scope) -> bool:
    """Whether the expression, taken as yes or no, says yes. Raises as `evaluate`."""
    return truth_of(evaluate(expression, scope))


def _worth(node: Node, scope: Scope) -> Value:
    return _HOW[type(node)](node, scope)


def _two(node: Two, scope: Scope) -> Value:
    if node.sign == "and":
        return truth_of(_worth(node.left, scope)) and truth_of(_worth(node.right, scope))
    if node.sign == "or":
        return truth_of(_worth(node.left, scope)) or truth_of(_worth(node.right, scope))
    left, right = _worth(node.left, scope), _worth(node.right, scope)
    if node.sign in _ARITHMETIC:
        return _ARITHMETIC[node.sign](number_of(left), number_of(right))
    return _compare(node.sign, left, right)


def _compare(sign: str, left: Value, right: Value) -> bool:
    """As XPath does: nodes compare if any of them does; beside yes or no, both sides are asked
    whether they are alike as yes or no, but which is larger as numbers.
    """
    if sign in ("=", "!=") and (isinstance(left, bool) or isinstance(right, bool)):
        return (truth_of(left) == truth_of(right)) == (sign == "=")
    lefts = left if isinstance(left, tuple) else (left,)
    rights = right if isinstance(right, tuple) else (right,)
    return any(_alike(sign, one, other) for one in lefts for other in rights)


def _alike(sign: str, left: Value, right: Value) -> bool:
    if sign in ("=", "!=") and not (isinstance(left, float) or isinstance(right, float)):
        return (left == right) == (sign == "=")
    return _ORDER[sign](number_of(left), number_of(right))


def _divide(left: float, right: float) -> float:
    if right == 0:
        none = left == 0 or math.isnan(left)
        return math.nan if none else math.copysign(math.inf, left) * math.copysign(1, right)
    return settled(left / right)


def _remainder(left: float, right: float) -> float:
    if right == 0 or not math.isfinite(left) or math.isnan(right):
        return math.nan
    return settled(math.fmod(left, right))


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: settled(a + b),
    "-": lambda a, b: settled(a - b),
    "*": lambda a, b: settled(a * b),
    "div": _divide,
    "mod": _remainder,
}
_ORDER: dict[str, Callable[[float, float], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _call(node: Call, scope: Scope) -> Value:
    if node.name in _PLACED:
        return _PLACED[node.name](node, scope)
    if node.name not in PLAIN:
        raise UnknownFunction(f"The function {node.name}() is not known here.")
    return PLAIN[node.name][2]([_worth(one, scope) for one in node.given])


def _if(node: Call, scope: Scope) -> Value:
    yes, then, otherwise = node.given
    return _worth(then if truth_of(_worth(yes, scope)) else otherwise, scope)


def _now(node: Call, scope: Scope) -> Value:
    return scope.now.isoformat() if scope.now else scope.today.isoformat()


def _once(node: Call, scope: Scope) -> Value:
    return scope.this or _worth(node.given[0], scope)


def _position(node: Call, scope: Scope) -> Value:
    return float(scope.position or 1)


def _indexed(node: Call, scope: Scope) -> Value:
    wanted, _, at = node.given
    if not isinstance(wanted, Ref):
        return ""
    every, number = scope.every(wanted.key), number_of(_worth(at, scope))
    return every[int(number) - 1] if 1 <= number <= len(every) else ""


def _own(node: Call, scope: Scope) -> Value:
    return _worth(node.given[0], scope) if node.given else scope.this


def _choice_name(node: Call, scope: Scope) -> Value:
    key = text_of(_worth(node.given[1], scope)).strip()[2:-1].strip()
    return scope.label(key, text_of(_worth(node.given[0], scope)))


_PLACED: dict[str, Callable[[Call, Scope], Value]] = {
    "if": _if,
    "today": lambda node, scope: scope.today.isoformat(),
    "now": _now,
    "once": _once,
    "position": _position,
    "indexed-repeat": _indexed,
    "number": lambda node, scope: number_of(_own(node, scope)),
    "string": lambda node, scope: text_of(_own(node, scope)),
    "string-length": lambda node, scope: float(len(text_of(_own(node, scope)))),
    "normalize-space": lambda node, scope: " ".join(text_of(_own(node, scope)).split()),
    "jr:choice-name": _choice_name,
}
_HOW: dict[type, Callable[..., Value]] = {
    Number: lambda node, scope: node.value,
    Text: lambda node, scope: node.value,
    Ref: lambda node, scope: scope.nodes(node.key),
    Itself: lambda node, scope: (scope.this,),
    Parent: lambda node, scope: float(scope.position),
    Column: lambda node, scope: scope.columns.get(node.name, ""),
    Negative: lambda node, scope: -number_of(_worth(node.of, scope)),
    Two: _two,
    Call: _call,
}
