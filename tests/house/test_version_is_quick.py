"""`spinney --version` and `spinney --help` answer at once: they wake neither Django nor a room."""

from __future__ import annotations

import resource
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from spinney import __version__
from spinney.cli.__main__ import COMMANDS, main

ROOT = Path(__file__).resolve().parents[2]


def seconds_of(*words: str) -> float:
    """Processor seconds: those of the clock tell more about what else the machine does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "spinney.cli", *words], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_answers_in_half_a_second(word: str) -> None:
    assert min(seconds_of(word) for _ in range(3)) < 0.5


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_does_not_wake_django(word: str) -> None:
    program = (
        "import sys; from spinney.cli.__main__ import main\n"
        f"try: main(['{word}'])\n"
        "except SystemExit: pass\n"
        "sys.exit(any(m.split('.')[0] in ('django', 'granian', 'psycopg') for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_version_is_the_project_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == __version__


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_loads_and_has_help(name: str) -> None:
    command = COMMANDS[name].load()
    assert command.help, f"spinney {name} says nothing about itself"
    assert main.get_command(click.Context(main), name) is command
