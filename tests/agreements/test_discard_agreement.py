"""A draft is thrown away; what was put out or signed is not."""

import pytest

from spinney.agreements.actions.agreements import discard_agreement
from spinney.agreements.models import Version
from spinney.agreements.states import AgreementState, VersionState
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.access import client_of
from tests.agreements.making import NOON, an_agreement
from tests.agreements.writing import a_draft, address

pytestmark = pytest.mark.django_db


def test_the_whole_agreement_while_nothing_is_signed(wood):
    draft = a_draft(wood)
    client = client_of(wood, "ash")
    url = address(draft.agreement, "discard_agreement")
    assert "bring it back for 30 days" in client.get(url).content.decode()
    client.post(url)
    draft.refresh_from_db()
    draft.agreement.refresh_from_db()
    assert (draft.state, draft.agreement.state) == ("discarded", "discarded")
    assert client_of(wood, "birch").get(address(draft.agreement, "agreement")).status_code == 404
    listed = client.get(f"/clusters/{wood.cluster.pk}/agreements/").content.decode()
    assert "No agreements yet" in listed
    assert "Bring it back" in listed


def test_of_a_signed_one_only_the_variation(wood):
    agreement = an_agreement(wood)
    first = agreement.versions.get()
    second = Version.objects.create(
        agreement=agreement, number=2, content=first.content, made_at=NOON, made_by="person:1"
    )
    discard_agreement(version=second, by=wood.ash, now=NOON)
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.AGREED
    with pytest.raises(WrongState):
        discard_agreement(version=first, by=wood.ash, now=NOON)
    out = an_agreement(wood, state=AgreementState.SIGNING).versions.get()
    with pytest.raises(WrongState, match="out for signature"):
        discard_agreement(version=out, by=wood.ash, now=NOON)
    assert Version.objects.get(pk=out.pk).state == VersionState.SIGNING


def test_only_by_those_who_write_it(wood):
    with pytest.raises(NotAllowed):
        discard_agreement(version=a_draft(wood), by=wood.birch, now=NOON)
