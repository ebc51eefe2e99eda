"""`spinney doctor` finds what is ill, says how to mend it, and says when all is well."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from spinney.agreements.engine.sealing import make_key, to_pem
from spinney.base.access.models import Person
from spinney.base.kernel.actors import SITE, Actor
from spinney.base.record.models import Entry
from spinney.base.record.record import record
from spinney.base.work.models import Duty, Job
from spinney.cli.health import checks, database, house
from spinney.cli.serving.places import KEY_FILE, ServingLock
from tests.harness.processes import spinney


def test_a_tested_site_s_database_is_well(db: None, tmp_path: Path) -> None:
    found = {f.about: f for f in checks.examine(tmp_path)}
    for about in ("versions", "disk", "database", "tables", "record", "uploaded files",
                  "fonts and styles", "duties", "long work"):  # fmt: skip
        assert found[about].state == "well", found[about]


@pytest.mark.django_db(transaction=True)
def test_database_settings_and_content_are_well(tmp_path: Path) -> None:
    assert database.settings_hold(tmp_path).state == "well"
    assert database.whole(tmp_path).state == "well"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own settings")
@pytest.mark.django_db(transaction=True)
def test_sqlite_is_set_to_wal_with_immediate_transactions() -> None:
    with connection.cursor() as cursor:
        told = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }
    assert told == {
        "journal_mode": "wal", "synchronous": 1, "busy_timeout": 20_000, "foreign_keys": 1
    }  # fmt: skip
    assert connection.transaction_mode == "IMMEDIATE"  # type: ignore[attr-defined]


def test_a_changed_entry_of_the_record_is_found(db: None, tmp_path: Path) -> None:
    person = Person.objects.create_user("rowan@example.org")
    for verb in ("one", "two", "three"):
        record(f"tests.{verb}", by=Actor.system("tests"), on=person, at=timezone.now(), scope=SITE)
    assert database.record_unbroken(tmp_path).state == "well"
    Entry.objects.filter(verb="tests.two").update(actor="person:1")
    found = database.record_unbroken(tmp_path)
    assert found.state == "ill"
    assert "entry 2: was changed after it was written" in found.says


def test_a_missing_migration_is_found(db: None, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'work'")
    found = database.migrated(tmp_path)
    assert (found.state, found.mend) == ("ill", "Run `spinney migrate`.")


def test_tables_of_a_newer_spinney_are_found(db: None, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('work', '0999_x', %s)",
            [timezone.now()],
        )
    assert "newer Spinney (work.0999_x" in database.migrated(tmp_path).says


def test_a_readable_key_is_found(settings: Any, tmp_path: Path) -> None:
    settings.SECRET_KEY = "x" * 64
    key = tmp_path / KEY_FILE
    key.write_text("x" * 64)
    key.chmod(0o644)
    assert house.key(tmp_path).state == "ill"
    key.chmod(0o600)
    assert house.key(tmp_path).state == "well"


def test_a_key_for_seals_that_others_can_read_or_that_is_damaged_is_found(
    settings: Any, tmp_path: Path
) -> None:
    settings.SEALS, settings.SEAL_KEY = tmp_path, ""
    assert house.seal(tmp_path).says == "the key is made when the first agreement has been signed."
    kept = tmp_path / "key.pem"
    kept.write_bytes(to_pem(make_key("Spinney at example.org", timezone.now(), bits=2048)))
    kept.chmod(0o644)
    assert house.seal(tmp_path).mend == f"Run: chmod 600 {kept}"
    kept.chmod(0o600)
    assert house.seal(tmp_path).says.startswith("by “Spinney at example.org”, until ")
    kept.write_text("good morning")
    assert house.seal(tmp_path).state == "ill"
    settings.SEAL_KEY = str(tmp_path / "missing.p12")
    assert "nothing can be sealed" in house.seal(tmp_path).says


def test_a_certificate_for_seals_that_has_run_out_is_found(settings: Any, tmp_path: Path) -> None:
    settings.SEALS, settings.SEAL_KEY = tmp_path, ""
    kept = tmp_path / "key.pem"
    old = timezone.now() - timedelta(days=365 * 6)
    kept.write_bytes(to_pem(make_key("Spinney at example.org", old, bits=2048)))
    kept.chmod(0o600)
    # One of the site's own is renewed by itself; a given one is not.
    assert house.seal(tmp_path).state == "well"


def test_a_full_disk_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for free, state in ((50_000_000, "ill"), (500_000_000, "notice"), (10**10, "well")):
        usage = SimpleNamespace(free=free)
        monkeypatch.setattr("shutil.disk_usage", lambda _, usage=usage: usage)
        assert house.disk(tmp_path).state == state


def test_a_silent_mail_server_is_found(settings: Any, tmp_path: Path) -> None:
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 2},
        }
    }
    assert house.mail(tmp_path).state == "ill"


def test_late_and_failing_duties_are_found(db: None, tmp_path: Path) -> None:
    now = timezone.now()
    Duty.objects.create(name="tests.late", due_at=now - timedelta(hours=2))
    assert house.duties(tmp_path).state == "well", "nobody serves this folder"
    lock = ServingLock(tmp_path)
    lock.take("http://127.0.0.1:1")
    assert "tests.late" in house.duties(tmp_path).says
    assert house.worker(tmp_path).state == "ill"
    lock.release()
    Duty.objects.create(name="tests.broken", due_at=now, error="ZeroDivisionError: oh")
    assert "ZeroDivisionError" in house.duties(tmp_path).says


def test_work_that_failed_by_our_fault_is_told(db: None, tmp_path: Path) -> None:
    now = timezone.now()
    Job.objects.create(
        kind="x", title="Loading", state="failed", reference="abc", asked_at=now, finished_at=now
    )
    assert "abc" in house.jobs(tmp_path).says


def test_a_check_that_fails_is_a_finding(tmp_path: Path) -> None:
    def odd_check(folder: Path) -> Any:
        raise OSError("no")

    found = checks._run(odd_check, tmp_path)
    assert (found.about, found.state) == ("odd check", "ill")


@pytest.mark.slow
def test_as_a_command_it_leaves_with_the_right_code(tmp_path: Path) -> None:
    done = spinney(tmp_path, "doctor", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["well"]) == (1, False)
    assert any("spinney migrate" in f["mend"] for f in told["findings"])
    assert spinney(tmp_path, "migrate").returncode == 0
    done = spinney(tmp_path, "doctor", "--json")
    assert (done.returncode, json.loads(done.stdout)["well"]) == (0, True), done.stdout
    assert spinney(tmp_path / "nowhere", "doctor").returncode == 1
    assert not os.path.exists(tmp_path / "nowhere")
