"""The instruments that come with Spinney, from their files into rows, so that surveys can ask them.

Every edition of a file has the same uid, number and day on every site, so that a cluster's file
that was written on one site finds on another the very version that its surveys asked. The numbers
and days of all editions that ever came with Spinney stand in `instruments/editions.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps as installed
from django.db import transaction
from django.db.models import Max

from spinney.base.kernel.canonical import sha256
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.engine.library import read_all
from spinney.diagnostics.models import Instrument, Version
from spinney.diagnostics.states import VersionState

FOLDER = Path(__file__).parent.parent / "instruments"
EDITIONS = FOLDER / "editions.json"
FAMILY = UUID("5f0c6d1e-6b0a-5f43-9d0e-0c9a4f6f2f11")
"""The namespace of all uids of what comes with Spinney."""


@dataclass(frozen=True)
class Edition:
    """One state of a file: which it is (from 1) and since when it comes with Spinney."""

    digest: str
    number: int
    since: datetime


def instrument_uid(key: str) -> UUID:
    """The uid of the instrument of a key, on every site."""
    return uuid5(FAMILY, key)


def version_uid(key: str, digest: str) -> UUID:
    """The uid of an edition, on every site."""
    return uuid5(FAMILY, f"{key} {digest}")


@cache
def definitions() -> Mapping[str, tuple[Definition, dict[str, Any], str]]:
    """Key -> definition, its JSON and digest, of each file. Read once in a process: files change
    only with a new release.
    """
    texts = {path.name: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.toml"))}
    found = {}
    for key, one in read_all(texts).items():
        plain = one.to_json()
        found[key] = (one, plain, sha256(plain))
    return found


@cache
def editions() -> Mapping[str, tuple[Edition, ...]]:
    """Key -> every edition that ever came with Spinney, oldest first."""
    said = json.loads(EDITIONS.read_text("utf-8"))
    return {
        key: tuple(
            Edition(one["digest"], at, datetime.fromisoformat(one["since"]).replace(tzinfo=UTC))
            for at, one in enumerate(every, start=1)
        )
        for key, every in said.items()
    }


def edition_of(key: str, digest: str) -> Edition:
    """The edition with this content. One that was not entered yet counts as the next after all
    that were (a test holds that none is released so).
    """
    every = editions().get(key, ())
    found = next((one for one in every if one.digest == digest), None)
    since = every[-1].since if every else datetime(2026, 1, 1, tzinfo=UTC)
    return found or Edition(digest, len(every) + 1, since)


def bring_in(using: str = "default") -> int:
    """Make rows of what the files hold and is not there yet; returns how many versions came.

    What is no longer among the files is retired, and taken up again should it come back.
    """
    wanted = {version_uid(key, digest): key for key, (_, _, digest) in definitions().items()}
    with transaction.atomic(using=using):
        there = set(
            Version.objects.using(using).filter(uid__in=wanted).values_list("uid", flat=True)
        )
        missing = [key for uid, key in wanted.items() if uid not in there]
        for key in missing:
            _bring(key, using)
        _retire(using)
        if missing:
            settle(using)
    return len(missing)


def _bring(key: str, using: str) -> None:
    definition, plain, digest = definitions()[key]
    edition = edition_of(key, digest)
    instrument, _ = Instrument.objects.using(using).get_or_create(
        uid=instrument_uid(key),
        defaults={"key": key, "title": definition.title, "made_at": edition.since},
    )
    Version.objects.using(using).create(
        uid=version_uid(key, digest),
        instrument=instrument,
        number=edition.number,
        definition=plain,
        digest=digest,
        minutes=definition.minutes,
        state=VersionState.PUBLISHED,
        made_at=edition.since,
        published_at=edition.since,
    )
    if instrument.title != definition.title:
        instrument.title = definition.title
        instrument.version += 1
        instrument.save(using=using, update_fields=["title", "version"])


def _retire(using: str) -> None:
    built_in = Instrument.objects.using(using).filter(cluster=None, programme=None)
    ours = built_in.filter(uid__in=[instrument_uid(key) for key in editions()])
    now_here = [instrument_uid(key) for key in definitions()]
    gone = ours.filter(retired_at=None).exclude(uid__in=now_here)
    if gone.exists():
        gone.update(retired_at=max(e.since for every in editions().values() for e in every))
    ours.filter(uid__in=now_here, retired_at__isnull=False).update(retired_at=None)


def settle(using: str = "default") -> None:
    """Of each instrument that comes with Spinney only the newest edition is offered; a cluster's
    file from another site may have brought an older one, or one newer than this site's own.
    """
    ours = Instrument.objects.using(using).filter(cluster=None, programme=None)
    published = Version.objects.using(using).filter(
        instrument__in=ours, state=VersionState.PUBLISHED
    )
    newest = published.values("instrument").annotate(newest=Max("number")).order_by()
    for instrument, number in list(newest.values_list("instrument", "newest")):
        older = published.filter(instrument=instrument, number__lt=number)
        older.update(state=VersionState.REPLACED)


def after_migrating(apps: Any = None, using: str = "default", **_: Any) -> None:
    """Bring in what came with a new release, once the tables are there (signal post_migrate)."""
    try:
        # `flush`, after which the tables are empty again, sends the signal without `apps`.
        (apps or installed).get_model("diagnostics", "Version")
    except LookupError:
        return
    bring_in(using)


def arrived(rows: Mapping[str, list[int]]) -> None:
    """After a cluster came in from a file (`base.keeping.portable.when_arrived`)."""
    if rows.get("diagnostics.Version"):
        settle()
