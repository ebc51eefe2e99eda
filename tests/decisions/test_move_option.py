"""Options are put in order without a mouse or a script."""

from __future__ import annotations

import pytest

from tests.access import client_of
from tests.decisions.writing import a_draft, address
from tests.personas import Wood

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("which", "to", "order"),
    [(2, "up", "BAC"), (2, "down", "ACB"), (1, "up", "ABC"), (3, "down", "ABC")],
)
def test_one_place(wood: Wood, which: int, to: str, order: str) -> None:
    ballot = a_draft(wood, "rank", list("ABC"))
    option = ballot.options.get(number=which)
    client_of(wood, "ash").post(address(ballot, "move_option", option.pk), {"to": to})
    assert "".join(one.title for one in ballot.options.all()) == order
    assert [one.number for one in ballot.options.all()] == [1, 2, 3]
