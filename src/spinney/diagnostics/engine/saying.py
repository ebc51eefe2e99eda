"""Conditions in plain words, and from plain choices: "ask this only if …".

>>> from spinney.diagnostics.engine.definition import Section
>>> staff = Question("staff", Kind.WHOLE, "How many staff?")
>>> it = Instrument("i", "I", sections=(Section("s", "S", (staff,)),))
>>> condition_words(it, "${staff} > 4")
'“How many staff?” is more than 4'
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spinney.diagnostics.engine.definition import Instrument, Kind, Question
from spinney.diagnostics.engine.expressions import Malformed, parse
from spinney.diagnostics.engine.expressions.tree import (
    Call,
    Itself,
    Negative,
    Node,
    Number,
    Ref,
    Text,
    Two,
)

_SIGNS = {
    "=": "is",
    "!=": "is not",
    ">": "is more than",
    ">=": "is at least",
    "<": "is less than",
    "<=": "is at most",
}
_TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
_REVERSED = {"=": "!=", "!=": "=", ">": "<=", ">=": "<", "<": ">=", "<=": ">"}

HOW = {
    "is": "is",
    "is_not": "is not",
    "includes": "includes",
    "includes_not": "does not include",
    "at_least": "is at least",
    "at_most": "is at most",
    "answered": "has an answer",
    "unanswered": "has no answer",
}
WITHOUT_VALUE = frozenset({"answered", "unanswered"})
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
_NUMBERS = frozenset({Kind.WHOLE, Kind.DECIMAL, Kind.MONEY, Kind.CALCULATED})


class NoCondition(ValueError):
    """A condition that cannot be put together; the words say why."""


@dataclass(frozen=True)
class Simple:
    """A condition on one question: its key, one of HOW, and the value as people write it."""

    key: str
    how: str
    value: str = ""


# Into words ------------------------------------------------------------------------------------


def condition_words(instrument: Instrument, text: str) -> str:
    """A condition in words; the expression itself where there are no plain words for it."""
    if not text:
        return ""
    try:
        root = parse(text).root
    except Malformed:
        return text
    return _words(_Speaker(instrument), root) or text


@dataclass(frozen=True)
class _Speaker:
    instrument: Instrument

    def question(self, key: str) -> Question | None:
        return next((one for one in self.instrument.questions() if one.key == key), None)

    def name(self, node: Node) -> str:
        if isinstance(node, Itself):
            return "the answer"
        if isinstance(node, Ref):
            found = self.question(node.key)
            if found is None or found.kind is Kind.CALCULATED and not found.label:
                return f"“{node.key}”"
            return f"“{found.label}”"
        if isinstance(node, Number):
            return f"{node.value:g}"
        if isinstance(node, Negative):
            return f"-{node.of.value:g}" if isinstance(node.of, Number) else ""
        if isinstance(node, Text):
            return f"“{node.value}”"
        if isinstance(node, Call):
            return _CALLS.get(node.name, "").format(*(self.name(one) for one in node.given))
        return ""

    def value(self, subject: Node, node: Node) -> str:
        """A value as the question it is set beside would say it."""
        found = self.question(subject.key) if isinstance(subject, Ref) else None
        if found is not None and isinstance(node, Text | Number):
            said = node.value if isinstance(node, Text) else f"{node.value:g}"
            labels = {one.name: one.label for one in self.instrument.choices_of(found)}
            if said in labels:
                return f"“{labels[said]}”"
            if found.kind is Kind.MONEY and isinstance(node, Number):
                return f"£{node.value:,.2f}".removesuffix(".00")
        return self.name(node)


_CALLS = {
    "count-selected": "the number chosen in {0}",
    "today": "today",
    "string-length": "the length of {0}",
    "regex": "",
    "number": "{0}",
    "int": "{0}",
}


def _words(speaker: _Speaker, node: Node, reverse: bool = False) -> str:
    if isinstance(node, Two) and node.sign in ("and", "or"):
        left, right = _words(speaker, node.left, reverse), _words(speaker, node.right, reverse)
        joiner = node.sign if not reverse else {"and": "or", "or": "and"}[node.sign]
        return f"{left}, {joiner} {right}" if left and right else ""
    if isinstance(node, Two) and node.sign in _SIGNS:
        return _compared(speaker, node, reverse)
    if isinstance(node, Call):
        return _called(speaker, node, reverse)
    return ""


def _in_steps(speaker: _Speaker, node: Two) -> str:
    """The rule of a slider, `(. - 5) mod 10 = 0`, in words; "" for any other."""
    left, right = node.left, node.right
    if node.sign != "=" or not isinstance(right, Number) or right.value:
        return ""
    if not isinstance(left, Two) or left.sign != "mod" or not isinstance(left.right, Number):
        return ""
    subject, start = left.left, ""
    if isinstance(subject, Two) and subject.sign == "-":
        start = speaker.name(subject.right)
        subject = subject.left
    if not isinstance(subject, Itself):
        return ""
    beginning = f" from {start}" if start not in ("", "0") else ""
    return f"the answer goes in steps of {left.right.value:g}{beginning}"


def _compared(speaker: _Speaker, node: Two, reverse: bool) -> str:
    if not reverse and (steps := _in_steps(speaker, node)):
        return steps
    sign, left, right = node.sign, node.left, node.right
    if isinstance(left, Text | Number) and not isinstance(right, Text | Number):
        sign, left, right = _TURNED.get(sign, sign), right, left
    sign = _REVERSED[sign] if reverse else sign
    subject = speaker.name(left)
    if not subject:
        return ""
    if isinstance(right, Text) and not right.value:
        return f"{subject} has no answer" if sign == "=" else f"{subject} has an answer"
    value = speaker.value(left, right)
    return f"{subject} {_SIGNS[sign]} {value}" if value else ""


def _called(speaker: _Speaker, node: Call, reverse: bool) -> str:
    if node.name == "not":
        return _words(speaker, node.given[0], not reverse)
    if node.name in ("selected", "string-length") and len(node.given) == 2:
        value = speaker.value(node.given[0], node.given[1])
        word = "does not include" if reverse else "includes"
        return f"{speaker.name(node.given[0])} {word} {value}" if value else ""
    return ""


# From choices of a form, and back --------------------------------------------------------------


def expression_of(instrument: Instrument, simple: Simple) -> str:
    """The expression of a condition on one question.

    Raises NoCondition, in words, where the question cannot have such an answer.
    """
    question = instrument.question(simple.key)
    ref = "${" + simple.key + "}"
    if simple.how in WITHOUT_VALUE:
        return f"{ref} != ''" if simple.how == "answered" else f"{ref} = ''"
    value = _value(instrument, question, simple.value)
    if question.kind is Kind.SEVERAL or simple.how in ("includes", "includes_not"):
        if simple.how in ("at_least", "at_most"):
            sign = ">=" if simple.how == "at_least" else "<="
            return f"count-selected({ref}) {sign} {_number(simple.value)}"
        chosen = f"selected({ref}, {value})"
        return chosen if simple.how in ("is", "includes") else f"not({chosen})"
    if simple.how in ("at_least", "at_most"):
        if question.kind not in _NUMBERS:
            raise NoCondition(f"“{question.label}” has no number to compare.")
        return f"{ref} {'>=' if simple.how == 'at_least' else '<='} {_number(simple.value)}"
    return f"{ref} {'=' if simple.how == 'is' else '!='} {value}"


def _value(instrument: Instrument, question: Question, typed: str) -> str:
    typed = typed.strip()
    choices = instrument.choices_of(question)
    for one in choices:
        if typed.casefold() in (one.label.casefold(), one.name.casefold()):
            return f"'{one.name}'"
    if choices and not (question.kind is Kind.SEVERAL and typed.isdecimal()):
        said = "; ".join(one.label for one in choices)
        raise NoCondition(f"Write one of its answers: {said}.")
    if question.kind in _NUMBERS:
        return _number(typed)
    if not typed or "'" in typed:
        raise NoCondition("Write the answer that it waits for, without the sign '.")
    return f"'{typed}'"


def _number(typed: str) -> str:
    plain = typed.strip().removeprefix("£").replace(",", "")
    if not _NUMBER.fullmatch(plain):
        raise NoCondition("Write a number, like 4.")
    return plain


def simple_of(instrument: Instrument, text: str) -> Simple | None:
    """The condition on one question that an expression is; None where it is more than that."""
    try:
        root = parse(text).root if text else None
    except Malformed:
        return None
    found = _simple(instrument, root) if root is not None else None
    if found is None or found.key not in {one.key for one in instrument.questions()}:
        return None
    return found


def _simple(instrument: Instrument, node: Node) -> Simple | None:
    if isinstance(node, Call) and node.name == "not":
        inner = _simple(instrument, node.given[0])
        if inner is None or inner.how != "includes":
            return None
        return Simple(inner.key, "includes_not", inner.value)
    if isinstance(node, Call) and node.name == "selected" and isinstance(node.given[0], Ref):
        return Simple(node.given[0].key, "includes", _typed(instrument, *node.given[:2]))
    if not isinstance(node, Two) or not isinstance(node.left, Ref):
        return None
    if isinstance(node.right, Negative) or not isinstance(node.right, Text | Number):
        return None
    if isinstance(node.right, Text) and not node.right.value:
        how = {"=": "unanswered", "!=": "answered"}.get(node.sign)
        return Simple(node.left.key, how) if how else None
    how = {"=": "is", "!=": "is_not", ">=": "at_least", "<=": "at_most"}.get(node.sign)
    return Simple(node.left.key, how, _typed(instrument, node.left, node.right)) if how else None


def _typed(instrument: Instrument, subject: Node, node: Node) -> str:
    speaker = _Speaker(instrument)
    return speaker.value(subject, node).strip("“”£")
