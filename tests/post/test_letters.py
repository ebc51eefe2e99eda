"""Every kind of letter, of every room, obeys the house's rules for mail."""

import re
from dataclasses import replace
from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.base.post.letters import all_kinds, body_of, check, subject_of
from spinney.base.post.models import FEWER_MARK, SECRET_MARK
from tests.post.letterbox import invitation, news

KINDS = all_kinds()


def written(letter):
    return body_of(letter, name="Birch", address="birch@example.org")


def test_there_are_kinds():
    assert {"post.summary", "account.code", "account.security"} <= {k.name for k in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
class TestEveryKind:
    def test_the_example_is_of_its_kind_and_within_the_rules(self, kind):
        letter = kind.example()
        assert letter.kind == kind.name
        check(letter)

    def test_the_subject_says_deed_minutes_and_date(self, kind):
        letter = kind.example()
        subject = subject_of(letter)
        assert "\n" not in subject
        assert not subject.startswith("=")
        if letter.asks:
            assert subject.startswith(letter.deed)
            assert re.search(r"\b\d+ minutes?: ", subject)
        if letter.by_when:
            assert f" by {letter.by_when:%a} {letter.by_when.day} " in subject

    def test_one_link_or_code_on_a_line_of_its_own(self, kind):
        letter = kind.example()
        text = written(letter)
        lines = text.splitlines()
        own = [n for n, line in enumerate(lines) if line == SECRET_MARK or line.startswith("http")]
        assert len(own) == (1 if letter.asks or letter.link else 0)
        assert text.count(SECRET_MARK) + text.count("http") == len(own)
        for n in own:
            assert " " not in lines[n]

    def test_it_says_who_asks_for_what_place_and_to_whom(self, kind):
        letter = kind.example()
        text = " ".join(written(letter).split())
        assert letter.asker in text
        assert letter.place in text
        assert "birch@example.org" in text

    def test_it_says_how_to_say_no_and_how_to_get_fewer(self, kind):
        letter = kind.example()
        text = written(letter)
        if letter.asks:
            assert " ".join(letter.say_no.split()) in " ".join(text.split())
        assert (FEWER_MARK in text) == kind.may_be_refused

    def test_the_voice(self, kind):
        letter = kind.example()
        text = written(replace(letter, said="")).lower()
        for word in ("!", "successfully", "please note", "click here", "dear "):
            assert word not in text

    def test_it_is_plain_text_that_fits_a_phone(self, kind):
        text = written(kind.example())
        assert "<" not in text
        assert "&" not in text
        assert "\n\n\n" not in text
        assert all(len(line) <= 72 for line in text.splitlines() if not line.startswith("http"))


def test_the_whole_letter():
    assert subject_of(invitation()) == (
        "Answer by Thu 26 March, 2 minutes: will Birch House join The Spinney?"
    )
    assert written(invitation()) == (
        "Hello Birch,\n"
        "\n"
        "Ash Green, facilitator, asks you, for The Spinney:\n"
        "\n"
        "Will Birch House join The Spinney?\n"
        "\n"
        "> We would love to have you.\n"
        "> Ash\n"
        "\n"
        "Six organisations near you share one bookkeeper.\n"
        "\n"
        "Answer here (2 minutes, by Thursday 26 March 2026):\n"
        f"{SECRET_MARK}\n"
        "\n"
        "To say no, open the link and choose “No, thank you”.\n"
        "\n"
        "--\n"
        "Sent to birch@example.org by Spinney, for The Spinney.\n"
        "To get fewer of these, or none:\n"
        f"{FEWER_MARK}\n"
    )


def test_a_letter_from_the_site_itself_does_not_name_it_twice():
    body = written(replace(news(), place="Spinney"))
    assert ", for Spinney" not in body
    assert "Sent to birch@example.org by Spinney.\n" in body


def test_news_has_no_deed_in_its_subject():
    assert subject_of(news()) == "Cedar Housing Association has joined The Spinney"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"minutes": 0}, "minutes"),
        ({"say_no": ""}, "say no"),
        ({"asker": ""}, "who asks"),
        ({"place": "The\nSpinney"}, "one line"),
        ({"paragraphs": ["See https://elsewhere.example.org/"]}, "own line"),
        ({"link": "/a/", "code": "1234"}, "one deed"),
    ],
)
def test_a_letter_against_the_rules_is_not_sent(change, words):
    with pytest.raises(ValueError, match=words):
        check(replace(invitation(), **change))


def test_a_kind_that_nobody_declared():
    with pytest.raises(LookupError, match="add_kind"):
        check(replace(invitation(), kind="tests.unheard-of"))


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("Her NHS number is 943 476 5919.", "NHS number"),
        ("NI: QQ123456C or AB 12 34 56 C", "National Insurance"),
        ("Mr B, date of birth: 3 May 1980", "date of birth"),
    ],
)
def test_nothing_about_a_client_is_mailed(said, what):
    with pytest.raises(BadInput, match=what):
        check(replace(invitation(), said=said))


@pytest.mark.parametrize("said", ["Ring 01204 555 0123.", "Charity 1234567", "Born to help"])
def test_what_only_resembles_it_is(said):
    check(replace(invitation(), said=said))


def test_words_that_look_like_markup_stay_as_they_are():
    text = written(replace(invitation(), headline="will Birch & Co <now> join?"))
    assert "Will Birch & Co <now> join?" in text


def test_a_long_name_is_wrapped_and_links_are_not():
    letter = news(headline="word " * 40, link="/" + "x" * 200)
    lines = written(letter).splitlines()
    assert max(len(line) for line in lines if not line.startswith("http")) <= 72
    assert any(len(line) > 200 for line in lines)


def test_a_letter_leads_nowhere_else():
    with pytest.raises(ValueError, match="this site only"):
        written(news(link="https://elsewhere.example.org/"))


def test_the_year_is_in_the_text_when_the_day_is_far_off():
    letter = replace(invitation(), by_when=date(2027, 1, 4))
    assert "by Monday 4 January 2027" in written(letter)
