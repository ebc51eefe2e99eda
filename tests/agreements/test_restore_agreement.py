"""A draft that was thrown away comes back, for thirty days, unless another took its place."""

from datetime import timedelta

import pytest

from spinney.agreements.actions.agreements import discard_agreement, restore_agreement
from spinney.agreements.models import Version
from spinney.agreements.states import AgreementState, VersionState
from spinney.base.kernel.errors import WrongState
from tests.access import client_of
from tests.agreements.making import NOON, an_agreement
from tests.agreements.writing import a_draft, a_members_draft, address

pytestmark = pytest.mark.django_db


def test_it_is_back_as_it_was(wood):
    draft = a_members_draft(wood)
    discard_agreement(version=draft, by=wood.birch, now=NOON)
    back = restore_agreement(version=draft, by=wood.birch, now=NOON + timedelta(days=29))
    assert (back.state, back.discarded_at) == (VersionState.DRAFT, None)
    assert back.agreement.state == AgreementState.DRAFT
    with pytest.raises(WrongState, match="need not"):
        restore_agreement(version=draft, by=wood.birch, now=NOON)


def test_not_after_thirty_days(wood):
    draft = a_draft(wood)
    discard_agreement(version=draft, by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="30 days"):
        restore_agreement(version=draft, by=wood.ash, now=NOON + timedelta(days=31))


def test_not_beside_another_draft_nor_after_the_end(wood):
    agreement = an_agreement(wood)
    first = agreement.versions.get()

    def another(number):
        return Version.objects.create(
            agreement=agreement, number=number, content=first.content, made_at=NOON, made_by="x"
        )

    second = another(2)
    discard_agreement(version=second, by=wood.ash, now=NOON)
    third = another(3)
    with pytest.raises(WrongState, match="Another draft"):
        restore_agreement(version=second, by=wood.ash, now=NOON)
    discard_agreement(version=third, by=wood.ash, now=NOON)
    agreement.state = AgreementState.ENDED
    agreement.save()
    with pytest.raises(WrongState, match="has ended"):
        restore_agreement(version=second, by=wood.ash, now=NOON)


def test_in_a_browser(wood):
    draft = a_draft(wood)
    client = client_of(wood, "ash")
    client.post(address(draft.agreement, "discard_agreement"))
    page = client.get(address(draft.agreement, "agreement")).content.decode()
    assert "This draft was thrown away" in page
    client.post(address(draft.agreement, "restore_agreement", 1))
    draft.refresh_from_db()
    assert draft.state == VersionState.DRAFT
    assert client.post(address(draft.agreement, "restore_agreement", 1)).status_code == 404
