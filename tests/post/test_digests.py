"""News in one message a day or a week; what asks something never waits for it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction

from spinney.base.access import asks
from spinney.base.access.asks import Ask
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Scope
from spinney.base.post import outbox
from spinney.base.post.delivery import deliver_due
from spinney.base.post.digests import write_summaries
from spinney.base.post.models import Message
from spinney.base.post.preferences import stop
from spinney.base.work.duties import all_duties
from tests.post.letterbox import SYSTEM, news, send_invitation

pytestmark = pytest.mark.django_db
State = Message.State
THURSDAY = datetime(2026, 3, 19, 7, tzinfo=UTC)
FRIDAY = THURSDAY + timedelta(days=1)
MONDAY = THURSDAY + timedelta(days=4)
COPSE = {"scope": Scope("cluster", 8), "place": "The Copse"}


@pytest.fixture(autouse=True)
def nothing_asked(monkeypatch):
    monkeypatch.setattr(asks, "_sources", [])


def person(rhythm, name="birch"):
    return Person.objects.create_user(f"{name}@example.org", name.title(), mail_rhythm=rhythm)


def told(to, headline="Cedar has joined", now=THURSDAY, **changes):
    with transaction.atomic():
        return outbox.tell(news(headline=headline, **changes), to=to, by=SYSTEM, now=now)


@pytest.mark.parametrize(
    ("rhythm", "state"),
    [
        ("at_once", State.QUEUED),
        ("daily", State.HELD),
        ("weekly", State.HELD),
        ("needed", State.UNWANTED),
    ],
)
def test_news_keeps_to_her_rhythm_and_what_asks_does_not(rhythm, state):
    birch = person(rhythm)
    assert told(birch).state == state
    message, _ = send_invitation(to=birch)
    assert message.state == State.QUEUED


def test_a_day_in_one_message():
    birch = person("daily")
    told(birch)
    told(birch, "the dates of the next meeting changed")
    told(birch, "Sorrel Street Kitchen has left", **COPSE)
    assert deliver_due(now=FRIDAY) == 0
    assert write_summaries(now=FRIDAY) == 1
    assert deliver_due(now=FRIDAY) == 1
    (sent,) = mail.outbox
    assert sent.subject == "Today in The Copse and The Spinney: 3 things, 2 minutes to read"
    body = sent.body
    assert body.index("in The Copse") < body.index("Sorrel Street") < body.index("in The Spinney")
    assert "- Cedar has joined.\nhttp://127.0.0.1:8000/clusters/7/\n" in body
    assert "- The dates of the next meeting changed.\n" in body
    assert "Nothing is asked of you." in body
    assert "To get fewer of these, or none:\nhttp" in body
    assert set(Message.objects.exclude(kind="post.summary").values_list("state", flat=True)) == {
        State.SUMMED
    }


def test_it_begins_with_what_is_asked(monkeypatch):
    birch = person("daily")
    told(birch)
    two = [
        Ask("Look at the plan", "/plan/", 10, cluster="The Spinney"),
        Ask("Vote", "/vote/", 2, cluster="The Spinney", by_when=date(2026, 3, 26)),
    ]
    monkeypatch.setattr(asks, "_sources", [lambda actor, now: two])
    write_summaries(now=FRIDAY)
    deliver_due(now=FRIDAY)
    body = mail.outbox[0].body
    assert "What is asked of you (12 minutes in all):" in body
    assert "- Vote · The Spinney · 2 minutes · by Thu 26 March\n" in body
    assert body.index("Vote") < body.index("Look at the plan") < body.index("What happened")
    assert "\nDo it here:\nhttp://127.0.0.1:8000/\n" in body


def test_a_week_on_mondays_only():
    told(person("weekly"))
    for n in range(4):
        assert write_summaries(now=THURSDAY + timedelta(days=n)) == 0
    assert write_summaries(now=MONDAY) == 1
    assert Message.objects.get(kind="post.summary").subject.startswith("This week in The Spinney")


def test_a_monday_on_which_nothing_ran_is_made_up_for():
    told(person("weekly"))
    for n in (5, 6, 7):
        assert write_summaries(now=THURSDAY + timedelta(days=n)) == 0
    assert write_summaries(now=THURSDAY + timedelta(days=8)) == 1


def test_nothing_new_no_message():
    person("daily")
    assert write_summaries(now=FRIDAY) == 0


def test_never_twice():
    told(person("daily"))
    assert write_summaries(now=FRIDAY) == 1
    assert write_summaries(now=FRIDAY) == 0
    assert deliver_due(now=FRIDAY) == 1
    assert deliver_due(now=FRIDAY) == 0


def test_each_gets_her_own():
    for name in ("birch", "cedar"):
        told(person("daily", name), f"for {name} only")
    assert write_summaries(now=FRIDAY) == 2
    for summary in Message.objects.filter(kind="post.summary"):
        other = "cedar" if summary.email.startswith("birch") else "birch"
        assert f"for {other} only" not in summary.body


def test_who_changes_her_mind_loses_nothing():
    birch = person("weekly")
    told(birch)
    Person.objects.update(mail_rhythm="at_once")
    write_summaries(now=FRIDAY)
    assert deliver_due(now=FRIDAY) == 1
    assert "Cedar has joined" in mail.outbox[0].subject


def test_who_wants_no_news_any_more_gets_none():
    told(person("daily"))
    Person.objects.update(mail_rhythm="needed")
    write_summaries(now=FRIDAY)
    assert deliver_due(now=FRIDAY) == 0
    assert Message.objects.get().state == State.UNWANTED


def test_stopping_summaries_stops_what_would_be_in_them():
    birch = person("daily")
    told(birch)
    write_summaries(now=FRIDAY)
    stop(Message.objects.get(kind="post.summary"), now=FRIDAY)
    assert told(birch, "another thing").state == State.UNWANTED


def test_a_closed_account_gets_none():
    told(person("daily"))
    Person.objects.update(is_active=False)
    assert write_summaries(now=FRIDAY) == 0


def test_the_house_does_it_by_itself():
    names = {standing.name for standing in all_duties()}
    assert {"post.summaries", "post.try_again", "post.forget"} <= names


def test_a_bare_address_has_no_rhythm():
    assert told("stranger@example.org").state == State.QUEUED
