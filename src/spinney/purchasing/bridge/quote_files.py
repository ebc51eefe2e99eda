"""The files of quotes: sealed while they wait, opened with the quote, forgotten with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction

from spinney.base.web.uploads import check
from spinney.purchasing.bridge.quotes import FileText, sealed_bytes, unsealed_bytes
from spinney.purchasing.models import Quote, QuoteFile

MOST_BYTES = 5_000_000
"""A file is sealed as a whole, so it has to fit into memory."""


def keep_sealed(quote: Quote, files: Iterable[File[Any]], now: datetime) -> list[FileText]:
    """Look into files and keep them sealed. Raises BadInput or TooLarge for what cannot be taken.
    Returns their names, to be sealed with the quote.
    """
    kept = []
    for file in files:
        checked = check(file, most_bytes=MOST_BYTES)
        file.seek(0)
        row = QuoteFile(quote=quote, added_at=now)
        row.file.save(f"{row.uid}.sealed", ContentFile(sealed_bytes(file.read())), save=True)
        kept.append(FileText(str(row.uid), checked.name, checked.size))
    return kept


def open_files(quote: Quote, said: Iterable[FileText]) -> None:
    """Unseal the files of a quote. What another installation sealed stays as it is, unnamed."""
    named: Mapping[str, FileText] = {one.uid: one for one in said}
    for row in quote.files.all():
        known = named.get(str(row.uid))
        if known is None:
            continue
        with row.file.open("rb") as stream:
            content = unsealed_bytes(stream.read())
        if content is None:
            continue
        _forget_bytes(row)
        ending = PurePath(known.name).suffix.lower()
        row.name, row.size = known.name, known.size
        row.file.save(f"{row.uid}{ending}", ContentFile(content), save=True)


def remove_file(quote: Quote, uid: str) -> bool:
    """Take away one file of a sealed quote; whether there was one."""
    row = quote.files.filter(uid=uid).first()
    if row is None:
        return False
    _forget_bytes(row)
    row.delete()
    return True


def forget_files(quote: Quote) -> None:
    """Delete the bytes of all files of a quote that is thrown away, when that is kept."""
    for row in quote.files.all():
        _forget_bytes(row)


def _forget_bytes(row: QuoteFile) -> None:
    transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)))
