"""A file is taken away from an option, and its bytes with it."""

from __future__ import annotations

import pytest

from spinney.decisions.actions.options import add_option_file
from tests.access import client_of
from tests.decisions.making import NOON
from tests.decisions.test_add_option_file import a_pdf
from tests.decisions.writing import a_draft, address
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_its_bytes_go_too(wood: Wood, django_capture_on_commit_callbacks) -> None:
    ballot = a_draft(wood, "approve", ["A van"])
    option = ballot.options.get()
    file = add_option_file(option=option, file=a_pdf(), by=wood.ash, now=NOON)
    url = address(ballot, "remove_option_file", option.pk, file.pk)
    with django_capture_on_commit_callbacks(execute=True):
        client_of(wood, "ash").post(url)
    assert not option.files.exists()
    assert not file.file.storage.exists(file.file.name)
