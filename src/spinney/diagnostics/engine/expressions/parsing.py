"""The expression language of XLSForm, read into a tree.

It is XPath 1.0 without paths, with `${question}` and the functions of ODK XForms. A well-kept
XPath library would want a document to walk and would count positions in a text that the author
never wrote, so it is read here by recursive descent.

    >>> parse("${staff} > 4 and selected(${areas}, 'hr')").refs == {"staff", "areas"}
    True
    >>> parse("${staff} >")
    Traceback (most recent call last):
    ...
    spinney.diagnostics.engine.expressions.tokens.Malformed: At character 11: expected a question, \
number, text in quotes or function, found the end.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from spinney.diagnostics.engine.expressions.functions import ARITY
from spinney.diagnostics.engine.expressions.tokens import Malformed, Part, Token, tokens_of
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
    nodes_in,
)

DEEPEST = 60
_LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)
_A_VALUE = "a question, number, text in quotes or function"


@lru_cache(maxsize=4096)
def parse(text: str, *, columns: bool = False) -> Expression:
    """Read an expression; with `columns`, bare words are columns of a list of choices.

    Raises Malformed with the position and what was expected there.
    """
    reader = _Reader(tokens_of(text), columns)
    root = reader.level(0)
    reader.must_end()
    every = list(nodes_in(root))
    named = [one.given[1] for one in every if isinstance(one, Call) and _names_a_question(one)]
    refs = {one.key for one in every if isinstance(one, Ref)}
    refs |= {one.value.strip()[2:-1].strip() for one in named if isinstance(one, Text)}
    unknown = {one.name for one in every if isinstance(one, Call) and one.name not in ARITY}
    found = {one.name for one in every if isinstance(one, Column)}
    return Expression(text, root, frozenset(refs), frozenset(found), tuple(sorted(unknown)))


def _names_a_question(call: Call) -> bool:
    return call.name == "jr:choice-name" and len(call.given) == 2


class _Reader:
    """Walks along the tokens. One method for each rule of the grammar."""

    def __init__(self, tokens: list[Token], columns: bool) -> None:
        self.tokens, self.at, self.depth, self.columns = tokens, 0, 0, columns

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.next
        self.at += 1
        return token

    def sees(self, *signs: str) -> bool:
        return self.next.part in (Part.OPERATOR, Part.WORD) and self.next.text in signs

    def expected(self, what: str) -> Malformed:
        return Malformed(self.next.position, what, self.next.words())

    def must(self, sign: str, what: str) -> None:
        if not self.sees(sign):
            raise self.expected(what)
        self.take()

    def must_end(self) -> None:
        if self.next.part is not Part.END:
            raise self.expected("“and”, “or”, a sign such as = or +, or the end")

    def level(self, level: int) -> Node:
        """A chain of the signs of one level, each side of the next tighter one."""
        if level == len(_LEVELS):
            return self.negative()
        left = self.level(level + 1)
        length = 0
        while self.sees(*_LEVELS[level]):
            length += 1
            if length > 2 * DEEPEST:
                raise self.expected(f"no more than {2 * DEEPEST} of these in a row")
            sign = self.take().text
            left = Two(sign, left, self.level(level + 1))
        return left

    def negative(self) -> Node:
        if self.sees("-"):
            self.take()
            return Negative(self.deeper(self.negative))
        return self.value()

    def deeper(self, rule: Callable[[], Node]) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.expected(f"no more than {DEEPEST} brackets inside each other")
        node = rule()
        self.depth -= 1
        return node

    def value(self) -> Node:
        token = self.next
        if self.sees("("):
            return self.bracket()
        if token.part is Part.WORD:
            return self.word()
        simple = _SIMPLE.get(token.part)
        if simple is None:
            raise self.expected(_A_VALUE)
        self.take()
        return simple(token.text)

    def bracket(self) -> Node:
        self.take()
        node = self.deeper(lambda: self.level(0))
        self.must(")", "a closing bracket")
        return node

    def word(self) -> Node:
        token = self.take()
        if self.sees("("):
            return self.call(token)
        if not self.columns:
            self.at -= 1
            raise self.expected(f"${{{token.text}}}, '{token.text}' in quotes, or a bracket after")
        return Column(token.text)

    def call(self, name: Token) -> Node:
        self.take()
        given: list[Node] = []
        while not self.sees(")"):
            if given:
                self.must(",", "a comma or a closing bracket")
            given.append(self.deeper(lambda: self.level(0)))
        self.take()
        call = Call(name.text, tuple(given), name.position)
        _check_arity(call)
        return call


def _check_arity(call: Call) -> None:
    if call.name not in ARITY:
        return
    least, most = ARITY[call.name]
    if not least <= len(call.given) <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        wanted = f"at least {least}" if most > 99 else wanted
        what = f"{wanted} in the brackets of {call.name}()"
        raise Malformed(call.position, what, str(len(call.given)))


_SIMPLE: dict[Part, Callable[[str], Node]] = {
    Part.NUMBER: lambda text: Number(float(text)),
    Part.TEXT: Text,
    Part.QUESTION: Ref,
    Part.ITSELF: lambda _: Itself(),
    Part.PARENT: lambda _: Parent(),
}
