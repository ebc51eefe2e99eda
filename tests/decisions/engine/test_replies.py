"""What an answer to the e-mail votes: only what is new in it, and only what is beyond doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.decisions.engine.new_text import new_text
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.replies import FAULTS, read_reply, read_voice
from spinney.decisions.engine.ways import WAYS

OPTIONS = {1: "van", 2: "shed", 3: "fund"}

BELOW = {
    "gmail": "On Mon, 3 Nov 2026 at 10:00, Spinney <vote@example.org> wrote:\n> 1 The van\n> 3",
    "gmail in two lines": "On Mon, 3 Nov 2026 at 10:00, Spinney\n<v@example.org> wrote:\n\n> 1 van",
    "german": "Am 03.11.2026 um 10:00 schrieb Spinney <vote@example.org>:\n> 1 The van",
    "german, name first": "Spinney <vote@example.org> schrieb am Di., 3. Nov. 2026:\n> 1 The van",
    "german, no address": "Spinney schrieb am 03.11.26 um 10:00:\n> 1 The van",
    "phone that quotes its line": "> On 3 Nov 2026, Spinney <v@example.org> wrote:\n> \n> 1",
    "long dash": "\u2014\nSam Ash, room 3",
    "french": "Le mar. 3 nov. 2026 à 10:00, Spinney <vote@example.org> a écrit :\n> 1 The van",
    "welsh": "Ar Maw, 3 Tach 2026 am 10:00, ysgrifennodd Spinney:\n> 1 The van",
    "unquoted": "On 3 Nov 2026, at 10:00, Spinney <vote@example.org> wrote:\n\n1 The van\n3 Fund",
    "outlook": "-----Original Message-----\nFrom: Spinney\nSent: 3 November\n1 The van",
    "headers": "From: Spinney <vote@example.org>\nSent: 3 Nov 2026 10:00\nTo: Sam\n\n1 The van",
    "german headers": "Von: Spinney\nGesendet: 3. November\nAn: Sam\nBetreff: 1 or 3\n\n1",
    "underline": "________________________________\nFrom: Spinney\nDate: 3 November\n1 The van",
    "signature": "-- \nSam Ash, director, 1 Mill Lane, 0161 496 0000",
    "phone": "Sent from my iPhone 3",
    "closing": "Kind regards,\nSam Ash\nRoom 3, 12 High Street",
    "quoted alone": "> 1 The van\n> 3 A fund",
}


@pytest.mark.parametrize("below", BELOW.values(), ids=list(BELOW))
@pytest.mark.parametrize("break_", ["\n\n", "\r\n\r\n"])
def test_only_what_is_new_counts(below, break_):
    mail = f"2{break_}{below.replace(chr(10), break_[: -len(break_) // 2])}"
    assert new_text(mail) == "2"
    assert read_reply(mail, OPTIONS, Kind.CHOOSE).marks == {"shed": 1}


def test_an_answer_below_the_quoted_mail_is_found():
    mail = "On 3 Nov 2026, Spinney wrote:\n> 1 The van\n> 3 A fund\n\n2\n-- \nSam"
    assert read_reply(mail, OPTIONS, Kind.CHOOSE).marks == {"shed": 1}


@pytest.mark.parametrize(
    ("words", "kind", "marks"),
    [
        ("2.", Kind.CHOOSE, {"shed": 1}),
        ("I vote 2", Kind.CHOOSE, {"shed": 1}),
        ("Option two, please", Kind.CHOOSE, {"shed": 1}),
        ("No. 2", Kind.CHOOSE, {"shed": 1}),
        ("#2", Kind.CHOOSE, {"shed": 1}),
        ("2 because we all need one\n\nSam Ash\n0161 496 0000", Kind.CHOOSE, {"shed": 1}),
        ("\ufeff 2\u00a0", Kind.CHOOSE, {"shed": 1}),
        ("1, 3 and 2", Kind.APPROVE, {"van": 1, "shed": 1, "fund": 1}),
        ("1,3", Kind.APPROVE, {"van": 1, "fund": 1}),
        ("one and three", Kind.APPROVE, {"van": 1, "fund": 1}),
        ("3 1 2", Kind.RANK, {"fund": 1, "van": 2, "shed": 3}),
        ("3 > 1", Kind.RANK, {"fund": 1, "van": 2}),
        ("1=5 2=3", Kind.SCORE, {"van": 5, "shed": 3}),
        ("1: 0\n3: 4", Kind.SCORE, {"van": 0, "fund": 4}),
        ("1 = 3, 2 = 2", Kind.ALLOCATE, {"van": 3, "shed": 2}),
        ("1 and 3?", Kind.TIMES, {"van": 2, "shed": 0, "fund": 1}),
        ("2 (if need be), 3", Kind.TIMES, {"van": 0, "shed": 1, "fund": 2}),
    ],
)
def test_what_is_clear_is_a_vote(words, kind, marks):
    most = 5 if kind in (Kind.SCORE, Kind.ALLOCATE) else None
    read = read_reply(words, OPTIONS, kind, most)
    assert (read.fault, read.marks) == ("", marks)


@pytest.mark.parametrize(
    ("words", "kind", "fault"),
    [
        ("", Kind.CHOOSE, "empty"),
        ("> 2\n", Kind.CHOOSE, "empty"),
        ("I like the shed", Kind.CHOOSE, "no_number"),
        ("Nobody asked one of us", Kind.CHOOSE, "no_number"),
        ("1 and 2", Kind.CHOOSE, "too_many"),
        ("4", Kind.CHOOSE, "not_an_option"),
        ("0", Kind.CHOOSE, "not_an_option"),
        ("1 or 2", Kind.CHOOSE, "unclear"),
        ("Not 2", Kind.CHOOSE, "unclear"),
        ("I don’t want 2", Kind.CHOOSE, "unclear"),
        ("2?", Kind.CHOOSE, "unclear"),
        ("1-3", Kind.APPROVE, "unclear"),
        ("2, it costs £1", Kind.CHOOSE, "unclear"),
        ("1 2 1", Kind.RANK, "twice"),
        ("5 and 3", Kind.SCORE, "no_pairs"),
        ("1=5 2", Kind.SCORE, "unclear"),
        ("1=6", Kind.SCORE, "too_high"),
        ("1=3 2=3", Kind.ALLOCATE, "too_high"),
        ("1=3 1=2", Kind.SCORE, "twice"),
        ("7=3", Kind.SCORE, "not_an_option"),
    ],
)
def test_what_is_in_doubt_is_no_vote(words, kind, fault):
    read = read_reply(words, OPTIONS, kind, 5 if kind in (Kind.SCORE, Kind.ALLOCATE) else None)
    assert (read.fault, read.marks) == (fault, {})
    assert FAULTS[fault].endswith(".")


@pytest.mark.parametrize(
    ("words", "way", "voice", "reason"),
    [
        ("Agree", "consensus", "agree", ""),
        ("I agree.\n\nSam Ash", "consensus", "agree", ""),
        ("1", "consensus", "agree", ""),
        ("No objections", "consent", "consent", ""),
        ("Object: because the costs are not known", "consent", "object", "the costs are not known"),
        ("I block because it cannot be undone", "consensus", "block", "it cannot be undone"),
        ("Disagree, but will not stop it. Too dear.", "consensus", "disagree", "Too dear."),
        ("In favour, with reservations", "gradients", "reservations", ""),
        ("stand aside", "motion", "abstain", ""),
    ],
)
def test_voices(words, way, voice, reason):
    read = read_voice(words, WAYS[way])
    assert (read.fault, read.voice, read.reason) == ("", voice, reason)


@pytest.mark.parametrize(
    ("words", "way", "fault"),
    [
        ("", "consent", "empty"),
        ("I do not agree", "consensus", "no_voice"),
        ("Agree, but only if it costs less", "consensus", "unclear"),
        ("Object", "consent", "needs_reason"),
        ("Block\n\nSam Ash", "consensus", "needs_reason"),
        ("agreement would be nice", "consensus", "no_voice"),
    ],
)
def test_voices_in_doubt(words, way, fault):
    read = read_voice(words, WAYS[way])
    assert (read.fault, read.voice) == (fault, "")


MAILS = st.text(
    st.sampled_from("12390 \n\r>-_=:?.,£/\u00a0\u2028Onwrote agreebjct<@>'’é") | st.characters()
)


@given(MAILS, st.sampled_from(Kind), st.none() | st.integers(1, 9))
def test_no_mail_breaks_the_reader(text, kind, most):
    read = read_reply(text, OPTIONS, kind, most)
    assert set(read.marks) <= set(OPTIONS.values())
    assert bool(read.marks) != bool(read.fault)
    for way in ("consent", "gradients"):
        voice = read_voice(text, WAYS[way])
        assert bool(voice.voice) != bool(voice.fault)
