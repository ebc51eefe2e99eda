"""What every test may use: the wood, with everybody in it."""

from __future__ import annotations

import pytest

from tests.personas import Wood, plant_wood


@pytest.fixture
def wood(db: None) -> Wood:
    """The programme, the two clusters and everybody (see tests/personas.py)."""
    return plant_wood()
