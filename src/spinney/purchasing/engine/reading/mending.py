"""Names that were broken when a table was taken out of a PDF, put together again. Pure.

There the end of a long name stands in the row below, before a break of the line:

    Rook Energy
    Limited / Tit & Sons

It is the end of the name above because no name goes on after "Limited", and what stands after the
break is a name that other rows have too, or one whose own end stands in the row below again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_BREAK = re.compile(r"[\r\n]+")
_FORMS = "ltd|limited|plc|llp|trust|inc|cic|cio|company|co|group|the"
_END = re.compile(rf"\b(?:{_FORMS})\b[.)]*$", re.IGNORECASE)
_ENDS = re.compile(rf"(?:\W|\b(?:{_FORMS}|foundation|uk|nhs)\b)*", re.IGNORECASE)


def mended(names: Sequence[str], broken: Sequence[int]) -> dict[int, str]:
    """The names that had been broken, by their place; `broken` are the places of names with a
    break of the line in them.

    >>> mended(["Rook Energy", "Limited\\nTit & Sons", "Tit & Sons", "Rook\\nEnergy"], [1, 3])
    {1: 'Tit & Sons', 0: 'Rook Energy Limited'}
    """
    parts = {at: _parted(names[at]) for at in broken}
    ends = {at: end for at, (end, rest) in parts.items() if rest}
    whole = set(names)
    found = {at: parts[at][1] for at in ends if parts[at][1] in whole or at + 1 in ends}
    missing = _missing_ends(names, found, ends)
    for at in sorted(found):
        above = at - 1
        name = found.get(above) or (names[above] if above >= 0 else "")
        if name and missing.get(name) == ends[at]:
            found[above] = f"{name} {ends[at]}"
    return found


def _parted(name: str) -> tuple[str, str]:
    """(the end of the name above, this row's own name); ("", "") for a name that merely goes on
    in a second line.
    """
    end, _, rest = _BREAK.sub("\n", name).partition("\n")
    end, rest = end.strip(), " ".join(rest.split())
    if _END.search(end) and rest and not _ENDS.fullmatch(rest):
        return end, rest
    return "", ""


def _missing_ends(
    names: Sequence[str], found: dict[int, str], ends: dict[int, str]
) -> dict[str, str]:
    """The end that each name lacks: what stands below it more often than not."""
    below: dict[str, Counter[str]] = {}
    for at, name in enumerate(names):
        own = found.get(at, name)
        if own and not _END.search(own):
            below.setdefault(own, Counter())[ends.get(at + 1, "") if at + 1 in found else ""] += 1
    lacking = {}
    for name, counts in below.items():
        end, times = counts.most_common(1)[0]
        if end and times * 2 > counts.total():
            lacking[name] = end
    return lacking
