"""Members that use a contractor are told once before its insurance ends; nobody by hand."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.base.post.models import Message
from spinney.purchasing.actions.contractor_notes import remind_of_insurance
from spinney.purchasing.models import ContractorInsurance, ContractorUse
from spinney.purchasing.tasks.contractors import remind_of_papers
from tests.agreements.making import another_member
from tests.purchasing.making import BY, DAY, NOON, a_contractor

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def paper(wood):
    """Seen by Birch House, used by Maple House lately and by Oak House long ago."""
    one = a_contractor(wood.cluster)
    for name, day in (("maple", DAY), ("oak", date(2020, 1, 1))):
        ContractorUse.objects.create(
            contractor=one,
            organisation=another_member(wood, name),
            last_used_on=day,
            by=BY,
            at=NOON,
        )
    return ContractorInsurance.objects.create(
        contractor=one, kind="public_liability", expires_on=date(2026, 4, 10), seen_on=DAY,
        seen_by_organisation=wood.organisations["birch"],
    )  # fmt: skip


def test_once_whoever_saw_it_or_used_it_and_without_its_name(wood, paper):
    remind_of_papers(NOON)
    remind_of_papers(NOON)
    told = Message.objects.all()
    assert {one.person for one in told} == {wood.people["birch"], wood.people["maple"]}
    for letter in told:
        assert "10 April 2026" in letter.subject + letter.body
        assert "Rowan Roofing" not in letter.subject + letter.body


def test_not_where_a_newer_one_was_seen_nor_of_what_was_removed(wood, paper):
    ContractorInsurance.objects.create(
        contractor=paper.contractor, kind=paper.kind, expires_on=date(2027, 4, 10), seen_on=DAY
    )
    remind_of_papers(NOON)
    assert not Message.objects.exists()
    with pytest.raises(NotAllowed):
        remind_of_insurance(paper=paper, by=wood.ash, now=NOON)
