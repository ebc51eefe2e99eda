"""A letter is kept with its deed, goes once, and is never silently lost."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils.timezone import now

from spinney.base.access import links
from spinney.base.access.models import Person, TaskLink
from spinney.base.kernel.actors import SITE, Actor, Role
from spinney.base.kernel.errors import BadInput, LinkEnded, NotAllowed
from spinney.base.post import delivery, outbox
from spinney.base.post.delivery import deliver_due, settle_abandoned
from spinney.base.post.models import Message, Unwanted
from tests.personas import NOON
from tests.post.letterbox import HERE, SYSTEM, news, send_invitation

pytestmark = pytest.mark.django_db
State = Message.State
LATER = NOON + timedelta(minutes=1)


class TestSending:
    def test_it_goes_with_its_link_and_headers(self):
        message, link = send_invitation()
        assert deliver_due(now=LATER) == 1
        (sent,) = mail.outbox
        secret = next(w for w in sent.body.split() if "/do/" in w).split("/do/")[1].strip("/")
        assert links.find(secret, now=LATER) == link
        assert sent.to == ["birch@example.org"]
        assert sent.reply_to == ["ash@example.org"]
        assert sent.from_email == '"The Spinney (Spinney)" <spinney@example.org>'
        assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert sent.extra_headers["List-Unsubscribe"].endswith("/stop/>")
        assert sent.extra_headers["Message-ID"] == f"<{message.uid}@example.org>"
        assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
        message.refresh_from_db()
        assert (message.state, message.sent_at) == (State.SENT, LATER)

    def test_no_secret_stays_in_the_outbox(self):
        message, _ = send_invitation()
        secret = message.secret
        assert "/do/" in secret
        row = str(Message.objects.values().get(pk=message.pk))
        assert secret.split("/do/")[1] not in row
        deliver_due(now=LATER)
        message.refresh_from_db()
        assert (message.sealed, message.secret) == ("", "…")

    def test_it_never_goes_twice(self):
        send_invitation()
        assert [deliver_due(now=LATER) for _ in range(3)] == [1, 0, 0]
        assert len(mail.outbox) == 1

    def test_two_workers_take_it_once(self):
        message, _ = send_invitation()
        first = delivery._claim(message.pk, LATER)
        assert first is not None
        assert delivery._claim(message.pk, LATER) is None

    def test_one_occasion_one_letter(self):
        first = outbox.tell(news(), to="a@example.org", by=SYSTEM, now=NOON, key="reminder:1")
        again = outbox.tell(news(), to="a@example.org", by=SYSTEM, now=NOON, key="reminder:1")
        assert first == again
        assert Message.objects.count() == 1

    def test_a_letter_that_asks_leads_somewhere(self):
        from tests.post.letterbox import invitation

        with pytest.raises(ValueError, match=r"outbox\.ask"):
            outbox.tell(invitation(), to="a@example.org", by=SYSTEM, now=NOON)

    def test_words_that_may_not_be_mailed_make_no_link(self):
        with pytest.raises(BadInput), transaction.atomic():
            send_invitation(said="Her NHS number is 943 476 5919")
        assert not TaskLink.objects.exists()

    def test_what_came_too_late_is_not_sent(self):
        message, _ = send_invitation()
        deliver_due(now=NOON + timedelta(days=8))
        message.refresh_from_db()
        assert mail.outbox == []
        assert "too late" in message.reason

    def test_a_letter_that_cannot_be_composed_does_not_hold_up_the_others(self, monkeypatch):
        bad, _ = send_invitation()
        send_invitation(to="cedar@example.org")
        real = delivery.compose
        monkeypatch.setattr(delivery, "compose", lambda m: 1 / 0 if m.pk == bad.pk else real(m))
        assert deliver_due(now=LATER) == 1
        bad.refresh_from_db()
        assert (bad.state, bad.reason) == (State.FAILED, "Something went wrong on our side.")


@pytest.mark.django_db(transaction=True)
class TestInTheTransaction:
    def test_the_worker_sends_it_once_the_deed_is_kept(self, do_waiting_work):
        with transaction.atomic():
            outbox.tell(news(), to="a@example.org", by=SYSTEM, now=now())
            assert mail.outbox == []
        assert do_waiting_work() == 1
        assert [m.to for m in mail.outbox] == [["a@example.org"]]

    def test_outside_one_it_is_refused(self):
        with pytest.raises(transaction.TransactionManagementError, match="inside a transaction"):
            outbox.tell(news(), to="a@example.org", by=SYSTEM, now=NOON)

    def test_a_deed_that_is_undone_sends_nothing(self):
        with transaction.atomic():
            send_invitation()
            transaction.set_rollback(True)
        deliver_due(now=LATER)
        assert mail.outbox == []
        assert not Message.objects.exists()


class Unready:
    """A mail server that answers as it is told."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def open(self):
        pass

    def close(self):
        pass

    def send_messages(self, messages):
        answer = self.answers.pop(0)
        if answer:
            raise answer


@pytest.fixture
def server(monkeypatch):
    def answering(*answers):
        monkeypatch.setattr(delivery, "mailers", {"default": Unready(*answers)})

    return answering


BUSY = smtplib.SMTPRecipientsRefused({"birch@example.org": (450, b"try later")})
UNKNOWN = smtplib.SMTPRecipientsRefused({"birch@example.org": (550, b"5.1.1 no such user")})


class TestFailing:
    @pytest.mark.parametrize(
        "problem",
        [
            BUSY,
            ConnectionRefusedError(),
            smtplib.SMTPServerDisconnected("bye"),
            smtplib.SMTPAuthenticationError(535, b"bad password"),
        ],
        ids=["busy", "refused", "gone", "password"],
    )
    def test_it_is_tried_again_later(self, server, problem):
        server(problem, None)
        message, _ = send_invitation()
        assert deliver_due(now=NOON) == 0
        message.refresh_from_db()
        assert message.state == State.QUEUED
        assert message.next_try_at == NOON + timedelta(minutes=1)
        assert deliver_due(now=NOON + timedelta(seconds=59)) == 0
        assert deliver_due(now=NOON + timedelta(seconds=60)) == 1

    def test_the_waits_grow_and_then_it_is_given_up(self, server):
        server(*[BUSY] * 8)
        message, _ = send_invitation()
        moment, waits = NOON, []
        while message.state == State.QUEUED:
            moment = max(moment, message.next_try_at)
            deliver_due(now=moment)
            message.refresh_from_db()
            waits.append((message.next_try_at - moment).total_seconds() / 60)
        assert waits[:-1] == [1, 5, 30, 120, 360, 720, 1440]
        assert message.state == State.FAILED
        assert "two days" in message.reason

    def test_an_address_that_does_not_exist_is_not_tried_again(self, server):
        server(UNKNOWN)
        message, _ = send_invitation()
        deliver_due(now=NOON)
        (told,) = outbox.deliveries(["clusters.Invitation:12"]).values()
        assert told.failed
        assert told.sentence == (
            "Could not be delivered. The mail server refused the address (“5.1.1 no such user”)."
        )

    def test_one_refusal_does_not_stop_the_rest(self, server):
        server(UNKNOWN, None, None)
        for name in ("birch", "cedar", "elm"):
            send_invitation(to=f"{name}@example.org")
        assert deliver_due(now=NOON) == 2

    def test_a_killed_worker_leaves_it_unsure_and_it_is_not_sent_again(self):
        message, _ = send_invitation()
        delivery._claim(message.pk, NOON)
        assert settle_abandoned(now=NOON + timedelta(minutes=14)) == 0
        assert settle_abandoned(now=NOON + timedelta(minutes=16)) == 1
        assert deliver_due(now=NOON + timedelta(hours=1)) == 0
        (told,) = outbox.deliveries(["clusters.Invitation:12"]).values()
        assert told.failed
        assert told.sentence.startswith("May not have been delivered.")

    def test_sent_again_to_a_mended_address(self, server):
        server(UNKNOWN, None)
        message, link = send_invitation()
        deliver_due(now=NOON)
        delivery.send_again(message, now=LATER, address="Birch.Tree@example.org ")
        assert deliver_due(now=LATER) == 1
        message.refresh_from_db()
        assert message.email == "birch.tree@example.org"
        assert "Sent to birch.tree@example.org" in message.body
        link.refresh_from_db()
        assert link.email == "birch.tree@example.org"


class TestWhoSees:
    def test_who_runs_the_cluster_who_sent_it_and_the_host(self):
        message, _ = send_invitation()

        def sees(**roles):
            return message in Message.objects.visible_to(Actor("person:1", person_id=1, **roles))

        assert sees(roles={HERE: frozenset({Role.FACILITATOR})})
        assert sees(roles={HERE: frozenset({Role.PROGRAMME_MANAGER})})
        assert sees(roles={SITE: frozenset({Role.HOST})})
        assert not sees(roles={HERE: frozenset({Role.MEMBER})})
        assert not sees()
        Message.objects.update(made_by="person:1")
        assert sees()
        assert message not in Message.objects.visible_to(Actor.nobody())


class TestLinks:
    def test_a_new_link_goes_to_the_same_address_only(self):
        _, link = send_invitation()
        later = NOON + timedelta(days=9)
        message = outbox.ask_again(link, now=later)
        assert message.email == "birch@example.org"
        assert deliver_due(now=later) == 1
        new = message.link
        assert (new.verb, new.subject, new.memory) == (link.verb, link.subject, link.memory)
        assert new.expires_at == later + timedelta(days=7)
        with pytest.raises(LinkEnded):
            outbox.ask_again(link, now=later)

    @pytest.mark.parametrize("how", ["used_at", "revoked_at"])
    def test_not_for_a_task_that_is_over(self, how):
        _, link = send_invitation()
        setattr(link, how, NOON)
        link.save()
        with pytest.raises(LinkEnded):
            outbox.ask_again(link, now=NOON)

    def test_handing_on_writes_to_the_colleague(self):
        _, link = send_invitation()
        message = outbox.hand_on(
            link, email="elm@example.org", by_whom="birch@example.org", now=NOON
        )
        deliver_due(now=NOON)
        sent = mail.outbox[-1]
        assert sent.to == ["elm@example.org"]
        assert "birch@example.org hands this on to you." in sent.body
        assert "Sent to elm@example.org" in sent.body
        assert message.link.forwarded_from == link

    def test_not_every_task_may_be_handed_on(self):
        _, link = send_invitation()
        TaskLink.objects.update(may_forward=False)
        link.refresh_from_db()
        with pytest.raises(NotAllowed):
            outbox.hand_on(link, email="elm@example.org", by_whom="Birch", now=NOON)


class TestForgetting:
    def test_old_text_goes_and_the_fact_stays(self):
        message, _ = send_invitation()
        deliver_due(now=NOON)
        assert delivery.forget_old(now=NOON + timedelta(days=179)) == 0
        assert delivery.forget_old(now=NOON + timedelta(days=181)) == 1
        message.refresh_from_db()
        assert (message.body, message.subject != "") == ("", True)


def test_a_person_is_found_by_her_address():
    person = Person.objects.create_user("birch@example.org", "Birch Tree")
    message, link = send_invitation(to=" Birch@Example.org")
    assert message.person == link.person == person
    assert message.body.startswith("Hello Birch Tree,")


def test_nobody_wants_what_she_refused():
    Unwanted.objects.create(address="birch@example.org", scope=str(HERE), since=NOON)
    message, link = send_invitation()
    assert message.state == State.UNWANTED
    assert message.sealed == ""
    assert link.pk
    assert deliver_due(now=LATER) == 0
