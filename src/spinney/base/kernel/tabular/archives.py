"""Zip files, opened with care: nothing is unpacked to disk, and bombs are refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, BinaryIO

from spinney.base.kernel.tabular.stored import FileRefused, Stored

MEGABYTE = 1024 * 1024
GIGABYTE = 1024 * MEGABYTE
_SMALL = 10 * MEGABYTE
"""Below this size a file cannot hurt, however well it was packed."""
_ARCHIVE_ENDINGS = (".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz")


@dataclass(frozen=True)
class Limits:
    """What a file may grow to when unpacked.

    `unpacked` and `sheet` are bytes; `ratio` is unpacked bytes for one packed byte, checked for
    files above 10 MB; `members` is how many files one zip may hold.
    """

    unpacked: int = 8 * GIGABYTE
    sheet: int = 400 * MEGABYTE
    ratio: int = 150
    members: int = 100


def is_zip(first_bytes: bytes) -> bool:
    """Whether a file that begins so is a zip (spreadsheets are zips too)."""
    return first_bytes.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members_of(stored: Stored, limits: Limits) -> list[Stored]:
    """The files in a zip, each to be opened by itself, in the order of their names.

    Raises FileRefused for a damaged, encrypted or oversized zip, for a zip in a zip, and for one
    that would unpack to more than `limits` allow. Sizes are checked before anything is unpacked
    and again while reading, because a zip can lie about them.
    """
    infos = [info for info in parts_of(stored) if _is_content(info)]
    _check(stored.name, infos, limits)
    return [_member(stored, info) for info in sorted(infos, key=lambda i: i.filename)]


def _is_content(info: zipfile.ZipInfo) -> bool:
    name = info.filename
    hidden = name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")
    return not info.is_dir() and not hidden


def _check(name: str, infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if not infos:
        raise FileRefused(f"{name} is empty. Choose the file again, or make the zip anew.")
    if len(infos) > limits.members:
        raise FileRefused(
            f"{name} holds {len(infos):,} files; at most {limits.members} can be taken. "
            "Put only the tables that are wanted into it."
        )
    for info in infos:
        _check_member(name, info, limits)
    total = sum(info.file_size for info in infos)
    if total > limits.unpacked:
        raise FileRefused(
            f"{name} would unpack to {size_in_words(total)}; at most "
            f"{size_in_words(limits.unpacked)} can be taken. Load its tables one by one."
        )


def _check_member(name: str, info: zipfile.ZipInfo, limits: Limits) -> None:
    if info.flag_bits & 0x1:
        raise FileRefused(f"{name} is locked with a password. Unlock it and load it again.")
    if info.filename.lower().endswith(_ARCHIVE_ENDINGS):
        raise FileRefused(
            f"{name} has another packed file in it ({info.filename}). Unpack it and load the "
            "tables themselves."
        )
    if info.file_size > max(_SMALL, info.compress_size * limits.ratio):
        raise FileRefused(
            f"{name} is not safe to open: {info.filename} would grow from "
            f"{size_in_words(info.compress_size)} to {size_in_words(info.file_size)}. "
            "Unpack it yourself and load the table inside, if you trust it."
        )


def _member(stored: Stored, info: zipfile.ZipInfo) -> Stored:
    def opened() -> BinaryIO:
        stream = stored.open()
        archive = zipfile.ZipFile(stream)
        try:
            inner = archive.open(info)
        except (zipfile.BadZipFile, NotImplementedError) as error:
            raise FileRefused(
                f"{stored.name} is damaged and cannot be opened. Download or copy it again."
            ) from error
        return io.BufferedReader(_Member(stored.name, inner, archive, stream))

    return Stored(f"{stored.name} › {info.filename}", opened, info.file_size)


class _Member(io.RawIOBase):
    """A file inside a zip that closes the zip with itself and speaks plainly of damage."""

    def __init__(
        self, name: str, inner: IO[bytes], archive: zipfile.ZipFile, stream: BinaryIO
    ) -> None:
        self._name, self._inner, self._archive, self._stream = name, inner, archive, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise FileRefused(
                f"{self._name} is damaged: it stops or breaks part of the way through. "
                "Download or copy it again."
            ) from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
            self._archive.close()
            self._stream.close()
        super().close()


def size_in_words(size: int) -> str:
    """A number of bytes as people say it.

    >>> size_in_words(2 * 1024**3), size_in_words(1500), size_in_words(3)
    ('2.0 GB', '2 kB', '1 kB')
    """
    if size >= GIGABYTE:
        return f"{size / GIGABYTE:.1f} GB"
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.0f} MB"
    return f"{max(1, -(-size // 1024))} kB"


def parts_of(stored: Stored) -> list[zipfile.ZipInfo]:
    """The table of contents of a zip, which is small and safe to read whatever the zip holds."""
    try:
        with stored.open() as stream, zipfile.ZipFile(stream) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileRefused(
            f"{stored.name} is damaged and cannot be opened. Download or save it again."
        ) from error


def names_in(stored: Stored) -> frozenset[str]:
    """The names of the files in a zip."""
    return frozenset(info.filename for info in parts_of(stored))
