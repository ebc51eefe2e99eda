"""Files of orders from PrefLib: `.soc`, `.soi`, `.toc`, `.toi`. Pure.

    # TITLE: A chair for the alliance
    # NUMBER ALTERNATIVES: 3
    # ALTERNATIVE NAME 1: Ann
    5: 1,2,3            five papers: 1 first, then 2, then 3
    2: {1,3},2          two papers: 1 and 3 alike, then 2

The older form without # is read too: how many there are, "1,Ann" for each, a line of sums, and
papers as "5,1,2,3". N. Mattei and T. Walsh, "PrefLib: A Library for Preferences", ADT 2013.

    >>> problem = read(["# ALTERNATIVE NAME 1: Ann", "# ALTERNATIVE NAME 2: Bob", "5: 2,1"])
    >>> problem.options[1].name, problem.papers[0].marks, problem.voters
    ('Bob', {'2': 1, '1': 2}, 5)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spinney.decisions.engine.files.faults import FileFault
from spinney.decisions.engine.files.sound import is_whole
from spinney.decisions.engine.problem import Kind, Option, Paper, Problem

_KEY = re.compile(r"#\s*([^:]+?)\s*:\s*(.*)")
_NAME = re.compile(r"ALTERNATIVE NAME ([0-9]{1,6})", re.IGNORECASE)
_PLACE = re.compile(r"\{[^{}]*\}|[^,{}\s][^,{}]*")
_ORDER = "How many papers, then the order: 5: 1,2,{3,4}"
_KINDS = {"soc", "soi", "toc", "toi"}
Numbered = tuple[int, str]


def read(lines: Iterable[str], name: str = "") -> Problem:
    """The election in a file; one place is to be filled. Raises FileFault."""
    numbered = [(n, one.strip().lstrip("\ufeff")) for n, one in enumerate(lines, 1) if one.strip()]
    if not numbered:
        raise FileFault("The file is empty.", expected=_ORDER)
    if numbered[0][1].startswith("#"):
        about, names, orders = _with_keys(numbered)
    else:
        about, (names, orders) = {}, _older(numbered)
    kind = about.get("data type", "soi").lower()
    if kind not in _KINDS:
        raise FileFault(
            f"The file has data of the type {kind}.", expected="Orders: soc, soi, toc, toi."
        )
    if not names:
        raise FileFault("The file names no alternatives.", expected="# ALTERNATIVE NAME 1: Ann")
    return Problem(
        kind=Kind.RANK,
        options=tuple(Option(key, one) for key, one in names.items()),
        papers=tuple(_paper(line, times, order, names) for line, times, order in orders),
        title=about.get("title", "") or name,
    )


def _with_keys(
    numbered: list[Numbered],
) -> tuple[dict[str, str], dict[str, str], list[tuple[int, str, str]]]:
    """What the lines with # say, the names, and the papers: line, how many, order."""
    about: dict[str, str] = {}
    names: dict[str, str] = {}
    orders = []
    for line, text in numbered:
        if text.startswith("#"):
            said = _KEY.fullmatch(text)
            named = _NAME.fullmatch(said[1]) if said else None
            if named and said:
                names[str(int(named[1]))] = said[2]
            elif said:
                about[said[1].lower()] = said[2]
            continue
        times, colon, order = text.partition(":")
        if not colon:
            raise FileFault("A paper has no colon.", line, _ORDER)
        orders.append((line, times.strip(), order.strip()))
    stated = about.get("number alternatives", "")
    if is_whole(stated) and names and int(stated) != len(names):
        raise FileFault(
            f"The file says {stated} alternatives and names {len(names)}.",
            expected="A line # ALTERNATIVE NAME for each.",
        )
    return about, names, orders


def _older(numbered: list[Numbered]) -> tuple[dict[str, str], list[tuple[int, str, str]]]:
    lines = iter(numbered)
    line, first = next(lines)
    if not is_whole(first):
        raise FileFault(f"“{first[:40]}” is not how many alternatives there are.", line, _ORDER)
    names = dict(_older_names(lines, int(first)))
    next(lines, None)  # the sums, which are counted anew
    orders = []
    for line, text in lines:
        times, _, order = text.partition(",")
        orders.append((line, times.strip(), order.strip()))
    return names, orders


def _older_names(lines: Iterator[Numbered], count: int) -> Iterator[tuple[str, str]]:
    for _ in range(count):
        line, text = next(lines, (0, ""))
        key, comma, name = text.partition(",")
        if not comma or not is_whole(key.strip()):
            raise FileFault("The name of an alternative is missing.", line, "A line such as 1,Ann")
        yield str(int(key)), name.strip()


def _paper(line: int, times: str, order: str, names: dict[str, str]) -> Paper:
    if not is_whole(times):
        raise FileFault(f"“{times[:40]}” is not how many papers there are.", line, _ORDER)
    marks: dict[str, int] = {}
    if order.count("{") != order.count("}"):
        raise FileFault("A bracket is open or closed alone.", line, _ORDER)
    for place, level in enumerate(_PLACE.findall(order), 1):
        for text in level.strip("{} ").split(","):
            key = text.strip()
            key = str(int(key)) if is_whole(key) else key
            if key not in names:
                raise FileFault(f"“{key[:40]}” is no alternative.", line, _ORDER)
            if key in marks:
                raise FileFault(f"Alternative {key} is in an order twice.", line)
            marks[key] = place
    return Paper(marks, times=int(times))
