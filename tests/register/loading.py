"""Loads for tests: begun and run by the installation's host, on the invented files."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from spinney.base.kernel.actors import SITE, Actor, Role
from spinney.register.actions import loads
from spinney.register.models import Identifier, Load, Organisation

FILES = Path(__file__).parent / "files"
EXTRACT = sorted((FILES / "ccew").iterdir())
HOST = Actor("person:host", roles={SITE: frozenset({Role.SIGNED_IN, Role.HOST})})
NEWCOMER = Actor("person:newcomer", roles={SITE: frozenset({Role.SIGNED_IN})})
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAY = date(2026, 3, 19)
GROUPS = {
    "source": "Marlbrook list",
    "columns": {
        "Group": "name",
        "Charity no": "charity_number",
        "Post Code": "postcode",
        "Contact number": "phone",
        "E-mail": "email",
        "Annual turnover": "income",
        "Year ending": "year_end",
        "Working in": "area",
    },
}


def begin(*paths: Path, mapping: dict[str, Any] | None = None) -> Load:
    """A load of these files, ready to be run."""
    return loads.begin_load(
        files=[(path, path.name) for path in paths],
        mapping=mapping, checked_on=DAY, by=HOST, now=NOW,
    )  # fmt: skip


def run(*paths: Path, mapping: dict[str, Any] | None = None) -> Load:
    """A load of these files, run to its end."""
    load = begin(*paths, mapping=mapping)
    loads.run_load(load=load, by=HOST, now=NOW)
    load.refresh_from_db()
    return load


def undo(load: Load) -> Load:
    """The load, taken out again."""
    loads.undo_load(load=load, by=HOST, now=NOW)
    load.refresh_from_db()
    return load


def numbered(value: str, scheme: str = "GB-CHC") -> Organisation:
    """The organisation with this number."""
    return Organisation.everything.get(
        pk=Identifier.objects.get(scheme=scheme, value=value).organisation_id
    )


def a_file(folder: Path, content: str | bytes, name: str = "list.csv") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


_UNLIKE = ("made_at", "changed_at", "version", "id", "made_by_load", "parent", "uid")
_COLUMNS = [f.name for f in Organisation._meta.concrete_fields if f.name not in _UNLIKE]


def everything() -> dict[str, list[Any]]:
    """All that loads write, for comparing before with after (but not when it was written)."""
    organisations = Organisation.everything.order_by("pk").values(*_COLUMNS, "parent__name")
    return {
        "organisations": list(organisations),
        "numbers": sorted(Identifier.objects.values_list("scheme", "value", "organisation__name")),
        "names": sorted(
            Organisation.everything.filter(other_names__isnull=False).values_list(
                "name", "other_names__name", "other_names__kind"
            )
        ),
        "activities": sorted(
            Organisation.everything.filter(activities__isnull=False).values_list(
                "name", "activities__code"
            )
        ),
        "areas": sorted(
            Organisation.everything.filter(areas__isnull=False).values_list("name", "areas__name")
        ),
    }
