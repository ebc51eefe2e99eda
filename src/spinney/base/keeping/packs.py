"""A pack: one zip file whose manifest says what is in it, with a checksum of every part.

A pack is written beside its final name, read back and compared, and only then given that name; so
a file with the final name is always whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zlib import error as zlib_error

from spinney.base.kernel.errors import BadInput, TooLarge

MANIFEST = "manifest.json"
PIECE = 1 << 20
#: The most that a pack may unpack to, unless the caller says otherwise: a guard against zip bombs.
MOST_BYTES = 200 * 10**9
LARGEST_MANIFEST = 50 * 10**6


class PackWriter:
    """Writes the parts of a pack, one after another."""

    def __init__(self, path: Path, kind: str, version: int) -> None:
        self._path = path
        self._kind = kind
        self._version = version
        self._unfinished = path.with_name(f".{path.name}.unfinished")
        self._parts: dict[str, dict[str, Any]] = {}
        self._zip = zipfile.ZipFile(self._unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=6)

    @contextlib.contextmanager
    def part(self, name: str) -> Iterator[Callable[[bytes], None]]:
        """Write one part: yields a function that takes its bytes, piece by piece."""
        seen, size = hashlib.sha256(), 0
        with self._zip.open(_safe(name), "w", force_zip64=True) as out:

            def write(piece: bytes) -> None:
                nonlocal size
                seen.update(piece)
                size += len(piece)
                out.write(piece)

            yield write
        self._parts[name] = {"sha256": seen.hexdigest(), "bytes": size}

    def add_file(self, name: str, source: IO[bytes]) -> None:
        """Write one part from an open file."""
        with self.part(name) as write:
            while piece := source.read(PIECE):
                write(piece)

    def finish(self, about: dict[str, Any]) -> None:
        """Write the manifest, read everything back, and give the file its name.

        `about` is what the reader needs to know before it unpacks. Raises BadInput when what was
        written cannot be read back as it was.
        """
        manifest = {**about, "kind": self._kind, "version": self._version, "parts": self._parts}
        self._zip.writestr(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
        self._zip.close()
        with Pack(self._unfinished, self._kind, self._version) as written:
            written.verify()
        with self._unfinished.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(self._unfinished, self._path)

    def abandon(self) -> None:
        """Remove what was written so far."""
        with contextlib.suppress(Exception):
            self._zip.close()
        self._unfinished.unlink(missing_ok=True)


@contextlib.contextmanager
def writing_pack(path: Path, kind: str, version: int) -> Iterator[PackWriter]:
    """A pack that is there when the block ends well, and is not when it does not."""
    try:
        writer = PackWriter(path, kind, version)
    except OSError as problem:
        raise BadInput(f"{path} cannot be written: {problem.strerror}.") from problem
    try:
        yield writer
    except OSError as problem:
        raise BadInput(f"{path} could not be written: {problem.strerror}.") from problem
    finally:
        writer.abandon()


class Pack:
    """A pack to read. Raises BadInput when it is not a pack of this kind, or of a newer version."""

    def __init__(
        self, path: Path | IO[bytes], kind: str, version: int, *, most: int = MOST_BYTES
    ) -> None:
        self.name = path.name if isinstance(path, Path) else "the file"
        try:
            self._zip = zipfile.ZipFile(path)
            info = self._zip.getinfo(MANIFEST)
            if info.file_size > LARGEST_MANIFEST:
                raise TooLarge(f"The manifest of {self.name} is too large to be one.")
            self.manifest: dict[str, Any] = json.loads(self._zip.read(info))
        except FileNotFoundError:
            raise BadInput(f"There is no file {path}.") from None
        except OSError as problem:
            raise BadInput(f"{self.name} cannot be read: {problem.strerror}.") from problem
        except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as problem:
            raise BadInput(f"{self.name} is not a {kind}, or it is damaged.") from problem
        self._check_manifest(kind, version, most)

    def _check_manifest(self, kind: str, version: int, most: int) -> None:
        if self.manifest.get("kind") != kind:
            raise BadInput(f"{self.name} is a {self.manifest.get('kind', 'file')}, not a {kind}.")
        if int(self.manifest.get("version", 0)) > version:
            raise BadInput(
                f"{self.name} was written by a newer Spinney. Install that version to read it."
            )
        total = sum(int(p["bytes"]) for p in self.parts.values())
        if total > most:
            raise TooLarge(
                f"{self.name} would unpack to {total / 1e6:,.0f} MB; at most {most / 1e6:,.0f} MB "
                "is taken."
            )

    @property
    def parts(self) -> dict[str, dict[str, Any]]:
        """Name of each part -> its "sha256" and its "bytes"."""
        parts: dict[str, dict[str, Any]] = self.manifest.get("parts", {})
        return parts

    def verify(self) -> None:
        """Read every part and compare its size and checksum.

        Raises BadInput that names the first part that is damaged, missing or not in the manifest.
        """
        inside = {i.filename for i in self._zip.infolist()} - {MANIFEST}
        if odd := inside ^ set(self.parts):
            raise BadInput(f"{self.name} is damaged: {sorted(odd)[0]} does not fit its manifest.")
        for name in self.parts:
            for _ in self.pieces(name):
                continue

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece; raises BadInput at its end when it is not as it was written."""
        told = self.parts[name]
        seen, size = hashlib.sha256(), 0
        try:
            with self._zip.open(_safe(name)) as part:
                while piece := part.read(PIECE):
                    seen.update(piece)
                    size += len(piece)
                    if size > told["bytes"]:
                        break
                    yield piece
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, zlib_error) as problem:
            raise BadInput(f"{self.name} is damaged: {name} cannot be read.") from problem
        if seen.hexdigest() != told["sha256"] or size != told["bytes"]:
            raise BadInput(f"{self.name} is damaged: {name} is not as it was written.")

    def lines(self, name: str) -> Iterator[bytes]:
        """A part, line by line, without the line ends."""
        rest = b""
        for piece in self.pieces(name):
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
        if rest:
            yield rest

    def unpack(self, name: str, path: Path) -> None:
        """Write a part to a file, with its folders."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            for piece in self.pieces(name):
                out.write(piece)

    def close(self) -> None:
        self._zip.close()

    def __enter__(self) -> Pack:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _safe(name: str) -> str:
    """The name itself, unless it would lead out of the folder it is unpacked in."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or not name:
        raise BadInput(f"A part of the file has a name that is not allowed: {name!r}.")
    return name


def room_for(size: int, folder: Path) -> None:
    """Raises TooLarge unless the disk has room for so many bytes more, and a tenth to spare;
    BadInput when there is no such folder.
    """
    if not folder.is_dir():
        raise BadInput(f"There is no folder {folder}.")
    free = shutil.disk_usage(folder).free
    if size * 1.1 > free:
        raise TooLarge(
            f"There is not enough room in {folder}: {size / 1e6:,.0f} MB are needed, "
            f"{free / 1e6:,.0f} MB are free."
        )
