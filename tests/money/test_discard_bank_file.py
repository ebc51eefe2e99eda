"""A file is thrown away before anything of it is added."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.statements import add_bank_lines
from spinney.money.models import BankFile
from tests.money.banking import given
from tests.money.keeping import ash, at
from tests.money.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_erased_and_can_be_given_again(wood, django_capture_on_commit_callbacks):
    file = given(wood)
    stored, name = file.file.storage, file.file.name
    with django_capture_on_commit_callbacks(execute=True):
        ash(wood).post(at(wood, "discard-bank-file", file.pk))
    assert not stored.exists(name)
    assert BankFile.objects.get().state == "discarded"
    with pytest.raises(WrongState):
        add_bank_lines(bank_file=file, by=wood.ash, now=NOON)
    assert given(wood).state == "to_check"
