"""A verb has one name: action = MAY row = record verb = test file."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = sorted(p.parent for p in (ROOT / "src/spinney").glob("*/actions"))


def public_functions(folder: Path) -> dict[str, Path]:
    found = {}
    for path in folder.glob("*.py"):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found[node.name] = path
    return found


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: p.name)
def test_every_action_has_a_may_row_a_record_verb_and_a_test_file(room):
    may = "\n".join(p.read_text() for p in (room / "policies").glob("*.py"))
    missing = []
    for verb, path in public_functions(room / "actions").items():
        if f'"{verb}"' not in may:
            missing.append(f"{verb} has no row in {room.name}/policies/…MAY")
        if f'"{room.name}.{verb}"' not in path.read_text():
            missing.append(f"{verb} does not record “{room.name}.{verb}”")
        if not list((ROOT / "tests" / room.name).glob(f"**/test_{verb}.py")):
            missing.append(f"tests/{room.name}/test_{verb}.py is missing")
    assert missing == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: p.name)
def test_actions_are_keyword_only_and_say_who_and_when(room):
    wrong = []
    for path in (room / "actions").glob("*.py"):
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            names = {a.arg for a in node.args.kwonlyargs}
            if node.args.args or not {"by", "now"} <= names:
                wrong.append(f"{path.name}: {node.name} must take keywords only, with by and now")
    assert wrong == []
