"""A PostgreSQL server for one command, in a folder of its own, gone afterwards.

    python -m tests.harness.private_postgres -- pytest tests -n 2

Runs the command with DATABASE_URL set. The server listens on a socket in that folder and on no
network address. As root it is run as another user, because PostgreSQL refuses root.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

# Tests and benchmarks need no crash safety of the server; benchmarks ask for it (see `durable`).
FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
NO_SERVER = (
    "PostgreSQL's server programs were not found. On Debian or Ubuntu: "
    "sudo apt-get install postgresql. On macOS: brew install postgresql@15."
)


def programs() -> Path | None:
    """The folder with initdb and postgres: Debian keeps them off the PATH."""
    candidates = [Path(found).parent for found in [shutil.which("initdb")] if found]
    for pattern in (
        "usr/lib/postgresql/*/bin",
        "opt/homebrew/opt/postgresql*/bin",
        "usr/local/opt/postgresql*/bin",
    ):
        candidates += sorted(Path("/").glob(pattern), reverse=True)
    return next(
        (c for c in candidates if (c / "initdb").exists() and (c / "postgres").exists()), None
    )


def _user() -> str:
    """Who runs the server: ourselves, unless we are root."""
    if os.getuid():
        return getpass.getuser()
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@contextlib.contextmanager
def private_postgres(
    *, durable: bool = False, settings: Mapping[str, object] = MappingProxyType({})
) -> Iterator[str]:
    """Start the server; yield its address for DATABASE_URL; stop it by its number; remove it.

    `durable` keeps PostgreSQL's own settings for safe commits, as a benchmark needs; `settings`
    are given to the server beside ours.
    Raises FileNotFoundError when PostgreSQL is not installed, RuntimeError when it does not start.
    """
    found = programs()
    if found is None:
        raise FileNotFoundError(NO_SERVER)
    # A socket's path must be short, so the folder is in /tmp whatever TMPDIR says.
    folder = Path(tempfile.mkdtemp(prefix="spinney-pg-", dir="/tmp"))
    user = _user()
    as_user = {"user": user} if os.getuid() == 0 else {}
    if as_user:
        account = pwd.getpwnam(user)
        os.chown(folder, account.pw_uid, account.pw_gid)
        as_user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    server = None
    try:
        data = folder / "data"
        initdb = [
            found / "initdb",
            "-D",
            data,
            "-U",
            "spinney",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        _quiet(initdb, cwd=folder, **as_user)
        speed = [] if durable else FAST
        asked = [word for name in settings for word in ("-c", f"{name}={settings[name]}")]
        log = (folder / "log").open("wb")
        server = subprocess.Popen(
            [
                found / "postgres",
                "-D",
                data,
                "-k",
                folder,
                "-c",
                "listen_addresses=",
                "-c",
                "max_connections=100",
                "-c",
                "shared_buffers=128MB",
                *speed,
                *asked,
            ],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=log,
            **as_user,
        )
        log.close()
        _wait_until_ready(folder, server)
        yield f"postgresql://spinney@/postgres?host={folder}"
    finally:
        if server is not None:
            # SIGINT is PostgreSQL's fast shutdown: it ends connections and does not wait for them.
            server.send_signal(signal.SIGINT)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _quiet(command: list[object], **options: object) -> None:
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.strip()}")


def _wait_until_ready(folder: Path, server: subprocess.Popen[bytes]) -> None:
    import psycopg

    for _ in range(300):
        if server.poll() is not None:
            break
        with contextlib.suppress(psycopg.Error):
            psycopg.connect(f"postgresql://spinney@/postgres?host={folder}").close()
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")


def main(command: list[str]) -> int:
    """Run the command; when asked to stop, stop it, so that the server is stopped after it."""
    with private_postgres() as address:
        process = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": address})
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        signal.signal(signal.SIGINT, lambda *_: process.send_signal(signal.SIGINT))
        return process.wait()


if __name__ == "__main__":
    arguments = sys.argv[1:]
    try:
        sys.exit(main(arguments[1:] if arguments[:1] == ["--"] else arguments))
    except FileNotFoundError as problem:
        sys.exit(str(problem))
