"""Setting pages with typst: tagged PDF for archives and readers; the same input, the same bytes.

A template is fixed text; what people wrote goes in as data (JSON), so that nothing of it is ever
read as markup. Only Spinney's own font and those that typst brings are used: none of the machine's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from spinney.base.kernel.printing.shown import for_page

Data = dict[str, Any]
PAPER = ("a-2a", "ua-1")
"""PDF/A-2a and PDF/UA-1: kept for long, and read aloud."""


def set_pdf(
    template: bytes,
    data: Callable[[bool], Mapping[str, Any]],
    made_at: datetime,
    standards: tuple[str, ...] = PAPER,
) -> bytes:
    """A PDF of the template and `data(plainest)`, which is asked again with `plainest` when a mark
    was found that no font can put together with its letter.

    Raises ValueError when typst cannot set it, which no text should bring about.
    """
    import typst

    asked: list[Any] = list(standards)
    for plainest in (False, True):
        try:
            made: bytes = typst.compile(
                template,
                format="pdf",
                font_paths=_fonts(),
                sys_inputs={"data": json.dumps(data(plainest))},
                pdf_standards=asked,
                timestamp=int(made_at.astimezone(UTC).timestamp()),
            )
        except typst.TypstError as problem:
            if plainest or "could not be displayed" not in str(problem):
                raise ValueError(f"The text could not be set: {problem}") from problem
        else:
            return made
    raise AssertionError  # pragma: no cover  (the loop returns or raises)


def set_png(template: bytes, data: Mapping[str, Any], dots_per_inch: float) -> list[bytes]:
    """Each page that the template makes of the data, as PNG.

    Raises ValueError when typst cannot set it.
    """
    import typst

    try:
        made = typst.compile(
            template,
            format="png",
            ppi=dots_per_inch,
            font_paths=_fonts(),
            sys_inputs={"data": json.dumps(data)},
        )
    except typst.TypstError as problem:
        raise ValueError(f"The picture could not be set: {problem}") from problem
    return list(made) if isinstance(made, list) else [made]


def as_shown(value: Any, *, plainest: bool) -> Any:
    """The same value with every text in it as the page can show it."""
    if isinstance(value, str):
        return for_page(value, plainest=plainest)
    if isinstance(value, dict):
        return {key: as_shown(one, plainest=plainest) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_shown(one, plainest=plainest) for one in value]
    return value


@lru_cache(maxsize=1)
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(files(__package__) / "fonts")])
