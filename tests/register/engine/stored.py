"""Files for engine tests: bytes in memory, and the invented files beside these tests."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from spinney.base.kernel.tabular.stored import Stored
from spinney.register.engine.readers.mapping import Mapping
from spinney.register.engine.readers.recognising import plan_for
from spinney.register.engine.rows import Item
from spinney.register.engine.tabular.opening import tables_in
from spinney.register.engine.tabular.text import Table

FILES = Path(__file__).parents[1] / "files"


def held(content: bytes | str, name: str = "list.csv") -> Stored:
    """A file with this content."""
    data = content.encode() if isinstance(content, str) else content
    return Stored(name, lambda: io.BytesIO(data), len(data))


def on_disk(name: str) -> Stored:
    """One of the invented files."""
    path = FILES / name
    return Stored(path.name, lambda: path.open("rb"), path.stat().st_size)


def table(content: bytes | str, name: str = "list.csv") -> Table:
    """The only table in a file with this content."""
    (found,) = tables_in(held(content, name))
    return found


def zipped(**files: bytes | str) -> bytes:
    """A zip with these files; `__` in a name stands for the dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


def items_of(name: str, mapping: Mapping | None = None) -> list[Item]:
    """Everything that the reader of an invented file yields."""
    (found,) = tables_in(on_disk(name))
    return list(plan_for(found, mapping).items())
