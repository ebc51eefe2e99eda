"""An option is taken out of a draft; those after it move up."""

from __future__ import annotations

import pytest

from tests.access import client_of
from tests.decisions.writing import a_draft, address
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_those_after_it_move_up(wood: Wood) -> None:
    ballot = a_draft(wood, "rank", list("ABCD"))
    option = ballot.options.get(title="B")
    client, url = client_of(wood, "ash"), address(ballot, "remove_option", option.pk)
    assert "Take out “B”?" in client.get(url).content.decode()
    assert ballot.options.count() == 4
    client.post(url)
    assert list(ballot.options.values_list("number", "title")) == [(1, "A"), (2, "C"), (3, "D")]
    assert client.post(url).status_code == 404
