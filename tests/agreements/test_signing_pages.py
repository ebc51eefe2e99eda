"""The pages of signing, as those who sign and those who look after it walk through them."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.models import AskedToSign, Authority, Signature, Signing
from spinney.agreements.states import AskedState, SigningState, VersionState
from spinney.base.access.links import digest
from spinney.base.access.models import TaskLink
from spinney.register.models import Mandate
from tests.access import client_of
from tests.agreements.signing_cases import a_draft, asked_of, colleague, link_of, put_it_out
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=20)


def out(wood, parties=("birch", "elder"), **choices):
    """Ground rules out for signature today."""
    agreement = a_draft(wood, parties)
    return agreement, put_it_out(wood, agreement, deadline=SOON, now=timezone.now(), **choices)


def by_link(wood, signing, name):
    """Somebody with the link of her letter, without an account's session; JavaScript off."""
    link = link_of(asked_of(signing, name), wood.people[name])
    TaskLink.objects.filter(pk=link.pk).update(digest=digest(f"secret-{link.pk}"))
    return Visitor(Client()), f"/do/secret-{link.pk}/"


def at(agreement, name, *more):
    return reverse(f"agreements:{name}", args=[agreement.cluster_id, agreement.pk, *more])


def signed_in(wood, name):
    return Visitor(client_of(wood, name))


def test_from_the_letter_she_reads_ticks_types_her_name_and_signs(wood):
    agreement, signing = out(wood)
    visitor, path = by_link(wood, signing, "birch")
    page = visitor.open(path)
    words = page.get_text(" ", strip=True)
    assert "Sign for Birch House" in words
    assert "as Director, under a mandate given on 20 March 2026" in words
    assert "We share what we can." in words
    assert "Not yet: Birch House, Elder House" in words
    visitor.fill(path, name="Birch Green", agrees=True)
    assert "You have signed for Birch House" in visitor.page.get_text(" ", strip=True)
    made = Signature.objects.get()
    assert made.name == "Birch Green"
    assert made.identified_by == "The link in a letter sent to b…h@example.org"
    # The same link shows what she signed.
    assert "You signed for Birch House" in visitor.open(path).get_text(" ", strip=True)


def test_nothing_is_signed_without_the_tick_or_a_name(wood):
    agreement, signing = out(wood)
    visitor, path = by_link(wood, signing, "birch")
    visitor.fill(path, name="Birch Green")
    assert "Tick the box" in visitor.page.get_text()
    visitor.fill(path, name="", agrees=True)
    assert Signature.objects.count() == 0


def test_to_open_the_link_does_nothing_but_note_that_it_was_opened(wood):
    agreement, signing = out(wood)
    visitor, path = by_link(wood, signing, "birch")
    visitor.open(path)
    asked = asked_of(signing, "birch")
    assert asked.state == AskedState.WAITING
    assert asked.opened_at is not None


def test_signed_in_it_is_kept_how_she_signed_in(wood):
    agreement, signing = out(wood)
    visitor = signed_in(wood, "birch")
    session = visitor.client.session
    session["account_authentication_methods"] = [{"method": "code"}, {"method": "mfa"}]
    session.save()
    visitor.fill(at(agreement, "sign"), name="Birch Green", agrees=True)
    assert Signature.objects.get().identified_by == (
        "Signed in to the account with a code sent to its e-mail address and with a second step"
    )


def test_a_mandate_that_lapsed_between_opening_and_signing_loses_nothing(wood):
    agreement, signing = out(wood)
    colleague(wood, "bay", wood.organisations["birch"])
    visitor, path = by_link(wood, signing, "birch")
    form = visitor.open(path).find("form")
    assert form is not None
    Mandate.objects.filter(person=wood.people["birch"]).update(may_sign=False)
    digest_ = agreement.versions.get().digest
    data = {"read": digest_, "name": "Birch B. Green", "post": "Chair", "agrees": "on"}
    answer = visitor.client.post(path, data)
    words = answer.content.decode()
    assert "You hold no mandate to sign for Birch House today" in words
    assert "Bay may sign" in words
    assert 'value="Birch B. Green"' in words
    assert Signature.objects.count() == 0


def test_signed_in_with_a_mandate_that_has_ended_she_is_told_whom_to_ask(wood):
    agreement, signing = out(wood)
    colleague(wood, "bay", wood.organisations["birch"])
    Mandate.objects.filter(person=wood.people["birch"]).update(ends_on="2026-02-01")
    visitor = signed_in(wood, "birch")
    words = visitor.open(at(agreement, "sign")).get_text(" ", strip=True)
    assert visitor.status == 403
    assert "You hold no mandate to sign for Birch House today" in words
    assert "Bay may sign" in words


def test_a_variation_shows_what_changes(wood):
    from spinney.agreements.models import Version
    from tests.agreements.making import an_agreement, another_member

    another_member(wood, "elder")
    agreement = an_agreement(wood, ["birch", "elder"], terms={"meeting_notice": {"days": 7}})
    first = agreement.versions.get()
    content = {**first.content, "terms": {"meeting_notice": {"days": 21}}}
    second = Version.objects.create(
        agreement=agreement, number=2, content=content, made_at=timezone.now(),
        made_by="person:1", what_changed="A week is too short.",
    )  # fmt: skip
    approve(wood, second)
    put_it_out(wood, agreement, deadline=SOON, now=timezone.now())
    words = signed_in(wood, "birch").open(at(agreement, "sign")).get_text(" ", strip=True)
    assert "A change to “Ground rules”" in words
    assert "Why it is changed: A week is too short." in words
    assert "What changes" in words
    assert "21 days" in words
    assert "7 days" in words


def approve(wood, version):
    """The members agreed to it at a meeting."""
    from spinney.agreements.actions.approvals import record_decision

    record_decision(
        version=version, decided_elsewhere="Meeting, item 4", by=wood.ash, now=timezone.now()
    )


def test_a_colleague_without_a_mandate_reads_and_is_told_what_to_do(wood):
    agreement, signing = out(wood)
    colleague(wood, "box", wood.organisations["birch"], may_sign=False, may_represent=True)
    words = signed_in(wood, "box").open(at(agreement, "sign")).get_text(" ", strip=True)
    assert "You hold no mandate to sign for Birch House" in words
    assert "Birch may sign" in words
    assert "We share what we can." in words
    assert "I have read it, and I sign it" not in words


def test_she_passes_it_on_to_whoever_may_sign(wood):
    agreement, signing = out(wood)
    colleague(wood, "bay", wood.organisations["birch"])
    visitor, path = by_link(wood, signing, "birch")
    visitor.fill(f"{path}colleague/", email="bay@example.org", by_whom="Birch Green")
    assert "There is nothing more for you to do" in visitor.page.get_text(" ", strip=True)
    assert asked_of(signing, "birch").person == wood.people["bay"]


def test_she_declines_and_whoever_put_it_out_reads_why(wood):
    agreement, signing = out(wood)
    visitor, path = by_link(wood, signing, "birch")
    visitor.fill(f"{path}no/", reason="Clause 1 is too wide.")
    assert asked_of(signing, "birch").state == AskedState.DECLINED
    words = signed_in(wood, "ash").open(at(agreement, "signing")).get_text(" ", strip=True)
    assert "Clause 1 is too wide." in words
    assert "Clause 1 is too wide." not in signed_in(wood, "elder").open(
        at(agreement, "signing")
    ).get_text(" ", strip=True)


def test_she_attaches_a_minute_and_takes_it_away_again(wood):
    agreement, signing = out(wood)
    visitor, path = by_link(wood, signing, "birch")
    data = {"file": picture(), "note": "Minute 7"}
    assert "It is attached" in visitor.client.post(f"{path}authority/", data).content.decode()
    assert "Minute 7" in visitor.open(path).get_text()
    visitor.press("Take it away")
    assert Authority.objects.count() == 0


def picture(name="minute.png"):
    import io

    from PIL import Image

    drawn = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue())


def test_on_paper_the_scan_comes_and_two_people_confirm_it(wood):
    agreement, signing = out(wood)
    visitor, path = by_link(wood, signing, "birch")
    printed = visitor.client.get(f"{path}print/")
    assert b"".join(printed.streaming_content).startswith(b"%PDF-")
    day = timezone.localdate()
    data = {"file": picture("scan.png"), "signer_name": "Bo Birch", "signer_post": "Chair"}
    data |= {"signed_on_day": day.day, "signed_on_month": day.month, "signed_on_year": day.year}
    answer = visitor.client.post(f"{path}paper/", data)
    assert "The scan is here" in answer.content.decode()
    ash, rowan = signed_in(wood, "ash"), signed_in(wood, "rowan")
    ash.open(at(agreement, "signing"))
    ash.press("It shows these words, signed")
    assert "Somebody else must confirm it too" in ash.page.get_text()
    assert Signature.objects.count() == 0
    rowan.open(at(agreement, "signing"))
    rowan.press("It shows these words, signed")
    made = Signature.objects.get()
    assert (made.name, made.how) == ("Bo Birch", "paper")
    assert asked_of(signing, "birch").state == AskedState.SIGNED


def test_ash_puts_it_out_on_a_page(wood):
    agreement = a_draft(wood)
    visitor = signed_in(wood, "ash")
    visitor.fill(at(agreement, "put-out"), deadline=SOON, message="Thank you for reading.")
    assert "It is out for signature. 2 parties asked." in visitor.page.get_text()
    signing = Signing.objects.get()
    assert (signing.deadline, signing.message) == (SOON, "Thank you for reading.")


def test_ash_puts_it_out_in_steps(wood):
    agreement = a_draft(wood)
    elder = agreement.parties.get(organisation=wood.organisations["elder"])
    steps = {f"step-{elder.pk}": "2"}
    visitor = signed_in(wood, "ash")
    visitor.fill(at(agreement, "put-out"), deadline=SOON, order="in_order", **steps)
    signing = Signing.objects.get()
    assert [one.step for one in signing.asked.order_by("party__position")] == [1, 2]
    words = signed_in(wood, "elder").open(at(agreement, "sign")).get_text(" ", strip=True)
    assert "It is not the turn of Elder House yet: Birch House signs first." in words


def test_so_many_of_them_and_one_who_has_to_be_among_them(wood):
    agreement = a_draft(wood, ["birch", "elder", "yew"])
    birch = agreement.parties.get(organisation=wood.organisations["birch"])
    visitor = signed_in(wood, "ash")
    visitor.fill(
        at(agreement, "put-out"), deadline=SOON, how_many="some", needed=2,
        must_sign=[str(birch.pk)],
    )  # fmt: skip
    signing = Signing.objects.get()
    assert signing.needed == 2
    asked = {one.party_id: one.is_required for one in signing.asked.all()}
    assert [asked.pop(birch.pk), *asked.values()] == [True, False, False]


def test_the_page_says_what_stands_in_the_way(wood):
    from dataclasses import replace

    from spinney.agreements.engine.content import Content

    agreement = a_draft(wood)
    version = agreement.versions.get()
    content = Content.from_json(version.content)
    clause = replace(content.clauses[0], text="We share {hosted_post}.")
    version.content = content.with_clause(clause).to_json()
    version.save()
    visitor = signed_in(wood, "ash")
    visitor.fill(at(agreement, "put-out"), deadline=SOON)
    assert "Something is still to be done first" in visitor.page.get_text()
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT


def test_ash_reminds_gives_more_time_and_takes_it_back(wood):
    agreement, signing = out(wood)
    AskedToSign.objects.update(asked_at=timezone.now() - timedelta(days=3))
    visitor = signed_in(wood, "ash")
    visitor.open(at(agreement, "signing"))
    visitor.press("Remind those who have not signed")
    assert "2 parties reminded." in visitor.page.get_text()
    visitor.fill(at(agreement, "extend-deadline"), deadline=SOON + timedelta(days=9))
    assert "There is time until" in visitor.page.get_text()
    visitor.fill(at(agreement, "take-back-signing"), reason="A clause is wrong.")
    signing.refresh_from_db()
    assert signing.state == SigningState.WITHDRAWN
    birch, path = by_link(wood, signing, "birch")
    words = birch.open(path).get_text(" ", strip=True)
    assert "There is nothing to sign now" in words
    assert "A clause is wrong." in words


def test_the_table_goes_into_a_file_with_what_proves_each_signature(wood):
    agreement, signing = out(wood)
    visitor, path = by_link(wood, signing, "birch")
    visitor.fill(path, name="Birch Green", agrees=True)
    for name, sees in (("ash", True), ("elder", False)):
        file = client_of(wood, name).get(
            at(agreement, "signing"), {"signing-as": "csv", "as": "csv"}
        )
        text = b"".join(file.streaming_content) if file.streaming else file.content
        assert (agreement.versions.get().digest in text.decode("utf-8-sig")) is sees
        assert "Birch Green" in text.decode("utf-8-sig")


def test_the_agreement_leads_to_its_signing(wood):
    agreement, _ = out(wood)
    words = signed_in(wood, "birch").open(at(agreement, "agreement")).get_text(" ", strip=True)
    assert "0 of 2 have signed." in words
    assert "Read and sign" in words


def test_home_asks_those_who_sign_and_no_more_once_they_have(wood):
    agreement, signing = out(wood)
    home = signed_in(wood, "birch")
    assert "Sign “Ground rules”" in home.open("/").get_text()
    home.fill(at(agreement, "sign"), name="Birch Green", agrees=True)
    assert "Sign “Ground rules”" not in home.open("/").get_text()


def test_after_the_last_day_the_page_says_so_before_any_duty_ran(wood):
    agreement, signing = out(wood)
    later = timezone.now() + timedelta(days=21)
    with (
        patch("spinney.agreements.views.signing.now", return_value=later),
        patch("spinney.agreements.views.signing.localdate", return_value=later.date()),
    ):
        words = signed_in(wood, "ash").open(at(agreement, "signing")).get_text(" ", strip=True)
    assert "Not signed in time" in words
    assert signing.state == SigningState.OPEN
