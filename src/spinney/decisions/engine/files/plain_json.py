"""A ballot as JSON, with its outcome: counted again, it comes to the same. Pure.

What `Problem.to_json` gives, and under "outcome" what `Outcome.to_json` gives.

    >>> problem = Problem(Kind.APPROVE, (Option("1", "Van"),), (Paper({"1": 1}, times=2),))
    >>> text = write(problem, count("approval", problem))
    >>> read(text.splitlines()) == problem, agrees(text.splitlines())
    (True, True)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from spinney.decisions.engine.files.faults import FileFault
from spinney.decisions.engine.files.sound import MOST_DIGITS, check_paper, is_whole
from spinney.decisions.engine.problem import Kind, Option, Paper, Problem
from spinney.decisions.engine.result import Outcome
from spinney.decisions.engine.rules import count

__all__ = ["Kind", "Option", "Paper", "agrees", "read", "read_outcome", "write"]

Json = Any


def read(lines: Iterable[str], name: str = "") -> Problem:
    """The ballot in a file. `name` is its title where the file has none. Raises FileFault."""
    data = _data(lines)
    _check(data)
    try:
        problem = Problem.from_json({"title": name, **data} if not data.get("title") else data)
    except (KeyError, TypeError, ValueError) as error:
        raise FileFault(f"The ballot is not whole: {_told(error)}.", expected=_SHAPE) from error
    _sound(problem)
    return problem


def read_outcome(lines: Iterable[str]) -> Outcome | None:
    """The outcome that stands in a file, None where there is none. Raises FileFault."""
    data = _data(lines)
    if data.get("outcome") is None:
        return None
    try:
        return Outcome.from_json(data["outcome"])
    except (AttributeError, KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise FileFault(f"The outcome is not whole: {_told(error)}.") from error


def agrees(lines: Iterable[str]) -> bool | None:
    """Whether the ballot in a file, counted again, comes to the outcome that stands there; None
    where no outcome does. Raises FileFault, and RuleDoesNotFit for a rule that is not known.
    """
    kept = list(lines)
    outcome = read_outcome(kept)
    return None if outcome is None else count(outcome.rule, read(kept)) == outcome


def write(problem: Problem, outcome: Outcome | None = None) -> str:
    """A ballot as a file, with its outcome where there is one."""
    more = {} if outcome is None else {"outcome": outcome.to_json()}
    return json.dumps({**problem.to_json(), **more}, ensure_ascii=False, indent=1) + "\n"


_SHAPE = "What Spinney writes as JSON, with the format spinney-ballot/1."


def _data(lines: Iterable[str]) -> dict[str, Json]:
    try:
        data = json.loads("\n".join(lines).lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise FileFault("This is not JSON.", error.lineno, _SHAPE) from error
    except RecursionError as error:
        raise FileFault("The JSON is nested too deep.", expected=_SHAPE) from error
    except ValueError as error:  # a number with thousands of digits
        raise FileFault("A number has too many digits.", expected=_KINDS[int]) from error
    if not isinstance(data, dict) or data.get("format") != "spinney-ballot/1":
        raise FileFault("This JSON is no ballot of Spinney.", expected=_SHAPE)
    return data


def _check(data: Mapping[str, Json]) -> None:
    """What `from_json` would take as it comes. Raises FileFault."""
    for place, option in enumerate(_rows(data, "options"), 1):
        _need(option, f"option {place}", str, ("key", "name"))
        _need(option, f"option {place}", int, ("cost", "before"))
    for place, paper in enumerate(_rows(data, "papers"), 1):
        _need(paper, f"paper {place}", int, ("weight", "times"))
        _need(paper, f"paper {place}", str, ("voter",))
        _need(paper, f"paper {place}", dict, ("marks",))
        _need(paper["marks"], f"paper {place}", int, paper["marks"])
    limits = [name for name in _LIMITS if data.get(name) is not None]
    _need(data, "the ballot", int, ("seats", *limits))
    _need(data, "the ballot", str, ("title", "seed"))
    _check_about(data.get("about"))
    if data["seats"] < 1 or min((data[name] for name in limits), default=0) < 0:
        raise FileFault("A number is too small.", expected="Seats from 1, the others from 0.")


def _check_about(about: Json) -> None:
    """What else a file says of itself. Raises FileFault."""
    if about is None:
        return
    if not isinstance(about, dict) or not all(isinstance(one, str) for one in about.values()):
        raise FileFault("“about” is not as it should be.", expected="A text for each word.")
    parts = about.get("money_parts", "1")
    if not is_whole(parts) or int(parts) < 1:
        raise FileFault("“money_parts” is not as it should be.", expected="A whole number from 1.")


_LIMITS = ("budget", "most_marks", "least_marks", "most_each", "most_points")
_OPTIONAL = frozenset({"name", "cost", "before", "weight", "times", "voter", "title", "seed"})


def _need(data: Mapping[str, Json], where: str, kind: type, names: Iterable[str]) -> None:
    """Each of the names with a value of the kind. Raises FileFault."""
    for name in names:
        value = data.get(name)
        if value is None and name in _OPTIONAL and name not in data:
            continue
        if not isinstance(value, kind) or isinstance(value, bool) or _is_too_long(value):
            raise FileFault(f"“{name}” of {where} is not as it should be.", expected=_KINDS[kind])


def _is_too_long(value: object) -> bool:
    """Whether it is a number with more digits than a file can mean."""
    return isinstance(value, int) and abs(value) >= 10**MOST_DIGITS


_KINDS = {
    int: f"A whole number of {MOST_DIGITS} digits at the most.",
    str: "A text.",
    dict: "A mark for each option's key.",
}


def _sound(problem: Problem) -> None:
    if len(problem.by_key) < len(problem.options):
        raise FileFault("Two options have the same key.", expected="A key of its own for each.")
    for place, paper in enumerate(problem.papers, 1):
        if not set(paper.marks) <= set(problem.by_key):
            raise FileFault(f"Paper {place} marks what is no option.", expected="Options' keys.")
        check_paper(problem.kind, paper, 0, f"Paper {place}")


def _rows(data: Mapping[str, Json], name: str) -> list[dict[str, Json]]:
    rows = data.get(name)
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise FileFault(f"“{name}” is missing, or no list.", expected=_SHAPE)
    return rows


def _told(error: Exception) -> str:
    return f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
