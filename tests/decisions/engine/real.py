"""Real ballots, from the folder of data that the project does not hold."""

import os
import re
from io import TextIOWrapper
from pathlib import Path
from zipfile import ZipFile

import pytest

from spinney.decisions.engine.problem import Kind, Option, Paper, Problem

DATA = Path(os.environ.get("SPINNEY_DATA", Path(__file__).parents[4] / "shared" / "data"))
PORTLAND = "rcv/Portland_D1_cleaned_votekit_pref_profile.csv.zip"


def real_path(name):
    path = DATA / "voting" / name
    if not path.exists():
        pytest.skip(f"needs the real ballots: SPINNEY_DATA has no voting/{name}")
    return path


def real_lines(name):
    return real_path(name).read_text(encoding="utf-8").splitlines()


def portland():
    """The papers as the VoteKit profile has them: {'4'},{'1'},,, with a weight of 1."""
    with ZipFile(real_path(PORTLAND)) as packed, packed.open(packed.namelist()[0]) as raw:
        lines = TextIOWrapper(raw, encoding="utf-8").read().splitlines()
    names = re.findall(r"\(((?:[^()]|\([^()]*\))*):(\d+)\)", lines[2])
    papers = []
    for line in filter(None, lines[9:]):
        order = re.findall(r"\{'(\d+)'\}", line)
        papers.append(Paper({key: place for place, key in enumerate(order, 1)}))
    options = tuple(Option(key, name) for name, key in names)
    return Problem(Kind.RANK, options, tuple(papers), seats=3)
