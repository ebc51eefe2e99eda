"""Files go with options: looked into, and sent back so that they do no harm."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.options import add_option_file
from spinney.decisions.models import OptionFile
from spinney.decisions.policies.ballots import MOST_FILES
from tests.access import client_of
from tests.decisions.making import NOON, a_ballot
from tests.decisions.voting import link_for, open_now
from tests.decisions.writing import a_draft, address
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def a_pdf(name: str = "quote.pdf", content: bytes = b"%PDF-1.7 quote") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_it_is_sent_and_read_again(wood: Wood) -> None:
    ballot = a_draft(wood, "approve", ["A van"])
    option, client = ballot.options.get(), client_of(wood, "ash")
    client.post(address(ballot, "add_option_file", option.pk), {"file": a_pdf()})
    file = option.files.get()
    assert (file.name, file.size) == ("quote.pdf", 14)
    answer = client.get(address(ballot, "option_file", option.pk, file.pk))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 quote"
    assert "attachment" in answer["Content-Disposition"]
    assert "quote.pdf" in client.get(address(ballot)).content.decode()


def test_not_what_is_none_and_not_too_many(wood: Wood) -> None:
    ballot = a_draft(wood, "approve", ["A van"])
    option = ballot.options.get()
    url = address(ballot, "add_option_file", option.pk)
    page = client_of(wood, "ash").post(url, {"file": a_pdf(content=b"MZ")}).content.decode()
    assert "is not what its name says" in page
    for _ in range(MOST_FILES):
        add_option_file(option=option, file=a_pdf(), by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="room for 5 files"):
        add_option_file(option=option, file=a_pdf(), by=wood.ash, now=NOON)


def test_whoever_votes_by_her_link_can_open_it(wood: Wood, client) -> None:
    ballot = open_now(wood, "approve")
    file = OptionFile(option=ballot.options.get(number=1), name="q.pdf", size=6, added_at=NOON)
    file.file.save("q.pdf", ContentFile(b"%PDF-1"), save=True)
    other = OptionFile(option=a_ballot(wood, "approve").options.get(number=1), added_at=NOON)
    other.file.save("x.pdf", ContentFile(b"%PDF-2"), save=True)
    link = link_for(wood, ballot)
    assert f'href="{link}file-{file.pk}/"' in client.get(link).content.decode()
    sent = client.get(f"{link}file-{file.pk}/")
    assert b"".join(sent.streaming_content) == b"%PDF-1"
    assert client.get(f"{link}file-{other.pk}/").status_code == 404
