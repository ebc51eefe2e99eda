"""Sites of a test's own, on the kind of database that the suite runs on."""

from __future__ import annotations

import contextlib
import os
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

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
def own_site(folder: Path, engine: str) -> Iterator[OwnSite]:
    """An empty site; its database is dropped at the end. `engine` is Django's vendor name."""
    folder.mkdir(parents=True, exist_ok=True)
    if engine == "sqlite":
        yield OwnSite(folder)
        return
    import psycopg

    server = os.environ["DATABASE_URL"]
    name = f"own_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            address = server.replace("/postgres?", f"/{name}?")
            yield OwnSite(folder, {"DATABASE_URL": address})
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
