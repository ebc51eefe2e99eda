"""A question of the template that is no term is answered in words; no words leave it open."""

import pytest

from spinney.agreements.actions.drafting import answer_question
from spinney.agreements.bridge.marks import mark_of
from spinney.base.kernel.errors import ChangedMeanwhile, NotFound
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.making import NOON
from tests.agreements.writing import a_draft, address, content

pytestmark = pytest.mark.django_db


def answer(draft, by, words, key="purpose", read=""):
    return answer_question(version=draft, key=key, words=words, read=read, by=by, now=NOON)


def test_the_words_stand_in_the_clause_and_not_in_the_record(wood):
    draft = a_draft(wood)
    answer(draft, wood.ash, "  share an office  ")
    assert content(draft).answers["purpose"] == "share an office"
    detail = Entry.objects.get(verb="agreements.answer_question").detail
    assert detail["question"] == "purpose"
    assert "office" not in str(detail)
    page = client_of(wood, "ash").get(address(draft.agreement, "read_agreement"))
    assert "We work together to: share an office" in page.content.decode()
    answer(draft, wood.ash, "")
    assert "purpose" not in content(draft).answers


def test_only_what_the_template_asks_and_the_second_is_told(wood):
    draft = a_draft(wood)
    with pytest.raises(NotFound):
        answer(draft, wood.ash, "tea", key="drinks")
    read = mark_of(None)
    answer(draft, wood.ash, "share an office", read=read)
    with pytest.raises(ChangedMeanwhile):
        answer(draft, wood.rowan, "share a van", read=read)
