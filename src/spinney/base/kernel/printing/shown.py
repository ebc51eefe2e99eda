"""Words of people as a page can show them: nothing is hidden, nothing turns the line round. Pure.

A page of paper has no control characters, and a reader must see what was signed: characters that
are not seen are left out, those that turn the reading direction too, and for what the fonts do
not have its name stands in brackets. The fixed text itself, which is hashed, is never changed.

>>> for_page("The 🌳 Trust\\x07 \\u202eevil")
'The [deciduous tree] Trust evil'
>>> for_word("The 🌳 Trust\\x07 \\u202eevil")
'The 🌳 Trust evil'
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain

_COVERED = """
    20-7E A0-AC AE-377 37A-37F 384-38A 38C 38E-3A1 3A3-484 487-4FF 510-513 51A-51D 531-556
    559-58A 58D-58F 591-5C7 5D0-5EA 5EF-5F4 606-60C 615 61B 61F 621-63A 640-655 65A 660-66D 674
    679-67B 67E-680 683-684 686-687 691 698 6A4 6A9 6AF 6BE 6CC 6F0-6F9 10D0-10FF 1D00-1DBF
    1E00-1F15 1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57 1F59 1F5B 1F5D 1F5F-1F7D 1F80-1FB4
    1FB6-1FC4 1FC6-1FD3 1FD6-1FDB 1FDD-1FEF 1FF2-1FF4 1FF6-1FFE 2009 2010-2027 202F-2040 2042
    2044-2052 2054-205E 2070-2071 2074-208E 2090-209C 20A0-20C0 2100-211E 2120 2122 2124
    2126-2151 2153-2184 2189 2190-23FF 2422-2423 2460-262F 2638-268B 2690-269C 26A0-26A7
    26AA-26B2 2701-2704 2706-2709 270C-2727 2729-274B 274D 274F-2752 2756 2758-275E 2761-277F
    2794 2798-27AF 27B1-27BF 2C60-2C7F A640-A641 A648-A649 A656-A657 A720-A727 A72D A730 A735
    A765 A789-A78E A790-A791 A793 A7AA A7F8-A7F9 FB00-FB06 FB13-FB17 FB1D-FB36 FB38-FB3C FB3E
    FB40-FB41 FB43-FB44 FB46-FB4F
"""
"""What the fonts of the press have in regular and in bold (Spinney Text, Libertinus Serif, DejaVu
Sans Mono), as hexadecimal ranges: found by setting each character as PDF/UA, which refuses others.
"""

SCRIPTLESS = frozenset("\ufe0e\ufe0f")
"""Variation selectors: they only choose between drawings of an emoji."""


def _ranges() -> tuple[list[int], list[int]]:
    pairs = [part.partition("-") for part in _COVERED.split()]
    return [int(a, 16) for a, _, _ in pairs], [int(b or a, 16) for a, _, b in pairs]


_FIRSTS, _LASTS = _ranges()
_LATIN_LAST = 0x17E


def for_page(text: str, *, plainest: bool = False) -> str:
    """Text as the press can set it. `plainest`: accents that stand alone are left out too, and only
    Latin letters are kept (for sequences that no font can put together).
    """
    return "".join(chain.from_iterable(_drawn(char, plainest) for char in _kept(text)))


def for_word(text: str) -> str:
    """Text as a word processor can hold it: XML forbids control characters."""
    return "".join(_kept(text))


def _kept(text: str) -> Iterator[str]:
    """Characters that are seen. A tab or line end is a blank."""
    for char in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(char)
        if char in "\t\n\r\v\f\u0085\u2028\u2029":
            yield " "
        elif kind == "Cs" or (kind == "Cn" and ord(char) & 0xFFFE == 0xFFFE):
            yield "\ufffd"
        elif kind not in ("Cc", "Cf") and char not in SCRIPTLESS:
            yield char


def _drawn(char: str, plainest: bool) -> str:
    code = ord(char)
    if plainest and unicodedata.category(char)[0] == "M":
        return ""
    at = bisect_right(_FIRSTS, code) - 1
    if at >= 0 and code <= _LASTS[at] and not (plainest and code > _LATIN_LAST):
        return char
    if unicodedata.category(char) == "Zs":
        return " "
    return f"[{unicodedata.name(char, f'U+{code:04X}').lower()}]"
