"""A vote comes by answering the e-mail: counted and confirmed, or refused with the reason."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.base.post.models import Message
from spinney.base.record.models import Entry as Recorded
from spinney.decisions.actions.replies import Came, take_reply
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.letters.answering import answer_words
from spinney.decisions.models import Ballot, Elector, Reply, Vote
from spinney.decisions.states import BallotState
from spinney.register.models import Mandate
from tests.decisions.answering import LATER, answer_to, answered, ask_all, letters_of, taken
from tests.decisions.making import NOON, WEEK, a_ballot, vote_of
from tests.personas import Wood
from tests.post.arriving import a_mail, make_maildir

pytestmark = pytest.mark.django_db


@pytest.fixture
def maildir(settings, tmp_path):
    folder = make_maildir(tmp_path / "in")
    settings.MAIL_IN = f"maildir:{folder}"
    return folder


def test_an_answer_counts_and_return_mail_says_what(wood: Wood, maildir) -> None:
    letter = ask_all(wood, a_ballot(wood, "choose"))
    assert "[SP-" in letter.subject
    reply = answered(maildir, answer_to(letter, "2\n\nBirch Hill\nSent from my iPhone"))
    assert (reply.state, reply.fault, reply.before) == ("taken", "", None)
    vote = Vote.objects.get()
    assert (vote.marks, vote.how, vote.person) == ({"2": 1}, "reply", wood.people["birch"])
    back = letters_of("reply_counted")[0]
    assert back.email == "birch@example.org"
    assert "2. Shared ICT: Yes." in back.body
    assert (back.link.verb, back.state) == ("decisions.undo_reply", "queued")
    told = " ".join(str(one.detail) for one in Recorded.objects.all())
    assert "birch@" not in told
    assert "iPhone" not in told


@pytest.mark.parametrize(
    ("way", "text", "voted"),
    [
        ("approve", "1 and 3", {"1": 1, "3": 1}),
        ("rank", "3 1 2", {"3": 1, "1": 2, "2": 3}),
        ("score", "1=5 2=3", {"1": 5, "2": 3}),
        ("allocate", "1=7 3=3", {"1": 7, "3": 3}),
        ("consent", "Object: it costs too much", "object"),
        ("motion", "We agree.", "agree"),
    ],
)
def test_in_every_kind_of_ballot(wood: Wood, way: str, text: str, voted: object) -> None:
    assert taken(a_ballot(wood, way), text).state == "taken"
    vote = Vote.objects.get()
    assert (vote.marks or vote.says) == voted
    assert vote.reason == ("it costs too much" if voted == "object" else "")


@pytest.mark.parametrize("way", [key for key, way in WAYS.items() if not way.elects])
def test_what_the_letter_says_to_answer_with_is_understood(wood: Wood, way: str) -> None:
    said = answer_words(WAYS[way])
    for example in re.findall(r"such as ([^“]+)$|“([^”]+)”", said):
        text = (example[0] or example[1]).split(", or ")[0].replace("…", "it costs too much")
        ballot = a_ballot(wood, way)
        assert taken(ballot, text, number=f"{ballot.pk:064d}").state == "taken", text


def test_found_by_the_letter_it_answers_where_the_subject_is_lost(wood: Wood, maildir) -> None:
    letter = ask_all(wood, a_ballot(wood, "choose"))
    assert answered(maildir, answer_to(letter, "2", subject="hello")).state == "taken"
    back = letters_of("reply_counted")[0]
    again = answered(maildir, answer_to(back, "3", subject="hello"), LATER + timedelta(hours=1))
    assert (again.state, again.before["marks"]) == ("taken", {"2": 1})
    assert Vote.objects.get().marks == {"3": 1}


def test_the_same_mail_counts_once(wood: Wood) -> None:
    ballot = a_ballot(wood, "choose")
    taken(ballot, "2", number="a" * 64)
    assert taken(ballot, "3", number="a" * 64) is None
    assert Vote.objects.get().marks == {"2": 1}
    same = taken(ballot, "2 please")
    assert same.state == "taken"
    told = letters_of("reply_counted")[-1]
    assert "You had voted the same before" in told.body
    assert told.link is None


@pytest.mark.parametrize(
    ("text", "fault", "words"),
    [
        ("1 or 2", "unclear", "We were not sure what you meant"),
        ("1 2", "too_many", "more numbers than can be marked"),
        ("9", "not_an_option", "a number that is not in the list"),
        ("Sounds good to me", "no_number", "no number in your mail"),
        ("I am away until 3 March.", "unclear", "We were not sure"),
        ("", "empty", "no new words"),
    ],
)
def test_what_is_not_clear_is_asked_again(wood: Wood, text: str, fault: str, words: str) -> None:
    reply = taken(a_ballot(wood, "choose"), text)
    assert (reply.state, reply.fault) == ("refused", fault)
    assert not Vote.objects.exists()
    back = letters_of("reply_not_counted")[0]
    assert words in " ".join(back.body.split())
    assert "2. Shared ICT" in back.body
    assert back.link.verb == "decisions.cast_vote"


def test_from_another_address_nothing_is_counted_or_told(wood: Wood, maildir) -> None:
    ballot = a_ballot(wood, "choose")
    letter = ask_all(wood, ballot)
    for sender in ("cedar@example.org", "nobody@example.net"):
        reply = answered(maildir, answer_to(letter, "2", sender=sender))
        assert (reply.state, reply.fault) == ("refused", "wrong_address")
    Mandate.objects.filter(person=wood.people["birch"]).update(may_vote=False)
    assert answered(maildir, answer_to(letter, "2")).fault == "wrong_address"
    assert not Vote.objects.exists()
    back = letters_of("reply_not_from_here")
    assert len(back) == 3
    for one in back:
        for secret in (ballot.title, "Birch House", "The Spinney", "SP-"):
            assert secret not in one.body + one.subject


def test_secret_votes_are_never_taken_by_mail(wood: Wood) -> None:
    reply = taken(a_ballot(wood, "choose", secret=True), "2")
    assert reply.fault == "secret"
    assert "a mail tells who sent it" in " ".join(letters_of("reply_not_counted")[0].body.split())
    assert not Elector.objects.exclude(voted_at=None).exists()


def test_after_the_close_and_in_place_of_what_was_replaced(wood: Wood) -> None:
    ballot = a_ballot(wood, "choose")
    assert taken(ballot, "2", now=NOON + WEEK).fault == "closed"
    assert "Voting closed at" in " ".join(letters_of("reply_not_counted")[0].body.split())
    Ballot.objects.update(state=BallotState.REPLACED)
    assert taken(ballot, "3").fault == "closed"
    assert "A new version" in letters_of("reply_not_counted")[1].body
    assert letters_of("reply_not_counted")[1].link is None


def test_who_takes_no_part_is_told_why(wood: Wood) -> None:
    ballot = a_ballot(wood, "choose")
    Elector.objects.update(recused_at=NOON)
    assert taken(ballot, "2").fault == "not_taken"
    assert "declared an interest" in " ".join(letters_of("reply_not_counted")[0].body.split())


AUTOMATIC = ({"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<a.b>"})


@pytest.mark.parametrize("headers", AUTOMATIC)
def test_machines_get_no_answer(wood: Wood, maildir, headers: dict[str, str]) -> None:
    letter = ask_all(wood, a_ballot(wood, "choose"))
    assert answered(maildir, answer_to(letter, "2", **headers)) is None
    assert Message.objects.count() == 1


def test_what_answers_nothing_of_ours_is_left_alone(wood: Wood, maildir) -> None:
    ask_all(wood, a_ballot(wood, "choose"))
    for mail in (a_mail("2"), a_mail("2", subject="Re: [SP-AAAAAAAAAA]"), b"\xff\x00not a mail"):
        assert answered(maildir, mail) is None
    assert Message.objects.count() == 1


def test_nobody_gets_answers_without_end(wood: Wood) -> None:
    ballot = a_ballot(wood, "choose")
    for number in range(15):
        taken(ballot, "?", number=f"{number:064d}", sender="loop@example.net")
    assert len(letters_of("reply_not_from_here")) == 10
    assert Reply.objects.count() == 15


def test_nobody_does_it_by_hand(wood: Wood) -> None:
    elector = Elector.objects.get(ballot=a_ballot(wood, "choose"))
    with pytest.raises(NotAllowed):
        take_reply(elector=elector, came=Came("a@b.org", "2"), by=wood.birch, now=LATER)


def test_a_change_keeps_what_was_before(wood: Wood) -> None:
    ballot = a_ballot(wood, "choose")
    vote_of(ballot, wood.organisations["birch"], {"1": 1}, reason="It is near")
    reply = taken(ballot, "2")
    assert reply.before["marks"] == {"1": 1}
    assert reply.before["reason"] == "It is near"
