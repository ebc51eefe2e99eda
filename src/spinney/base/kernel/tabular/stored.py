"""A file that is read, wherever it lies, and the refusal of one that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from spinney.base.kernel.errors import BadInput


class FileRefused(BadInput):
    """A whole file that cannot be read. The message says what is wrong and how to mend it."""


@dataclass(frozen=True)
class Stored:
    """A file that can be opened again and again, each time from its beginning."""

    name: str
    open: Callable[[], BinaryIO]
    size: int = 0
