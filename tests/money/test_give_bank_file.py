"""A file of the bank is given as it is, and looked at; nothing is added yet."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from spinney.base.kernel.errors import BadInput
from spinney.money.models import BankFile, BankLine
from tests.money.banking import CSV, given, upload
from tests.money.keeping import ash, at

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_shown_before_anything_is_added(wood):
    text = CSV + "31/02/2026,Nothing,1.00,,\n"
    page = ash(wood).post(at(wood, "give-bank-file"), {"file": upload(text)}, follow=True)
    told = page.content.decode()
    for words in ("3 lines are new: £1,500 came in, £48.70 went out.", "LARCH ROOMS LTD",
                  "there is no day that can be read"):  # fmt: skip
        assert words in told, words
    assert not BankLine.objects.exists()


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("Name,Town\nBirch,Leeds\n", "b.csv", "no column of days"),
        ("Date,Amount\n", "b.csv", "no payments below"),
        ("", "b.csv", "is empty"),
        ("x", "b.pdf", "cannot be taken|not what its name says"),
    ],
)
def test_what_is_no_statement_is_refused_in_words(wood, text, name, told):
    with pytest.raises(BadInput, match=told):
        given(wood, text, name)


def test_the_same_file_is_taken_once(wood):
    given(wood)
    page = ash(wood).post(at(wood, "give-bank-file"), {"file": upload()})
    assert "Nothing is added twice." in page.content.decode()
    assert BankFile.objects.count() == 1


def test_a_line_of_a_day_to_come_is_marked(wood):
    assert "still to come" not in shown(wood, given(wood))
    ahead = localdate() + timedelta(days=40)
    told = shown(wood, given(wood, CSV + f"{ahead:%d/%m/%Y},Tea,1.00,,1450.30\n", "ahead.csv"))
    assert "1 line has a day that is still to come, like row 5" in told
    assert told.count("Still to come") == 1


def shown(wood, bank_file):
    return ash(wood).get(at(wood, "bank-file", bank_file.pk)).content.decode()
