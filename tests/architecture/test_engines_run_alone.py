"""Engines and the kernel import in a process where Django cannot be imported."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SRC = Path(__file__).parents[2] / "src"
ENGINES = sorted(p.parent for p in SRC.glob("spinney/*/engine/__init__.py"))
MODULES = sorted(
    ".".join(p.relative_to(SRC).with_suffix("").parts)
    for folder in [*ENGINES, SRC / "spinney/base/kernel"]
    for p in folder.rglob("*.py")
    if p.name != "__init__.py"
)


def test_there_is_something_to_check():
    assert len(MODULES) > 5


def test_engines_need_no_django():
    code = "import sys; sys.modules['django'] = None; " + "; ".join(f"import {m}" for m in MODULES)
    subprocess.run([sys.executable, "-c", code], check=True, cwd=SRC)


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings_are_true(module):
    code = f"import doctest, sys, {module} as m; sys.exit(doctest.testmod(m).failed)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=SRC)
    assert done.returncode == 0, done.stdout
