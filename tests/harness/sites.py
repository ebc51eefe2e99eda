"""Sites of a test's own, on the kind of database that the suite runs on."""

from __future__ import annotations

import contextlib
import os
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.harness import made_tables
from tests.harness.processes import environment, in_django, spinney


@dataclass
class OwnSite:
    """A data folder and, on PostgreSQL, a database of its own."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def spinney(self, *words: str) -> subprocess.CompletedProcess[str]:
        return spinney(self.folder, *words, **self.environment)

    def run(self, program: str) -> str:
        return in_django(self.folder, program, **self.environment)

    def env(self) -> dict[str, str]:
        return environment(self.folder, **self.environment)


@contextlib.contextmanager
def own_site(
    folder: Path, engine: str, *, tables: bool = True, server: str = ""
) -> Iterator[OwnSite]:
    """A site without anything in it, with its tables unless said; its database is dropped at the
    end. `engine` is Django's vendor name, `server` the PostgreSQL server's address (the suite's
    unless given).
    """
    folder.mkdir(parents=True, exist_ok=True)
    if engine == "sqlite":
        if tables:
            made_tables.bring(folder / "spinney.sqlite3")
        yield OwnSite(folder)
        return
    import psycopg

    server = server or os.environ["DATABASE_URL"]
    name = f"own_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        made_from = f" TEMPLATE {made_tables.template(server)}" if tables else ""
        connection.execute(f"CREATE DATABASE {name}{made_from}")
        try:
            address = server.replace("/postgres?", f"/{name}?")
            yield OwnSite(folder, {"DATABASE_URL": address})
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
