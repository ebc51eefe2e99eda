"""BLT, the file of elections by the single transferable vote (ERS, OpenSTV, OpaVote). Pure.

    4 2                 four candidates, two places
    -3                  candidate 3 has withdrawn
    5 1 2 4 0           five papers: 1 first, then 2, then 4
    2 4 1=2 0           two papers: 4, then 1 and 2 alike
    0                   the end of the papers
    "Ann" "Bob" "Cat" "Dan" "Chair of the alliance"

Whatever stands after # on a line is a remark. A paper may begin with its number in brackets, as
(17); "-" is a place left empty. A candidate's key is her number in the file.

    >>> problem = read('2 1 \\n 3 1 2 0 \\n 1 0 \\n 0 \\n "Ann" \\n "Bob" \\n "Chair"'.splitlines())
    >>> problem.voters, problem.papers[0].marks, problem.title
    (4, {'1': 1, '2': 2}, 'Chair')
    >>> read(write(problem).splitlines()) == problem
    True
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spinney.decisions.engine.files.faults import FileFault
from spinney.decisions.engine.files.sound import is_whole
from spinney.decisions.engine.problem import Kind, Option, Paper, Problem
from spinney.decisions.engine.rules.standing import known_marks, ranking_of

_TOKEN = re.compile(
    r'\s*(?:(?P<name>"(?:[^"\\]|\\.)*")|(?P<mark>#.*)|(?P<word>[^\s"#]+)|(?P<bad>"))'
)
_PAPER_NUMBER = re.compile(r"\([^()]*\)")
_FIRST = "Two whole numbers: how many candidates, and how many places, such as 5 2."


@dataclass(frozen=True)
class _Token:
    text: str
    line: int
    quoted: bool = False


def read(lines: Iterable[str], name: str = "") -> Problem:
    """The election in a file. `name` is its title where the file has none. Raises FileFault."""
    tokens = _Tokens(_tokens(lines))
    candidates, seats = tokens.number(_FIRST), tokens.number(_FIRST)
    if candidates.value < 1 or seats.value < 1:
        raise FileFault("There are no candidates or no places.", candidates.line, _FIRST)
    withdrawn = set()
    while (token := tokens.next("The papers, or -2 where candidate 2 withdrew.")).text[:1] == "-":
        withdrawn.add(_candidate(token.text[1:], token.line, candidates.value))
    papers = []
    while token.quoted or token.text != "0":
        papers.append(_paper(token, tokens, candidates.value, withdrawn))
        token = tokens.next("The next paper, or 0 alone where there are no more.")
    names = tokens.names()
    if len(names) < candidates.value:
        raise FileFault(
            f"There are {len(names)} names for {candidates.value} candidates.",
            expected='After the papers, each candidate\'s name in quotes, such as "Ann".',
        )
    options = [Option(str(place), one) for place, one in enumerate(names[: candidates.value], 1)]
    return Problem(
        kind=Kind.RANK,
        options=tuple(one for one in options if one.key not in withdrawn),
        papers=tuple(papers),
        seats=seats.value,
        title=names[candidates.value] if len(names) > candidates.value else name,
    )


def write(problem: Problem) -> str:
    """An election as a file. Options are numbered in their order, papers that voters marked have
    no names. Raises ValueError where the papers are not ranked.
    """
    if problem.kind is not Kind.RANK:
        raise ValueError(f"a BLT file has ranked papers, not {problem.kind}")
    number = {option.key: str(place) for place, option in enumerate(problem.options, 1)}
    lines = [f"{len(problem.options)} {problem.seats}"]
    for paper in problem.papers:
        ranking = ranking_of(problem, known_marks(problem, paper))
        order = ("=".join(sorted((number[key] for key in level), key=int)) for level in ranking)
        lines.append(" ".join([str(paper.votes), *order, "0"]))
    names = [option.name or option.key for option in problem.options]
    return "\n".join([*lines, "0", *map(_quoted, [*names, problem.title])]) + "\n"


def _quoted(name: str) -> str:
    plain = " ".join(name.split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


# Reading ---------------------------------------------------------------------------------------


def _tokens(lines: Iterable[str]) -> Iterator[_Token]:
    for number, line in enumerate(lines, 1):
        text = line.lstrip("\ufeff") if number == 1 else line
        for match in _TOKEN.finditer(text.rstrip()):
            if match["bad"]:
                raise FileFault(
                    "A name has no closing quote.", number, 'A name such as "Ann Ash" on one line.'
                )
            if match["name"]:
                yield _Token(re.sub(r"\\(.)", r"\1", match["name"][1:-1]), number, quoted=True)
            elif match["word"]:
                yield _Token(match["word"], number)


@dataclass(frozen=True)
class _Number:
    value: int
    line: int


class _Tokens:
    """What stands in the file, one after the other, with its line."""

    def __init__(self, tokens: Iterator[_Token]) -> None:
        self._tokens, self._line = tokens, 0

    def next(self, expected: str) -> _Token:
        token = next(self._tokens, None)
        if token is None:
            raise FileFault("The file ends too early.", self._line, expected)
        self._line = token.line
        return token

    def number(self, expected: str) -> _Number:
        token = self.next(expected)
        if token.quoted or not is_whole(token.text):
            raise FileFault(f"“{token.text}” is no number.", token.line, expected)
        return _Number(int(token.text), token.line)

    def names(self) -> list[str]:
        names = []
        for token in self._tokens:
            if not token.quoted:
                raise FileFault(
                    f"“{token.text}” stands where the names are.", token.line, "A name in quotes."
                )
            names.append(token.text)
        return names


def _paper(start: _Token, tokens: _Tokens, candidates: int, withdrawn: set[str]) -> Paper:
    """One line of papers, from how many there are to the 0 at its end."""
    first = start
    if _PAPER_NUMBER.fullmatch(start.text):
        first = tokens.next("How many such papers there are.")
    if first.quoted or not is_whole(first.text):
        raise FileFault(
            f"“{first.text}” is not how many papers there are.",
            first.line,
            "A whole number, then the candidates in order, then 0.",
            "Before the names, put a line with 0 alone.",
        )
    marks: dict[str, int] = {}
    place = 1
    while (token := tokens.next("The next candidate, or 0 at the end of the paper.")).text != "0":
        for text in token.text.split("=") if token.text != "-" else ():
            key = _candidate(text, token.line, candidates)
            if key in marks:
                raise FileFault(f"Candidate {key} is on a paper twice.", token.line)
            marks[key] = place
        place += 1
    return Paper(_closed_up(marks, withdrawn), times=int(first.text))


def _closed_up(marks: dict[str, int], withdrawn: set[str]) -> dict[str, int]:
    """The places of those who stand, counted from 1 without gaps."""
    standing = {key: place for key, place in marks.items() if key not in withdrawn}
    places = {place: new for new, place in enumerate(sorted(set(standing.values())), 1)}
    return {key: places[place] for key, place in standing.items()}


def _candidate(text: str, line: int, candidates: int) -> str:
    if not is_whole(text) or not 1 <= int(text) <= candidates:
        raise FileFault(
            f"“{text}” is no candidate.", line, f"A number from 1 to {candidates}, or 0 at the end."
        )
    return str(int(text))
