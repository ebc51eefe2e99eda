"""The first day of a version that was signed before it: news and the record."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from spinney.agreements.actions.coming_into_force import begin_version, put_in_force
from spinney.agreements.events.life import agreement_in_force, terms_changed
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.base.record.models import Entry
from tests.agreements.life import NOW, heard, sign, signed_agreement, variation

pytestmark = pytest.mark.django_db
FIRST_OF_MAY = date(2026, 5, 1)


def test_the_news_comes_on_the_day(wood):
    agreement = signed_agreement(wood, terms={"quorum": {"members": 3}})
    put_in_force(version=agreement.versions.get(), by=wood.birch, now=NOW)
    new = sign(variation(agreement, terms={"quorum": {"members": 4}}, wanted=FIRST_OF_MAY))
    new = put_in_force(version=new, by=wood.birch, now=NOW)
    later = datetime.combine(FIRST_OF_MAY, NOW.timetz()) + timedelta(hours=1)
    with heard(agreement_in_force, terms_changed) as news:
        begin_version(version=new, by=Actor.system("first day"), now=later)
    assert [(name, said.get("keys")) for name, said in news] == [
        ("agreement_in_force", None),
        ("terms_changed", ("quorum",)),
    ]
    assert Entry.objects.get(verb="agreements.begin_version").actor == "system:first day"


def test_nobody_does_it_by_hand(wood):
    agreement = signed_agreement(wood)
    version = put_in_force(version=agreement.versions.get(), by=wood.birch, now=NOW)
    with pytest.raises(NotAllowed):
        begin_version(version=version, by=wood.ash, now=NOW)
