"""An expression taken apart into its smallest parts, each with where it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 4000
_STRAIGHT = str.maketrans("“”„‘’‚", "\"\"\"'''")
_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |\$\{(?P<question>[^{}$]*)\}
    |(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<text>"[^"]*"|'[^']*')
    |(?P<operator><=|>=|!=|[=<>+\-*(),])
    |(?P<parent>\.\.)
    |(?P<itself>\.)
    |(?P<word>[^\W\d][\w\-]*(?:[.:][^\W\d][\w\-]*)*)""",
    re.VERBOSE,
)
QUESTION_NAME = re.compile(r"[^\W\d][\w.\-]*")


class Part(StrEnum):
    """What a token is."""

    QUESTION = "question"
    NUMBER = "number"
    TEXT = "text"
    OPERATOR = "operator"
    PARENT = "parent"
    ITSELF = "itself"
    WORD = "word"
    END = "end"


class Malformed(ValueError):
    """An expression that cannot be read. `position` counts characters from 1; `expected` says
    what should stand there, `found` what does.
    """

    def __init__(self, position: int, expected: str, found: str) -> None:
        self.position, self.expected, self.found = position, expected, found
        super().__init__(f"At character {position}: expected {expected}, found {found}.")


class PathNotRead(Malformed):
    """An expression with a path, which other tools read and this language leaves out."""


@dataclass(frozen=True)
class Token:
    part: Part
    text: str
    position: int

    def words(self) -> str:
        """How a message speaks of it."""
        return "the end" if self.part is Part.END else f"“{self.text}”"


def tokens_of(text: str) -> list[Token]:
    """The tokens of an expression, an END last. Curly quotes count as straight ones, since
    spreadsheets curl them by themselves. Raises Malformed.
    """
    if len(text) > LONGEST:
        raise Malformed(LONGEST + 1, f"no more than {LONGEST:,} characters", f"{len(text):,}")
    straight, at, found = text.translate(_STRAIGHT), 0, []
    while at < len(straight):
        match = _TOKEN.match(straight, at)
        if match is None:
            raise _stranger(straight, at)
        if match.lastgroup != "space":
            found.append(_token(match))
        at = match.end()
    return [*found, Token(Part.END, "", len(straight) + 1)]


def _token(match: re.Match[str]) -> Token:
    kind = str(match.lastgroup)
    text = match[kind].strip() if kind == "question" else match[kind]
    token = Token(Part(kind), text[1:-1] if kind == "text" else text, match.start() + 1)
    if token.part is Part.QUESTION and not QUESTION_NAME.fullmatch(text):
        raise Malformed(token.position, "the name of a question between ${ and }", f"“{text}”")
    return token


def _stranger(text: str, at: int) -> Malformed:
    letter = text[at]
    if letter in "'\"":
        return Malformed(at + 1, f"a closing {letter}", "the end")
    if letter == "$":
        return Malformed(at + 1, "a question like ${name}", f"“{text[at : at + 12]}”")
    if letter in "/@[]":
        return PathNotRead(at + 1, "a question like ${name} (paths are not read)", f"“{letter}”")
    return Malformed(at + 1, "a question, number, text in quotes or sign", f"“{letter}”")
