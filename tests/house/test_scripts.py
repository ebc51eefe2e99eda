"""The commands that a newcomer runs: sound, executable, and plain about what they cannot do."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted([*(ROOT / "script").iterdir(), ROOT / ".ci" / "run"])


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_is_executable_and_sound(script: Path) -> None:
    assert os.access(script, os.X_OK)
    checked = subprocess.run(["bash", "-n", script], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


def test_setup_refuses_what_it_does_not_know() -> None:
    done = subprocess.run([ROOT / "script/setup", "everything"], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "script/setup takes 'server' or 'test', not 'everything'.\n"


def test_setup_says_what_to_install_when_there_is_nothing(tmp_path: Path) -> None:
    """Neither Python nor uv on the path, no root, no package manager: one plain message."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "cat", "cksum", "dirname", "env", "rm"):
        (tools / name).symlink_to(subprocess.check_output(["which", name], text=True).strip())
    (tools / "id").write_text("#!/bin/bash\necho 1000\n")
    (tools / "id").chmod(0o755)
    copy = tmp_path / "spinney"
    (copy / "script").mkdir(parents=True)
    for name in ("script/setup", "uv.lock", "pyproject.toml"):
        (copy / name).write_bytes((ROOT / name).read_bytes())
    found = [p for p in Path("/usr/local/bin").glob("python3.1[2-4]")]
    if found or list(Path("/opt/homebrew/bin").glob("python3.1[2-4]")):
        pytest.skip("this machine has a Python where the script looks besides the path")
    done = subprocess.run(
        [tools / "bash", copy / "script/setup", "server"],
        env={"PATH": str(tools), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "Spinney needs Python 3.12 or newer. Install it, then run this again." in done.stderr
    assert "sudo apt-get install python3 python3-venv" in done.stderr
