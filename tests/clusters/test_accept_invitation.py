"""Accepting an invitation: by the link, without an account; forwarded; signed in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.base.access import links
from spinney.base.access.models import Person, TaskLink
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, LinkEnded, NotAllowed, NotFound
from spinney.base.post.models import Message
from spinney.clusters.actions.agreed_rules import agree_joining
from spinney.clusters.actions.answers import Answer, accept_invitation
from spinney.clusters.actions.leaving import leave_cluster
from spinney.clusters.actions.members import admit_member
from spinney.clusters.bridge.rules import JoiningRule
from spinney.clusters.models import Membership
from spinney.register.models import Mandate, Organisation
from tests.access import client_of
from tests.clusters.cases import asks_for, at_meeting, joined, last_entry, today
from tests.clusters.inviting import an_invitation, last_link

SAID = {"organisation_name": "Hazel Hedge Arts", "person_name": "Holly Hart", "post": "Director"}
ANSWER = Answer("Holly Hart", "Director", "I may answer for it.", "Hazel Hedge Arts")


def accept_by_link(path: str, **more: str):
    return Client().post(f"{path}accept/", {**SAID, "agrees": "on", **more})


def test_the_link_needs_no_account_no_cookie_and_no_script(wood):
    an_invitation(wood, message="Come and see.")
    path = last_link("arts@example.org")
    start = Client().get(path)
    assert start.status_code == 200
    assert start["Referrer-Policy"] == "no-referrer"
    assert not start.cookies
    page = start.content.decode()
    assert "Will Hazel Hedge Arts join The Spinney?" in page
    assert "Birch House" in page
    assert "Come and see." in page
    done = accept_by_link(path, brings="A stage.")
    assert "You have joined" in done.content.decode()
    assert not done.cookies
    membership = Membership.objects.get(organisation__name="Hazel Hedge Arts")
    assert (membership.state, membership.tier.name, membership.brings) == (
        "active", "Core", "A stage.",
    )  # fmt: skip


def test_the_person_gets_an_account_and_a_mandate_to_represent(wood):
    an_invitation(wood)
    accept_by_link(last_link("arts@example.org"))
    person = Person.objects.get(email="arts@example.org")
    assert person.name == "Holly Hart"
    mandate = Mandate.objects.get(person=person)
    assert (mandate.post, mandate.may_represent, mandate.may_vote) == ("Director", True, True)
    assert (mandate.may_sign, mandate.spend_limit_pence) == (False, None)
    assert "accepted the invitation to The Spinney" in mandate.given_how
    actor = actor_for(person, today())
    assert actor.organisation_name == "Hazel Hedge Arts"
    assert wood.cluster.pk in actor.ids_of("cluster")


def test_she_may_sign_only_if_she_says_that_she_may(wood):
    invitation = an_invitation(wood)
    accept_by_link(last_link("arts@example.org"), may_sign="on")
    assert Mandate.objects.get(person__email="arts@example.org").may_sign
    assert last_entry(invitation).detail["may_sign"] is True


def test_what_she_agreed_to_is_in_the_record_and_the_facilitator_is_told(wood):
    invitation = an_invitation(wood)
    accept_by_link(last_link("arts@example.org"))
    detail = last_entry(invitation).detail
    assert detail["agreed_to"].startswith("I may answer for Hazel Hedge Arts. It joins")
    told = Message.objects.get(kind="clusters.invitation_answered")
    assert (told.email, told.subject) == (
        "ash@example.org", "Hazel Hedge Arts joins The Spinney",
    )  # fmt: skip


def test_a_link_is_used_once(wood):
    an_invitation(wood)
    path = last_link("arts@example.org")
    accept_by_link(path)
    again = Client().get(path)
    assert again.status_code == 410
    assert "This was already done with this link on" in again.content.decode()
    assert accept_by_link(path).status_code == 410


def test_the_page_that_says_it_is_done_offers_nothing_more(wood):
    an_invitation(wood)
    page = accept_by_link(last_link("arts@example.org")).content.decode()
    assert "You have joined" in page
    assert "Hand it on to a colleague" not in page
    assert "Say no" not in page


def test_answered_signed_in_the_link_says_that_it_is_done(wood):
    invitation = an_invitation(wood, email="elm@example.org")
    path = last_link("elm@example.org")
    url = reverse("clusters:accept-invitation", args=[invitation.pk])
    client_of(wood, "elm").post(url, {**SAID, "agrees": "on"})
    assert "already done with this link" in Client().get(path).content.decode()


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        ("agrees", "Tick the box if you agree."),
        ("person_name", "Enter your name."),
        ("post", "Enter your post there."),
        ("organisation_name", "What is your organisation called?"),
    ],
)
def test_what_is_missing_is_told_and_the_rest_kept(wood, left_out, told):
    an_invitation(wood)
    sent = {**SAID, "agrees": "on", "brings": "A stage."}
    del sent[left_out]
    page = Client().post(f"{last_link('arts@example.org')}accept/", sent)
    assert page.status_code == 200
    assert told in page.content.decode()
    assert "A stage." in page.content.decode()
    assert not Membership.objects.filter(organisation__name="Hazel Hedge Arts").exists()


def test_what_was_typed_is_kept_with_the_link_and_agreeing_is_not(wood):
    an_invitation(wood)
    path = last_link("arts@example.org")
    typed = {"person_name": "Holly H", "post": "Dir", "agrees": "on", "save": "1"}
    saved = Client().post(f"{path}accept/", typed)
    assert saved.status_code == 204
    assert saved["X-Saved"].startswith("Saved ")
    page = Client().get(f"{path}accept/").content.decode()
    assert 'value="Holly H"' in page
    assert 'value="Dir"' in page
    assert "checked" not in page
    assert not Membership.objects.filter(organisation__name="Hazel Hedge Arts").exists()


def test_what_was_sent_with_an_error_is_kept_with_the_link_too(wood):
    an_invitation(wood)
    path = last_link("arts@example.org")
    sent = {**SAID, "post": "", "brings": "A stage.", "may_sign": "on", "agrees": "on"}
    assert "Enter your post there." in Client().post(f"{path}accept/", sent).content.decode()
    page = Client().get(f"{path}accept/").content.decode()
    assert 'value="Holly Hart"' in page
    assert "A stage." in page
    (agrees,) = re.findall(r'<input[^>]*name="agrees"[^>]*>', page)
    (may_sign,) = re.findall(r'<input[^>]*name="may_sign"[^>]*>', page)
    assert "checked" in may_sign
    assert "checked" not in agrees


def test_the_action_itself_insists_on_consent(wood):
    invitation = an_invitation(wood, email="elm@example.org")
    with pytest.raises(BadInput) as told:
        accept_invitation(
            invitation=invitation, answer=Answer("", "", ""), by=wood.elm, now=timezone.now()
        )
    assert set(told.value.fields) == {"person_name", "post", "agrees"}


def test_signed_in_it_is_found_without_the_letter(wood):
    invitation = an_invitation(wood, email="elm@example.org")
    url = reverse("clusters:accept-invitation", args=[invitation.pk])
    done = client_of(wood, "elm").post(url, {**SAID, "agrees": "on"})
    assert "You have joined" in done.content.decode()
    assert wood.cluster.pk in wood.elm.ids_of("cluster")


def test_nobody_answers_for_another(wood):
    invitation = an_invitation(wood)
    with pytest.raises(NotFound):
        accept_invitation(invitation=invitation, answer=ANSWER, by=wood.elm, now=timezone.now())


def test_an_invitation_lets_no_stranger_in_by_the_side_door(wood):
    """SORREL represents Sorrel Street Kitchen. Whoever is invited in its name, from an address that
    the inviter chose, must not come to act for it.
    """
    organisation = wood.organisations["sorrel"]
    invitation = an_invitation(wood, email="stranger@example.org", organisation=organisation)
    path = last_link("stranger@example.org")
    page = accept_by_link(path).content.decode()
    assert "others act for it here (Director)" in page
    assert "sorrel@example.org" not in page
    assert not Person.objects.filter(email="stranger@example.org").exists()
    holder = links.actor_of(TaskLink.objects.get(email="stranger@example.org"))
    with pytest.raises(NotAllowed):
        accept_invitation(invitation=invitation, answer=ANSWER, by=holder, now=timezone.now())
    # The way on: to those who act for it.
    passed = Client().post(f"{path}to-colleagues/", {"to_colleagues": "1"})
    assert "Passed on" in passed.content.decode()
    done = accept_by_link(last_link("sorrel@example.org"))
    assert "You have joined" in done.content.decode()
    assert Mandate.objects.filter(organisation=organisation).count() == 1


def test_the_address_on_the_register_hears_of_it(wood):
    organisation = Organisation.objects.create(
        name="Alder Advice", email="office@alder.example.org"
    )
    an_invitation(wood, organisation=organisation, email="a.alder@example.org")
    accept_by_link(last_link("a.alder@example.org"))
    told = Message.objects.get(email="office@alder.example.org")
    assert "Holly Hart now acts for Alder Advice" in told.subject


def test_without_the_evidence_the_tier_is_lower_and_the_page_says_so(wood):
    asks_for(wood.tiers["core"], "accounts", max_age_months=18)
    an_invitation(wood)
    page = accept_by_link(last_link("arts@example.org")).content.decode()
    assert "It is Associate from today. You were invited as Core" in page


def test_one_that_left_comes_back_by_invitation_with_its_history(wood):
    membership = joined(wood)
    leave_cluster(membership=membership, by=wood.birch, now=timezone.now())
    an_invitation(
        wood, organisation=wood.organisations["birch"], email="birch@example.org", tier="associate"
    )
    accept_by_link(last_link("birch@example.org"))
    membership.refresh_from_db()
    assert (membership.state, membership.tier.name, membership.left_on) == (
        "active", "Associate", None,
    )  # fmt: skip
    assert [c.to_state for c in membership.changes.all()] == ["active", "left", "active"]


def test_a_merged_organisation_joins_as_the_one_that_was_kept(wood):
    kept = Organisation.objects.create(name="Alder and Oak")
    aside = Organisation.objects.create(name="Alder Advice", merged_into=kept)
    an_invitation(wood, organisation=aside, email="a@example.org")
    accept_by_link(last_link("a@example.org"))
    assert Membership.objects.filter(cluster=wood.cluster, organisation=kept).exists()


def test_after_the_date_the_link_still_answers_for_a_while_and_then_ends(wood):
    an_invitation(wood, days=2)
    link = TaskLink.objects.get(email="arts@example.org")
    links.check_live(link, timezone.now() + timedelta(days=10))
    with pytest.raises(LinkEnded):
        links.check_live(link, timezone.now() + timedelta(days=18))


@pytest.mark.parametrize("rule", [{"decides": "members"}, {"sponsor": True}])
def test_where_it_was_agreed_so_saying_yes_is_asking_to_join(wood, rule):
    agreed = JoiningRule(**rule, agreed_in="“Ground rules”, version 1, clause 3")
    agree_joining(cluster=wood.cluster, rule=agreed, by=Actor.system("t"), now=timezone.now())
    invitation = an_invitation(wood, tier="associate")
    path = last_link("arts@example.org")
    start = Client().get(path).content.decode()
    assert "If you say yes you ask to join." in start
    assert "That was agreed in “Ground rules”, version 1, clause 3." in start
    assert "Ask to join</a>" in start
    assert "your rule" not in start
    form = Client().get(f"{path}accept/").content.decode()
    assert "Ask to join</button>" in form
    assert "It asks to join The Spinney as Associate, and once it is in I speak" in form
    letter = Message.objects.get(email="arts@example.org")
    assert "If you say yes you ask to join." in " ".join(letter.body.split())
    done = accept_by_link(path, brings="A stage.").content.decode()
    assert "Hazel Hedge Arts asks to join The Spinney" in done
    membership = Membership.objects.get(organisation__name="Hazel Hedge Arts")
    assert (membership.state, membership.admitted_to.name) == ("applied", "Associate")
    person = Person.objects.get(email="arts@example.org")
    assert wood.cluster.pk not in actor_for(person, today()).ids_of("cluster")
    told = Message.objects.get(kind="clusters.invitation_answered")
    assert "asks to join" in told.subject
    assert last_entry(invitation).detail["tier"] == ""
    url = reverse("clusters:admit-member", args=[wood.cluster.pk, membership.pk])
    page = client_of(wood, "ash").get(url).content.decode()
    tier = wood.tiers["associate"].pk
    assert re.search(rf'value="{tier}"[^>]*checked', page)
    admit_member(
        membership=membership, tier=wood.tiers["associate"], decided=at_meeting(),
        sponsor=wood.organisations["birch"], by=wood.ash, now=timezone.now(),
    )  # fmt: skip
    membership.refresh_from_db()
    assert membership.state == "active"


def test_whoever_asked_already_and_is_invited_asks_again(wood):
    agreed = JoiningRule(decides="members", agreed_in="“Ground rules”, clause 3")
    agree_joining(cluster=wood.cluster, rule=agreed, by=Actor.system("t"), now=timezone.now())
    an_invitation(wood)
    accept_by_link(last_link("arts@example.org"))
    membership = Membership.objects.get(organisation__name="Hazel Hedge Arts")
    rows = Membership.objects.filter(pk=membership.pk)
    rows.update(state="declined")
    an_invitation(wood, organisation=membership.organisation)
    rows.update(state="applied")  # it asked by itself before it opened the letter
    accept_by_link(last_link("arts@example.org"))
    membership.refresh_from_db()
    assert membership.state == "applied"
    url = reverse("clusters:member", args=[wood.cluster.pk, membership.pk])
    page = client_of(wood, "ash").get(url).content.decode()
    assert "Was invited, and asked again to join" in page


def test_those_who_run_it_decide_by_inviting_and_a_trial_begins(wood):
    agreed = JoiningRule(trial_months=6, agreed_in="“Ground rules”")
    agree_joining(cluster=wood.cluster, rule=agreed, by=Actor.system("t"), now=timezone.now())
    an_invitation(wood)
    accept_by_link(last_link("arts@example.org"))
    membership = Membership.objects.get(organisation__name="Hazel Hedge Arts")
    assert membership.state == "active"
    assert membership.trial_until is not None
