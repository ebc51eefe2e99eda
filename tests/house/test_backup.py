"""`spinney backup` and `spinney restore`, as commands, on sites of their own."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.harness.private_postgres import private_postgres
from tests.harness.processes import wait_until
from tests.harness.sites import OwnSite, own_site

pytestmark = pytest.mark.slow
ENGINE = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[1].replace("sqlite3", "sqlite")

SEED = """
from datetime import UTC, datetime
from django.db import transaction
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from spinney.base.access.hosts import add_host
from spinney.base.kernel.actors import Actor
for n in range(20):
    add_host(f"host{n}@example.org", by=Actor.system("tests"), name="Zoë 'Quote' \\\\ Tab\\t",
        now=datetime(2026, 3, 1, 12, n, tzinfo=UTC))
default_storage.save("evidence/accounts.pdf", ContentFile(bytes(range(256)) * 40))
"""

TELL = """
import json, hashlib
from pathlib import Path
from django.apps import apps
from django.conf import settings
from django.core.serializers import serialize
from spinney.base.record.record import verify
# Parsed again: PostgreSQL keeps the keys of a JSON object in an order of its own.
rows = {m._meta.label: json.loads(serialize("json", m._base_manager.order_by("pk")))
    for m in apps.get_models()}
root = Path(settings.MEDIA_ROOT)
files = {str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest()
    for p in sorted(root.rglob("*")) if p.is_file()}
print(json.dumps({"rows": rows, "files": files, "faults": len(list(verify()))}))
"""

WRITE_ON = """
import itertools
from django.utils import timezone
from spinney.base.access.hosts import add_host
from spinney.base.kernel.actors import Actor
for n in itertools.count():
    add_host(f"writer{n}@example.org", by=Actor.system("tests"), now=timezone.now())
    if n == 10: print("writing", flush=True)
"""

FAIL_AT_THE_END = """
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch
from django.conf import settings
from spinney.base.keeping import databases, restores
class Broken(Exception): pass
with patch.object(databases, "reset_sequences", side_effect=Broken):
    try:
        restores.restore(Path("{file}"), Path(settings.DATA_DIR), now=datetime.now(UTC), force=True)
    except Broken:
        pass
    else:
        raise SystemExit("It was to fail.")
"""

IN_SQL = """
from django.db import connection
connection.cursor().execute("{}")
"""

SCHEMAS = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)'")
    print(*[name for (name,) in cursor.fetchall()])
"""


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OwnSite]:
    with own_site(tmp_path / "here", ENGINE) as site:
        site.run(SEED)
        yield site


@pytest.fixture
def there(tmp_path: Path) -> Iterator[OwnSite]:
    with own_site(tmp_path / "there", ENGINE, tables=False) as site:
        yield site


def content(site: OwnSite) -> dict[str, object]:
    return dict(json.loads(site.run(TELL)))


def test_round_trip_brings_back_everything(here: OwnSite, there: OwnSite, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    kept = here.spinney("backup", str(file))
    assert kept.returncode == 0, kept.stderr
    restored = there.spinney("restore", str(file))
    assert restored.returncode == 0, restored.stderr
    before, after = content(here), content(there)
    assert after == before
    assert before["files"]
    assert before["faults"] == 0
    # New rows are numbered after the restored ones.
    there.run(SEED.replace("host{n}", "new{n}").replace("default_storage.save", "print"))


def test_a_backup_made_while_others_write_is_of_one_moment(
    here: OwnSite, there: OwnSite, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    writer = subprocess.Popen(
        [
            sys.executable, "-c",
            f"from spinney.cli.site import wake_django\nwake_django()\n{WRITE_ON}",
        ],
        env=here.env(), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert writer.stdout
        wait_until(lambda: writer.stdout and writer.stdout.readline() == "writing\n", what="writer")
        kept = here.spinney("backup", str(file))
        assert kept.returncode == 0, kept.stderr
        assert writer.poll() is None, "the writer was disturbed"
    finally:
        writer.kill()
        writer.wait()
        assert writer.stdout
        writer.stdout.close()
    assert there.spinney("restore", str(file)).returncode == 0
    rows = json.loads(there.run(TELL))
    written = len(rows["rows"]["access.Person"])
    # Person, record entry and the record's own count are of the same moment.
    assert rows["faults"] == 0
    assert written == len(rows["rows"]["record.Entry"]) > 30


def spoil_part(file: Path, spoilt: Path) -> None:
    """Change one byte of what a part holds, keeping the zip itself sound."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(spoilt, "w") as new:
        for name in old.namelist():
            held = bytearray(old.read(name))
            if name.startswith("files/"):
                held[100] ^= 1
            new.writestr(name, bytes(held))


def cut_short(file: Path, spoilt: Path) -> None:
    spoilt.write_bytes(file.read_bytes()[:-200])


def flip_in_the_middle(file: Path, spoilt: Path) -> None:
    """In what the largest part holds: of what stands around the parts, such as the hour at which
    one was written, not every byte matters.
    """
    held = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as parts:
        largest = max(parts.infolist(), key=lambda part: part.compress_size)
    end = largest.header_offset + 30 + len(largest.filename.encode()) + largest.compress_size
    held[end - largest.compress_size // 2] ^= 0xFF
    spoilt.write_bytes(bytes(held))


def leave_out_a_part(file: Path, spoilt: Path) -> None:
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(spoilt, "w") as new:
        for name in old.namelist():
            if not name.startswith("files/"):
                new.writestr(name, old.read(name))


def not_a_zip(file: Path, spoilt: Path) -> None:
    spoilt.write_text("Dear all, please find attached")


def of_a_newer_spinney(file: Path, spoilt: Path) -> None:
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(spoilt, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            if name == "manifest.json":
                held = held.replace(b'"access": [', b'"access": ["0999_later",')
            new.writestr(name, held)


TRY_EACH = """
from pathlib import Path
from django.utils import timezone
from spinney.base.keeping.restores import restore
from spinney.base.kernel.errors import BadInput
for file in sorted(Path({spoilt!r}).iterdir()):
    try:
        restore(file, Path({folder!r}), now=timezone.now(), force=True)
    except BadInput as refused:
        print(file.name, refused)
"""


def test_a_damaged_backup_is_refused_and_nothing_is_lost(here: OwnSite, tmp_path: Path) -> None:
    file, spoilt = tmp_path / "backup.zip", tmp_path / "spoilt"
    assert here.spinney("backup", str(file)).returncode == 0
    before = content(here)
    spoilt.mkdir()
    spoils = [
        spoil_part, cut_short, flip_in_the_middle, leave_out_a_part, not_a_zip, of_a_newer_spinney
    ]  # fmt: skip
    for spoil in spoils:
        spoil(file, spoilt / spoil.__name__)
    said = here.run(TRY_EACH.format(spoilt=str(spoilt), folder=str(here.folder))).splitlines()
    assert [line.split()[0] for line in said] == sorted(spoil.__name__ for spoil in spoils)
    assert content(here) == before
    by_command = here.spinney("restore", "--force", str(spoilt / "not_a_zip"))
    assert by_command.returncode == 1
    assert by_command.stderr == "not_a_zip is not a Spinney backup, or it is damaged.\n"


def test_restore_over_a_site_needs_force_and_keeps_what_was_there(
    here: OwnSite, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    assert here.spinney("backup", str(file)).returncode == 0
    before = content(here)
    here.run(SEED.replace("host{n}", "later{n}").replace("accounts", "later"))
    changed = content(here)
    assert changed != before
    refused = here.spinney("restore", str(file))
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert content(here) == changed
    done = here.spinney("restore", "--force", str(file))
    assert done.returncode == 0, done.stderr
    assert content(here) == before
    aside = Path(done.stdout.strip().rsplit(" ", 1)[-1])
    assert (aside / "files" / "evidence" / "later.pdf").exists()
    assert (aside / "before.zip").exists() or (aside / "spinney.sqlite3").exists()


def test_nothing_is_left_behind_when_the_disk_refuses(here: OwnSite, tmp_path: Path) -> None:
    refused = here.spinney("backup", str(tmp_path / "nowhere" / "backup.zip"))
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr, refused.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["here"]


@pytest.mark.skipif(ENGINE != "postgresql", reason="needs a PostgreSQL server")
def test_a_site_moves_from_sqlite_to_postgresql(there: OwnSite, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    with own_site(tmp_path / "small", "sqlite") as small:
        small.run(SEED)
        assert small.spinney("backup", str(file)).returncode == 0
        moved = there.spinney("restore", str(file))
        assert moved.returncode == 0, moved.stderr
        assert content(there) == content(small)
    there.run(SEED.replace("host{n}", "new{n}").replace("default_storage.save", "print"))


@pytest.mark.skipif(ENGINE != "postgresql", reason="needs a PostgreSQL server")
def test_a_restore_needs_few_of_the_servers_locks(tmp_path: Path) -> None:
    """A server as it is delivered has room for 6,400; other sites may be using it too."""
    file = tmp_path / "backup.zip"
    few = {"max_connections": 25, "max_locks_per_transaction": 64}
    with (
        private_postgres(settings=few) as server,
        own_site(tmp_path / "site", "postgresql", server=server) as site,
    ):
        site.run(SEED)
        before = content(site)
        assert site.spinney("backup", str(file)).returncode == 0
        restored = site.spinney("restore", "--force", str(file))
        assert restored.returncode == 0, restored.stderr
        assert content(site) == before


@pytest.mark.skipif(ENGINE != "postgresql", reason="needs a PostgreSQL server")
def test_a_restore_that_fails_leaves_the_database_as_it_was(here: OwnSite, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    assert here.spinney("backup", str(file)).returncode == 0
    here.run(SEED.replace("host{n}", "later{n}"))
    before = content(here)
    here.run(FAIL_AT_THE_END.format(file=file))
    assert content(here) == before
    assert here.run(SCHEMAS).split() == ["public"]
    done = here.spinney("restore", "--force", str(file))
    assert done.returncode == 0, done.stderr
    assert content(here) != before
    assert here.run(SCHEMAS).split() == ["public"]


@pytest.mark.skipif(ENGINE != "postgresql", reason="needs a PostgreSQL server")
def test_who_may_not_rename_the_schema_is_told_what_to_ask_for(
    here: OwnSite, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    assert here.spinney("backup", str(file)).returncode == 0
    before = content(here)
    here.run(IN_SQL.format("CREATE ROLE visitor LOGIN; GRANT pg_read_all_data TO visitor"))
    try:
        address = here.environment["DATABASE_URL"].replace("spinney@", "visitor@")
        as_visitor = OwnSite(here.folder, {"DATABASE_URL": address})
        refused = as_visitor.spinney("restore", "--force", str(file))
    finally:
        here.run(
            "from django.db import connection\nconnection.cursor().execute('DROP ROLE visitor')"
        )
    assert refused.returncode == 1
    assert 'ALTER SCHEMA "public" OWNER TO "visitor"' in refused.stderr
    assert "Traceback" not in refused.stderr
    assert content(here) == before
