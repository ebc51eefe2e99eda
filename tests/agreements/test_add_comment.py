"""Anybody who may see an agreement says what she thinks of a clause, or answers."""

import pytest

from spinney.agreements.actions import comments as actions
from spinney.agreements.policies.review import MOST_AN_HOUR
from spinney.agreements.states import AgreementState, CommentState, SpeaksFor
from spinney.base.kernel.errors import BadInput, NotFound, TooMany, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from tests.agreements.making import NOON, an_agreement
from tests.agreements.talking import a_draft, a_reader, comment, fix, guest


def test_a_member_comments_on_a_clause(wood):
    said = comment(wood, a_draft(wood))
    assert (said.clause, said.organisation, said.person) == (
        "purpose", wood.organisations["birch"], wood.people["birch"],
    )  # fmt: skip
    assert said.state == CommentState.OPEN


def test_an_answer_to_an_answer_stands_in_the_same_thread(wood):
    version = a_draft(wood)
    first = comment(wood, version)
    second = comment(wood, version, by="ash", answers=first)
    third = comment(wood, version, answers=second)
    assert (second.answers, third.answers) == (first, first)
    assert third.clause == "purpose"


def test_what_was_settled_is_open_again_when_somebody_answers(wood):
    first = comment(wood, a_draft(wood))
    actions.settle_comment(comment=first, by=wood.ash, now=NOON)
    comment(wood, first.about, answers=first)
    first.refresh_from_db()
    assert first.state == CommentState.OPEN


def test_those_who_write_it_are_told_once_a_day_and_not_what_was_said(wood):
    version = a_draft(wood)
    comment(wood, version, text="A secret thing")
    comment(wood, version)
    told = Message.objects.filter(kind="agreements.talked_over")
    assert [one.person for one in told] == [wood.people["ash"]]
    assert "secret" not in told[0].body
    assert "Birch" not in told[0].body


def test_whoever_is_answered_is_told(wood):
    version = a_draft(wood)
    first = comment(wood, version)
    comment(wood, version, by="ash", answers=first)
    told = Message.objects.filter(kind="agreements.talked_over", person=wood.people["birch"])
    assert told.count() == 1


def test_what_was_said_is_not_in_the_record(wood):
    comment(wood, a_draft(wood), text="A secret thing")
    entry = Entry.objects.get(verb="agreements.add_comment")
    assert "secret" not in str(entry.detail)


def test_a_reader_from_outside_comments_on_what_she_was_given(wood):
    version = a_draft(wood)
    reader = a_reader(wood, version)
    said = actions.add_comment(
        version=version, text="Who insures it?", clause="purpose", reader=reader,
        by=guest(reader), now=NOON,
    )  # fmt: skip
    assert (said.reader, said.person, said.organisation) == (reader, None, None)
    with pytest.raises(NotFound):
        actions.add_comment(
            version=version, text="And this?", answers=comment(wood, version), reader=reader,
            by=guest(reader), now=NOON,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "error"),
    [({"text": "  "}, BadInput), ({"text": "x" * 4001}, BadInput), ({"clause": "no"}, NotFound)],
)
def test_what_cannot_be_said(wood, said, error):
    with pytest.raises(error):
        comment(wood, a_draft(wood), **said)


def test_not_once_the_words_are_fixed(wood):
    version = fix(a_draft(wood))
    with pytest.raises(WrongState, match="fixed"):
        comment(wood, version)


def test_not_sixty_times_an_hour(wood):
    version = a_draft(wood)
    for _ in range(MOST_AN_HOUR):
        comment(wood, version)
    with pytest.raises(TooMany):
        comment(wood, version)


@pytest.mark.parametrize("name", ["cedar", "willow", "sorrel"])
def test_not_by_whoever_does_not_see_it(wood, name):
    with pytest.raises(NotFound):
        comment(wood, a_draft(wood), by=name)


def test_not_by_members_where_two_others_agree_something(wood):
    agreement = an_agreement(
        wood, ["cedar"], state=AgreementState.DRAFT, speaks_for=SpeaksFor.PARTIES
    )
    version = agreement.versions.get()
    with pytest.raises(NotFound):
        comment(wood, version)
    assert comment(wood, version, by="cedar").organisation == wood.organisations["cedar"]
