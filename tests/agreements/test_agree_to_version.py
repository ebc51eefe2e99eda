"""A member says whether it agrees, from a link or signed in, and may change its mind."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.actions import approvals as actions
from spinney.agreements.models import Answered
from spinney.agreements.states import Voice
from spinney.base.access.asks import asked_of
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.register.models import Mandate
from tests.access import client_of
from tests.agreements.agreeing import four_members, on, say
from tests.agreements.making import NOON
from tests.agreements.reading import link_of
from tests.agreements.talking import UNTIL, a_variation, ask, change, guest, soon


def test_its_answer_counts_and_the_last_one_counts(wood):
    approval = ask(wood, four_members(wood))
    say(wood, approval, "birch", Voice.OBJECTS)
    answered = say(wood, approval, "birch")
    assert Answered.objects.get() == answered
    assert (answered.says, answered.person) == (Voice.AGREES, wood.people["birch"])


def test_an_objection_has_a_reason(wood):
    approval = ask(wood, four_members(wood))
    with pytest.raises(BadInput, match="objection"):
        actions.agree_to_version(approval=approval, says=Voice.OBJECTS, by=wood.birch, now=NOON)


def test_through_its_last_day_and_no_longer(wood):
    approval = ask(wood, four_members(wood))
    say(wood, approval, "birch", now=on(UNTIL))
    with pytest.raises(WrongState, match="10 April 2026"):
        say(wood, approval, "fern", now=on(UNTIL + timedelta(days=1)))


def test_not_to_words_that_were_changed_since(wood):
    version = four_members(wood)
    approval = ask(wood, version)
    change(version)
    with pytest.raises(WrongState, match="asked again"):
        say(wood, approval, "birch")


def test_only_with_a_mandate_to_vote(wood):
    approval = ask(wood, four_members(wood))
    held = guest(approval)
    Mandate.objects.update(may_vote=False)
    for by in (wood.birch, held):
        with pytest.raises(NotAllowed):
            actions.agree_to_version(approval=approval, says=Voice.AGREES, by=by, now=NOON)


@pytest.mark.parametrize(
    ("name", "error"), [("cedar", NotAllowed), ("ash", NotAllowed), ("sorrel", NotFound)]
)
def test_only_for_an_organisation_that_is_asked(wood, name, error):
    approval = ask(wood, four_members(wood))
    with pytest.raises(error):
        actions.agree_to_version(
            approval=approval, says=Voice.AGREES, by=wood.actor(name), now=NOON
        )


def test_a_link_to_one_question_answers_no_other(wood):
    version = four_members(wood)
    first = ask(wood, version)
    held = guest(first)
    second = ask(wood, change(version))
    with pytest.raises(NotFound):
        actions.agree_to_version(approval=second, says=Voice.AGREES, by=held, now=NOON)


def test_from_a_link_without_an_account_and_changed_there(wood):
    approval = ask(wood, a_variation(wood), closes_on=soon(), now=timezone.now())
    link, visitor = link_of(approval), Client()
    page = visitor.get(link).content.decode()
    assert "Do you agree to" in page
    assert "We share what we can." in page
    said = visitor.post(link, {"says": "objects", "reason": ""})
    assert "Say what your objection is" in said.content.decode()
    said = visitor.post(link, {"says": "agrees", "reason": ""}, follow=True)
    assert "Your answer counts" in said.content.decode()
    visitor.post(link, {"says": "stands_aside", "reason": "We leave it to others."})
    assert Answered.objects.get().says == Voice.STANDS_ASIDE


def test_after_the_end_the_link_tells_what_came_of_it(wood):
    approval = ask(wood, a_variation(wood), closes_on=soon(), now=timezone.now())
    link = link_of(approval)
    Client().post(link, {"says": "agrees", "reason": ""})
    type(approval).objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    page = Client().get(link).content.decode()
    assert "The members agreed." in page


def test_signed_in(wood):
    approval = ask(wood, a_variation(wood), closes_on=soon(), now=timezone.now())
    agreement = approval.about.agreement
    url = reverse("agreements:agree-to-version", args=[wood.cluster.pk, agreement.pk, approval.pk])
    asks = [one.url for one in asked_of(wood.birch, timezone.now())]
    assert url in asks
    done = client_of(wood, "birch").post(url, {"says": "agrees", "reason": ""})
    assert done.status_code == 302
    assert Answered.objects.get().organisation == wood.organisations["birch"]
    assert url not in [one.url for one in asked_of(wood.birch, timezone.now())]


def test_not_to_a_draft_that_was_thrown_away(wood):
    version = four_members(wood)
    approval = ask(wood, version)
    type(version).objects.filter(pk=version.pk).update(state="discarded")
    with pytest.raises(WrongState, match="thrown away"):
        say(wood, approval, "birch")
