"""Sending: complete, settled, agreed; then results are made of what was sent last."""

import pytest
from django.utils import timezone

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, LinkEnded, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.base.record.timeline import entries_for
from spinney.diagnostics.actions.sending import send_answers
from spinney.diagnostics.bridge.sheets import opaque, sent_values, values_of
from spinney.diagnostics.events.answers import answers_sent
from spinney.diagnostics.models import Answer, Asked, DetachedSheet, Sheet
from tests.diagnostics.answering import FULL, answer, ask, birch_asked, guest, make_survey

pytestmark = pytest.mark.django_db


def send(asked, by, **more):
    fresh = Asked.objects.get(pk=asked.pk)
    send_answers(asked=fresh, by=by, now=timezone.now(), **more)


def test_what_was_sent_is_what_results_are_made_of(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    answer(asked, by)
    assert sent_values(asked.survey) == []
    send(asked, by)
    (sent,) = sent_values(asked.survey)
    sheet = Sheet.objects.get(asked=asked)
    assert (sent.key, sent.organisation_id) == (opaque(sheet.uid), asked.organisation_id)
    assert sent.values["rent"] == 1_200_000
    assert sent.values["rent_each"] == "3000"
    assert Asked.objects.get(pk=asked.pk).state == "sent"


def test_a_change_counts_only_when_it_is_sent_again(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    answer(asked, by)
    send(asked, by)
    answer(asked, by, {"staff": 8, "founded": None})
    assert sent_values(asked.survey)[0].values["staff"] == 4
    send(asked, by)
    (sent,) = sent_values(asked.survey)
    assert (sent.values["staff"], sent.revision) == (8, 2)
    assert "founded" not in sent.values


def test_answers_to_what_is_no_longer_asked_are_not_sent_and_stay(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    answer(asked, by, {**FULL, "staff": 1})
    send(asked, by)
    assert "lead" not in sent_values(asked.survey)[0].values
    assert values_of(Sheet.objects.get(asked=asked))["lead"] == "Ada"


def test_what_is_missing_is_named(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    answer(asked, by, {"rent": 5, "computers[]": 0})
    with pytest.raises(BadInput) as error:
        send(asked, by)
    assert list(error.value.fields) == ["staff"]


def test_nothing_answered_is_nothing_to_send(wood):
    asked = birch_asked(wood)
    with pytest.raises(BadInput):
        send(asked, guest(asked))
    assert Asked.objects.get(pk=asked.pk).state == "asked"


def test_not_while_colleagues_differ(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    answer(asked, by)
    answer(asked, guest(asked, "treasurer@example.org"), {"staff": 9})
    with pytest.raises(WrongState):
        send(asked, by)
    assert sent_values(asked.survey) == []


def test_named_to_the_group_only_when_the_organisation_agreed(wood):
    asked = birch_asked(wood, mode="group")
    by = guest(asked)
    answer(asked, by)
    with pytest.raises(BadInput) as error:
        send(asked, by)
    assert "agrees" in error.value.fields
    send(asked, by, agrees=True)
    fresh = Asked.objects.get(pk=asked.pk)
    assert fresh.agreed_at is not None
    assert fresh.agreed_by.startswith("address:")


@pytest.mark.parametrize("who", ["ash", "rowan", "hazel", "sorrel"])
def test_nobody_else_sends(wood, who):
    asked = birch_asked(wood)
    answer(asked, guest(asked))
    with pytest.raises(NotAllowed):
        send(asked, getattr(wood, who))


def test_it_is_announced_receipted_recorded_and_its_minutes_counted(wood):
    asked = birch_asked(wood)
    by, heard = guest(asked), []

    def hear(**news):
        heard.append(news)

    answers_sent.connect(hear)
    answer(asked, by)
    send(asked, by)
    answers_sent.disconnect(hear)
    assert heard[0]["organisation_id"] == asked.organisation_id
    assert Message.objects.filter(kind="diagnostics.answers_sent").count() == 1
    assert TaskLink.objects.get(pk=by.pass_.link_id).used_at is not None
    scope = asked.survey.scope
    verb = "diagnostics.send_answers"
    assert entries_for(wood.ash, scope).filter(verb=verb).exists()
    for other in (wood.rowan, wood.birch, wood.cedar):
        assert not entries_for(other, scope).filter(verb=verb).exists()


def test_no_receipt_of_the_second_sending_takes_the_first_ones_place(wood):
    asked = birch_asked(wood)
    by = guest(asked)
    answer(asked, by)
    send(asked, by)
    send(asked, by)
    assert Message.objects.filter(kind="diagnostics.answers_sent").count() == 2


class TestDetached:
    """Nobody can tell who said what: no row, entry, message or order leads back."""

    def sent(self, wood, how_many=3):
        survey = make_survey(wood, mode="detached")
        rows = []
        for name, number in zip(("birch", "cedar", "sorrel"), range(how_many), strict=False):
            asked = ask(survey, wood.organisations[name], f"{name}@example.org")
            by = guest(asked, f"{name}@example.org")
            answer(asked, by, {**FULL, "staff": 10 + number})
            send(asked, by)
            rows.append(asked)
        return survey, rows

    def test_answers_lie_among_the_others_without_a_name(self, wood):
        survey, rows = self.sent(wood)
        sent = sent_values(survey)
        assert sorted(one.values["staff"] for one in sent) == [10, 11, 12]
        assert {one.organisation_id for one in sent} == {None}
        assert {a.state for a in Asked.objects.filter(survey=survey)} == {"sent"}

    def test_nothing_is_left_of_the_sheet(self, wood):
        self.sent(wood)
        assert not Sheet.objects.exists()
        assert not Answer.objects.exists()

    def test_keys_are_new_each_time_so_that_none_can_be_followed(self, wood):
        survey, _ = self.sent(wood, 2)
        before = set(DetachedSheet.objects.values_list("pk", flat=True))
        asked = ask(survey, wood.organisations["sorrel"])
        by = guest(asked)
        answer(asked, by)
        send(asked, by)
        assert not before & set(DetachedSheet.objects.values_list("pk", flat=True))

    def test_the_order_in_the_table_is_not_the_order_of_coming(self, wood, monkeypatch):
        shuffled = []
        from spinney.diagnostics.bridge import detached

        class Turned:
            def shuffle(self, rows):
                shuffled.append(len(rows))
                rows.reverse()

        monkeypatch.setattr(detached, "SystemRandom", Turned)
        survey, _ = self.sent(wood)
        assert shuffled == [1, 2, 3]
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT answers FROM diagnostics_detachedsheet")
            rows = [str(row[0]) for row in cursor.fetchall()]
        assert ['staff": 12' in rows[0] or "'staff': 12" in rows[0]] == [True]

    def test_neither_record_nor_mail_nor_link_tells_that_it_was_sent(self, wood):
        before = Entry.objects.count()
        links = TaskLink.objects.filter(used_at__isnull=False).count()
        self.sent(wood)
        verbs = set(Entry.objects.order_by("pk")[before:].values_list("verb", flat=True))
        assert verbs == {"diagnostics.freeze"}
        assert not Message.objects.exists()
        assert TaskLink.objects.filter(used_at__isnull=False).count() == links

    def test_it_is_announced_without_a_name(self, wood):
        heard = []

        def hear(**news):
            heard.append((news["organisation_id"], news["by"].label))

        answers_sent.connect(hear)
        self.sent(wood, 1)
        answers_sent.disconnect(hear)
        assert heard == [(None, "system:detached survey")]

    def test_it_cannot_be_changed_any_more(self, wood):
        _, (asked,) = self.sent(wood, 1)
        with pytest.raises(LinkEnded, match="without your name"):
            answer(asked, guest(asked), {"staff": 1})
        with pytest.raises(LinkEnded):
            send(asked, guest(asked))
