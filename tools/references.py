"""Writes docs/reference and the table of rooms in ARCHITECTURE.md from the code itself.

python -m tools.references --write   writes what has changed
python -m tools.references --check   fails when a page is not what the code says
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import django
from django.conf import settings
from django.dispatch import Signal

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
MADE = "<!-- Made by tools/references.py from the code. Change the code, not this page. -->\n"
ROOMS_BEGIN, ROOMS_END = "<!-- rooms -->", "<!-- /rooms -->"


def access() -> str:
    """Who may do what: the MAY tables of every room."""
    lines = ["# Who may do what", "", MADE]
    for room in settings.ROOMS:
        may = importlib.import_module(f"spinney.{room}.policies").MAY
        lines += [f"## {room}", "", "| verb | who |", "|---|---|"]
        for verb, roles in sorted(may.items()):
            lines.append(f"| {verb} | {', '.join(sorted(r.value for r in roles)) or 'nobody'} |")
        lines.append("")
    return "\n".join(lines)


def states() -> str:
    """The lives of things: states and moves."""
    lines = ["# The lives of things", "", MADE]
    for room in settings.ROOMS:
        module = importlib.import_module(f"spinney.{room}.states")
        for moves in module.NEXT.values():
            kind = type(next(iter(moves)))
            lines += [f"## {room}: {kind.__name__}", "", "| from | to |", "|---|---|"]
            for state in kind:
                to = ", ".join(sorted(str(kind(s).label) for s in moves.get(state, ())))
                lines.append(f"| {state.label} | {to or '(the end)'} |")
            lines.append("")
    return "\n".join(lines)


def _signals(module: object) -> Iterator[tuple[str, str]]:
    source = inspect.getsource(module).splitlines()  # type: ignore[arg-type]
    for number, line in enumerate(source):
        name = line.split("=")[0].strip()
        if isinstance(getattr(module, name, None), Signal) and "Signal(" in line:
            comment = source[number - 1].strip().lstrip("#: ") if number else ""
            yield name, comment or line.partition("#")[2].strip()


def events() -> str:
    """The news that rooms publish, and how the record is told."""
    lines = ["# News and the record", "", MADE]
    for room in settings.ROOMS:
        package = importlib.import_module(f"spinney.{room}.events")
        folder = Path(str(package.__file__)).parent
        names = (
            [
                f"spinney.{room}.events.{p.stem}"
                for p in sorted(folder.glob("*.py"))
                if p.stem[0] != "_"
            ]
            if folder.name == "events"
            else [package.__name__]
        )
        lines += [f"## {room}", "", "| news | when, and what it gives |", "|---|---|"]
        for name in names:
            for signal, comment in _signals(importlib.import_module(name)):
                lines.append(f"| {signal} | {comment} |")
        lines += ["", "| record entry | told as | read by |", "|---|---|---|"]
        for verb, sentence in sorted(getattr(package, "TOLD", {}).items()):
            readers = ", ".join(sorted(r.value for r in sentence.readers))
            lines.append(f"| {verb} | {sentence.text} | {readers} |")
        lines.append("")
    return "\n".join(lines)


def commands() -> str:
    """Every `spinney` command with its options."""
    from spinney.cli.__main__ import main

    lines = ["# The command", "", MADE]

    def add(command: click.Command, path: str, parent: click.Context | None) -> None:
        context = click.Context(command, info_name=path, parent=None)
        lines.extend([f"## {path}", "", "```", command.get_help(context), "```", ""])
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                child = command.get_command(context, name)
                if child is not None:
                    add(child, f"{path} {name}", context)

    add(main, "spinney", None)
    return "\n".join(lines)


def api() -> str:
    """Every operation of the JSON API."""
    from spinney.http.api import api as json_api

    schema = json.loads(
        json.dumps(json_api.get_openapi_schema(path_prefix="/api/v1/"), default=str)
    )
    lines = ["# The JSON API", "", MADE, "| operation | does | scope |", "|---|---|---|"]
    for path, verbs in schema["paths"].items():
        for verb, operation in verbs.items():
            scope = operation.get("x-scope", "")
            lines.append(f"| `{verb.upper()} {path}` | {operation.get('summary', '')} | {scope} |")
    return "\n".join(lines) + "\n"


def rooms() -> str:
    """The table of rooms, from the first line of each room's README and its size."""
    lines = ["| room | for what | verbs | lines |", "|---|---|---|---|"]
    for room in settings.ROOMS:
        folder = ROOT / "src/spinney" / room
        readme = (folder / "README.md").read_text().splitlines()
        first = next(line for line in readme if line and not line.startswith("#"))
        may = importlib.import_module(f"spinney.{room}.policies").MAY
        code = [p for p in folder.rglob("*.py") if "migrations" not in p.parts]
        size = sum(len(p.read_text().splitlines()) for p in code)
        lines.append(
            f"| [{room}](src/spinney/{room}/README.md) | {first} | {len(may)} | {size:,} |"
        )
    return "\n".join(lines)


def pages() -> dict[Path, str]:
    """Every generated page with its text."""
    made = {
        REFERENCE / f"{page.__name__}.md": page().rstrip() + "\n"
        for page in (access, states, events, commands, api)
    }
    architecture = ROOT / "ARCHITECTURE.md"
    text = architecture.read_text()
    before, after = text.split(ROOMS_BEGIN)[0], text.split(ROOMS_END)[1]
    made[architecture] = f"{before}{ROOMS_BEGIN}\n{rooms()}\n{ROOMS_END}{after}"
    return made


def main() -> int:
    """Write the pages, or with --check only say which are stale."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spinney.config.settings")
    os.environ.setdefault("COLUMNS", "100")
    django.setup()
    stale = [p for p, text in pages().items() if not p.exists() or p.read_text() != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is stale. Run: python -m tools.references")
        return 1 if stale else 0
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    print(f"{len(stale)} pages written." if stale else "Everything is up to date.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
