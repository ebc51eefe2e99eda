"""What is one entry for sure is matched in one go."""

import pytest

from spinney.money.models import BankLine
from tests.money.banking import lines
from tests.money.keeping import ash, at
from tests.money.posting import came_in, paid

pytestmark = pytest.mark.django_db


def test_only_what_is_sure(wood):
    lines(wood)
    came_in(wood)
    for words in ("Larch Rooms", "A tent"):
        paid(wood, words=words)
    client = ash(wood)
    page = client.get(f"{at(wood, 'bank-lines')}?state=open").content.decode()
    assert "2 lines are one entry for sure" in page
    assert "May be entry 2, Larch Rooms" in page
    client.post(at(wood, "match-sure-lines"))
    found = BankLine.objects.order_by("row").values_list("state", "entry__words")
    assert list(found) == [
        ("matched", "The Meadow Trust"), ("matched", "Larch Rooms"), ("open", None),
    ]  # fmt: skip
