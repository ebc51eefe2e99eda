"""Small enough to read at one sitting."""

import ast
from pathlib import Path

SRC = Path(__file__).parents[2] / "src"
FILE_LINES, FUNCTION_LINES = 400, 50


def test_files_and_functions_are_within_budget():
    over = []
    for path in SRC.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        if len(text.splitlines()) > FILE_LINES:
            over.append(f"{path.relative_to(SRC)} has over {FILE_LINES} lines: split it by noun")
        for node in ast.walk(ast.parse(text)):
            is_function = isinstance(node, ast.FunctionDef)
            if is_function and node.end_lineno - node.lineno + 1 > FUNCTION_LINES:
                over.append(f"{path.relative_to(SRC)}:{node.name} has over {FUNCTION_LINES} lines")
    assert over == []


def test_no_drawer_for_odds_and_ends():
    odd = {"utils.py", "helpers.py", "services.py", "misc.py", "common.py"}
    assert [str(p.relative_to(SRC)) for p in SRC.rglob("*.py") if p.name in odd] == []
