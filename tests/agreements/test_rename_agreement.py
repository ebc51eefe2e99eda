"""An agreement can be called something else; a signed one only when its variation is signed."""

import pytest

from spinney.agreements.actions.coming_into_force import put_in_force
from spinney.agreements.actions.drafting import rename_agreement
from spinney.agreements.bridge.marks import mark_of
from spinney.agreements.models import Version
from spinney.base.kernel.errors import BadInput, ChangedMeanwhile
from tests.agreements.life import sign
from tests.agreements.making import NOON, an_agreement
from tests.agreements.writing import a_draft, content

pytestmark = pytest.mark.django_db


def test_draft_and_agreement_have_the_new_name(wood):
    draft = a_draft(wood)
    rename_agreement(version=draft, title="House rules", by=wood.ash, now=NOON)
    draft.agreement.refresh_from_db()
    assert draft.agreement.title == content(draft).title == "House rules"
    with pytest.raises(BadInput):
        rename_agreement(version=draft, title=" ", by=wood.ash, now=NOON)


def test_the_second_of_two_is_told(wood):
    draft = a_draft(wood)
    read = mark_of("Ground rules")
    rename_agreement(version=draft, title="House rules", read=read, by=wood.ash, now=NOON)
    with pytest.raises(ChangedMeanwhile):
        rename_agreement(version=draft, title="Rules", read=read, by=wood.rowan, now=NOON)


def test_a_signed_agreement_keeps_its_name_while_the_change_is_written(wood):
    agreement = an_agreement(wood)
    first = agreement.versions.get()
    second = Version.objects.create(
        agreement=agreement, number=2, content=first.content, made_at=NOON, made_by="person:1"
    )
    rename_agreement(version=second, title="House rules", by=wood.ash, now=NOON)
    agreement.refresh_from_db()
    assert agreement.title == "Ground rules"
    assert content(second).title == "House rules"
    put_in_force(version=sign(second), by=wood.birch, now=NOON)
    agreement.refresh_from_db()
    assert agreement.title == "House rules"
