"""The last change to a draft is taken back, and done again; not over somebody else's head."""

import pytest

from spinney.agreements.actions.clauses import ClauseText, edit_clause, undo_change
from spinney.agreements.actions.drafting import rename_agreement
from spinney.base.kernel.errors import WrongState
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.making import NOON
from tests.agreements.writing import a_draft, address, content

pytestmark = pytest.mark.django_db
KIND = ClauseText("How we are", "We are kind.")


def undo(draft, by):
    draft.refresh_from_db()
    return undo_change(version=draft, read=draft.version, by=by, now=NOON)


def test_there_and_back_again(wood):
    draft = a_draft(wood)
    with pytest.raises(WrongState, match="nothing to undo"):
        undo(draft, wood.ash)
    before = content(draft)
    edit_clause(version=draft, key="aims", words=KIND, by=wood.ash, now=NOON)
    after = content(draft)
    undo(draft, wood.ash)
    assert content(draft) == before
    undo(draft, wood.ash)
    assert content(draft) == after


def test_a_name_goes_back_with_it(wood):
    draft = a_draft(wood)
    rename_agreement(version=draft, title="House rules", by=wood.ash, now=NOON)
    undo(draft, wood.ash)
    draft.agreement.refresh_from_db()
    assert draft.agreement.title == "Ground rules"


def test_what_somebody_changed_since_is_not_undone_unseen(wood):
    draft = a_draft(wood)
    done = edit_clause(version=draft, key="aims", words=KIND, by=wood.ash, now=NOON)
    edit_clause(version=draft, key="how_we_work", words=KIND, by=wood.rowan, now=NOON)
    with pytest.raises(WrongState, match="changed since"):
        undo_change(version=draft, read=done.version, by=wood.ash, now=NOON)
    url = address(draft.agreement, "undo_change", done.version)
    assert client_of(wood, "ash").post(url).status_code == 409


def test_saving_what_stands_there_already_is_no_change_and_has_no_undo(wood):
    draft = a_draft(wood)
    edit_clause(version=draft, key="how_we_work", words=KIND, by=wood.ash, now=NOON)
    draft.refresh_from_db()
    entries = Entry.objects.count()
    again = edit_clause(version=draft, key="how_we_work", words=KIND, by=wood.ash, now=NOON)
    assert again.version == draft.version
    assert Entry.objects.count() == entries
    url = address(draft.agreement, "edit_clause", "how_we_work")
    typed = {"heading": KIND.heading, "text": KIND.text}
    told = client_of(wood, "ash").post(url, typed, follow=True).content.decode()
    assert "“How we are” is changed." in told
