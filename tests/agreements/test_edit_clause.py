"""The words of a clause are changed; what they no longer say still holds, and is said so."""

import pytest

from spinney.agreements.actions.clauses import ClauseText, edit_clause
from spinney.agreements.actions.drafting import answer_term
from spinney.agreements.bridge.marks import mark_of
from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotFound
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.making import NOON
from tests.agreements.writing import a_draft, address, content

pytestmark = pytest.mark.django_db
KIND = ClauseText("How we are", "We are kind.")


def edit(draft, by, words=KIND, key="how_we_work", read=""):
    return edit_clause(version=draft, key=key, words=words, read=read, by=by, now=NOON)


def test_heading_and_words_are_tidied_and_kept(wood):
    draft = a_draft(wood)
    edit(draft, wood.ash, ClauseText(" How  we are ", "We are kind. \r\n\r\n\r\n\r\n- and calm"))
    clause = content(draft).clause("how_we_work")
    assert (clause.heading, clause.text) == ("How we are", "We are kind.\n\n- and calm")
    detail = Entry.objects.get(verb="agreements.edit_clause").detail
    assert detail["clause"] == "how_we_work"
    assert "kind" not in str({k: v for k, v in detail.items() if k != "title"})


@pytest.mark.parametrize(
    ("heading", "text", "field", "told"),
    [
        ("", "Words", "heading", "Give the clause a heading"),
        ("x" * 201, "Words", "heading", "shorter"),
        ("Tea", "", "text", "Write what the clause says"),
        ("Tea", "x" * 20_001, "text", "two clauses"),
        ("Tea", "We drink {tea}.", "text", "stands for nothing"),
        ("Tea", "We drink { tea.", "text", "by itself"),
    ],
)
def test_words_that_cannot_stand_are_refused_saying_why(wood, heading, text, field, told):
    draft = a_draft(wood)
    with pytest.raises(BadInput) as error:
        edit(draft, wood.ash, ClauseText(heading, text))
    assert told in error.value.fields[field][0]


def test_a_gap_that_is_taken_out_leaves_its_term_in_force_and_said(wood):
    draft = a_draft(wood)
    answer_term(version=draft, key="meetings", value={"every_months": 2}, by=wood.ash, now=NOON)
    edit(draft, wood.ash, ClauseText("Meetings", "We meet when we like."), key="meetings")
    said = content(draft)
    assert said.terms["meetings"] == {"every_months": 2}
    assert "meetings" in said.clause("meetings").states
    page = client_of(wood, "ash").get(address(draft.agreement, "draft")).content.decode()
    assert "The words do not say “Meetings” any more" in page
    assert "every 2 months" in page  # in a last clause, so that nobody signs it unread


def test_two_people_at_one_clause_and_at_two(wood):
    draft = a_draft(wood)
    read = {one.key: mark_of(one.to_json()) for one in content(draft).clauses}
    edit(draft, wood.ash, read=read["how_we_work"])
    edit(draft, wood.rowan, ClauseText("Aims", "{purpose}"), key="aims", read=read["aims"])
    with pytest.raises(ChangedMeanwhile):
        edit(draft, wood.rowan, ClauseText("Ways", "Otherwise"), read=read["how_we_work"])
    client = client_of(wood, "rowan")
    url = address(draft.agreement, "edit_clause", "how_we_work")
    typed = {"heading": "Ways", "text": "Otherwise", "read": read["how_we_work"]}
    told = client.post(url, typed).content.decode()
    assert "Otherwise" in told
    assert "We are kind." in told
    now_read = mark_of(content(draft).clause("how_we_work").to_json())
    assert f'value="{now_read}"' in told
    assert client.post(url, {**typed, "read": now_read}).status_code == 302
    assert content(draft).clause("how_we_work").text == "Otherwise"


def test_a_clause_that_is_gone_is_not_found(wood):
    with pytest.raises(NotFound):
        edit(a_draft(wood), wood.ash, key="tea")
