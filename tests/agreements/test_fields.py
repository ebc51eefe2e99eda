"""The data that protocols can name: declared by the rooms, once, each with what the law asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spinney.agreements import api
from spinney.agreements.bridge import declared, fields
from spinney.agreements.bridge.fields import field_title, field_words, purpose_title
from spinney.agreements.engine.purposes import FIRST, Purposes
from spinney.agreements.engine.terms import parts_of
from spinney.agreements.engine.terms.sharing import DataItem

REASON = api.Field(
    "referrals.reason", "referrals", "Reasons for referrals", "Why somebody was referred.",
    api.About.PERSON, special=True, basis=api.Basis.CONSENT, keep_months=24,
)  # fmt: skip


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch):
    monkeypatch.setattr(fields, "_fields", dict(fields._fields))


def test_a_later_room_declares_its_own(as_it_was):
    assert api.declare_field(REASON) is REASON
    assert api.declare_field(replace(REASON)) == REASON  # the same twice is one
    assert api.known_fields()["referrals.reason"].special
    assert field_title("referrals.reason") == "Reasons for referrals"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"key": "reason"}, "no key"),
        ({"key": "bids.reason"}, "no key"),
        ({"key": "referrals.The reason"}, "no key"),
        ({"basis": api.Basis.NOT_PERSONAL}, "lawful basis"),
        ({"about": api.About.ORGANISATION}, "lawful basis"),
    ],
)
def test_what_cannot_be_declared(changes, words):
    with pytest.raises(ValueError, match=words):
        api.declare_field(replace(REASON, **changes))


def test_one_key_means_one_thing():
    api.declare_field(REASON)
    with pytest.raises(ValueError, match="as something else"):
        api.declare_field(replace(REASON, title="Something else"))


def test_what_is_known_cannot_be_changed_from_outside():
    with pytest.raises(TypeError):
        api.known_fields()["referrals.reason"] = REASON


def test_each_field_says_what_it_holds_and_belongs_to_a_room():
    known = api.known_fields()
    assert len(known) >= 19
    for key, one in known.items():
        assert one.describes.endswith("."), key
        assert one.title[0].isupper(), key
        assert (one.keep_months > 0) is (one.about == api.About.PERSON), key
    assert declared.CONTACT_EMAIL in known


def test_purposes_are_few_and_a_question_offers_those_that_rooms_add():
    own = Purposes(FIRST)
    training = api.Purpose("training", "Booking training", "Who comes to which course.")
    own.declare(training)
    assert own.declare(replace(training)) == training
    assert own[-1] == ("training", "Booking training")
    assert len(own[:2]) == 2
    with pytest.raises(ValueError, match="as something else"):
        own.declare(replace(training, title="Something else"))
    question = next(part for part in parts_of(DataItem) if part.key == "purpose")
    assert dict(question.choices).keys() == api.known_purposes().keys()


def test_what_is_no_longer_declared_is_called_by_its_key():
    assert (field_title("gone.away"), purpose_title("gone")) == ("gone.away", "gone")


def test_a_list_of_data_reads_as_a_sentence():
    known = [declared.EVIDENCE_DATES, declared.CONTACT_EMAIL]
    assert field_words(known) == ["Dates of evidence", "e-mail addresses of people to ask"]
    assert field_words([]) == []
