"""A file that cannot be read safely as a whole, said as a code. Pure."""

from __future__ import annotations

from typing import Any


class FileRefused(ValueError):
    """The file is not read at all. `code` says why and `detail` has its figures; `saying` makes
    words of both.
    """

    def __init__(self, code: str, **detail: Any) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail

    def __str__(self) -> str:
        from spinney.purchasing.engine.reading.saying import said_refusal

        return said_refusal(self)
