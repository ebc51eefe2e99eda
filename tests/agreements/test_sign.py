"""Signing by organisation: the mandate, the order, the words, and what proves each signature."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet

from spinney.agreements.actions.approvals import record_decision
from spinney.agreements.actions.signing import sign
from spinney.agreements.actions.varying import vary_agreement
from spinney.agreements.bridge.fixing import Damaged, document_of
from spinney.agreements.bridge.signatures import Signer
from spinney.agreements.models import Agreement, Signature, Signing, Version
from spinney.agreements.models.fixed import WordsAreFixed
from spinney.agreements.states import AgreementState, AskedState, SigningState, VersionState
from spinney.base.access.links import actor_of
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.register.models import Mandate
from tests.agreements.making import another_member
from tests.agreements.signing_cases import (
    LAST_DAY,
    NOW,
    a_draft,
    actor,
    asked_of,
    colleague,
    link_of,
    put_it_out,
    signs,
)

pytestmark = pytest.mark.django_db


def state_of(agreement):
    return Agreement.objects.get(pk=agreement.pk).state


def test_with_the_last_signature_it_is_in_force(wood):
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement)
    signs(wood, signing, "birch")
    assert state_of(agreement) == AgreementState.SIGNING
    signs(wood, signing, "elder")
    version = agreement.versions.get()
    assert state_of(agreement) == AgreementState.AGREED
    assert (version.state, version.in_force_from) == (VersionState.AGREED, date(2026, 3, 20))
    assert Signing.objects.get().state == SigningState.COMPLETE
    assert set(agreement.parties.values_list("joined_on", flat=True)) == {date(2026, 3, 20)}


def test_what_proves_a_signature(wood):
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement)
    link = link_of(asked_of(signing, "birch"), wood.people["birch"])
    typed = Signer("Birch B. Green", identified_by="a link sent to her address")
    made = sign(asked=asked_of(signing, "birch"), signer=typed, by=actor_of(link), now=NOW)
    assert (made.name, made.organisation_name, made.post) == (
        "Birch B. Green",
        "Birch House",
        "Director",
    )
    assert made.person == wood.people["birch"]
    assert made.mandate_words == "Director, under a mandate given to Birch on 20 March 2026"
    assert (made.how, made.identified_by) == ("electronic", "a link sent to her address")
    assert (made.digest, made.at) == (agreement.versions.get().digest, NOW)
    entry = Entry.objects.get(verb="agreements.sign")
    assert entry.detail["mandate"] == made.mandate_id
    assert "birch@" not in str(entry.detail)
    assert "Green" not in str(entry.detail)


def test_signing_twice_is_signing_once(wood):
    signing = put_it_out(wood, a_draft(wood))
    first = signs(wood, signing, "birch")
    assert signs(wood, signing, "birch") == first
    assert Signature.objects.count() == 1
    assert Entry.objects.filter(verb="agreements.sign").count() == 1


def test_the_second_of_an_organisation_is_told_that_one_is_enough(wood):
    signing = put_it_out(wood, a_draft(wood))
    colleague(wood, "bay", wood.organisations["birch"])
    signs(wood, signing, "birch")
    with pytest.raises(WrongState, match="Birch signed for Birch House already. That is enough"):
        signs(wood, signing, "bay", of="birch")


def test_where_two_are_needed_both_are_kept(wood):
    colleague(wood, "bay", wood.organisations["birch"])
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement, asked=[("birch", {"signatories": 2})])
    signs(wood, signing, "birch")
    assert state_of(agreement) == AgreementState.SIGNING
    assert asked_of(signing, "birch").state == AskedState.WAITING
    signs(wood, signing, "bay", of="birch")
    assert state_of(agreement) == AgreementState.AGREED
    assert Signature.objects.count() == 2


def test_above_her_limit_a_second_signatory_signs_too(wood):
    birch = wood.organisations["birch"]
    Mandate.objects.filter(organisation=birch).update(spend_limit_pence=50_000)
    colleague(wood, "bay", birch, spend_limit_pence=10_000)
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement, asked=[("birch", {})], amount_pence=80_000)
    signs(wood, signing, "birch")
    assert state_of(agreement) == AgreementState.SIGNING
    signs(wood, signing, "bay", of="birch")
    assert state_of(agreement) == AgreementState.AGREED


def test_within_her_limit_one_is_enough(wood):
    birch = wood.organisations["birch"]
    Mandate.objects.filter(organisation=birch).update(spend_limit_pence=80_000)
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement, asked=[("birch", {})], amount_pence=80_000)
    signs(wood, signing, "birch")
    assert state_of(agreement) == AgreementState.AGREED


def test_so_many_of_those_asked_are_enough_and_others_may_follow(wood):
    names = ["birch", "elder", "yew"]
    agreement = a_draft(wood, names)
    asked = [(name, {"is_required": False}) for name in names]
    signing = put_it_out(wood, agreement, asked=asked, needed=2)
    signs(wood, signing, "birch")
    signs(wood, signing, "yew")
    assert state_of(agreement) == AgreementState.AGREED
    elder = agreement.parties.get(organisation=wood.organisations["elder"])
    assert elder.joined_on is None
    signs(wood, signing, "elder")
    elder.refresh_from_db()
    assert elder.joined_on == date(2026, 3, 20)


def test_the_order_holds_when_signing_and_not_only_in_mail(wood):
    agreement = a_draft(wood)
    signing = put_it_out(
        wood, agreement, asked=[("birch", {"step": 1}), ("elder", {"step": 2})], in_order=True
    )
    assert not Message.objects.filter(email="elder@example.org").exists()
    with pytest.raises(
        WrongState, match="not the turn of Elder House yet: Birch House signs first"
    ):
        signs(wood, signing, "elder")
    signs(wood, signing, "birch")
    assert Message.objects.filter(email="elder@example.org").count() == 1
    signs(wood, signing, "elder")
    assert state_of(agreement) == AgreementState.AGREED


def test_equal_steps_sign_side_by_side(wood):
    agreement = a_draft(wood, ["birch", "elder", "yew"])
    steps = [("birch", {"step": 1}), ("elder", {"step": 1}), ("yew", {"step": 2})]
    signing = put_it_out(wood, agreement, asked=steps, in_order=True)
    signs(wood, signing, "elder")
    with pytest.raises(WrongState, match="Birch House signs first"):
        signs(wood, signing, "yew")
    signs(wood, signing, "birch")
    signs(wood, signing, "yew")
    assert state_of(agreement) == AgreementState.AGREED


# A mandate that lapsed ------------------------------------------------------------------------


def test_a_mandate_that_lapsed_meanwhile_signs_nothing_and_says_whom_to_ask(wood):
    agreement = a_draft(wood)
    colleague(wood, "bay", wood.organisations["birch"])
    signing = put_it_out(wood, agreement)
    link = link_of(asked_of(signing, "birch"), wood.people["birch"])
    Mandate.objects.filter(person=wood.people["birch"]).update(ends_on=date(2026, 3, 19))
    typed = Signer("Birch", read=agreement.versions.get().digest)
    with pytest.raises(NotAllowed, match="no mandate to sign for Birch House today.*Bay may sign"):
        sign(asked=asked_of(signing, "birch"), signer=typed, by=actor_of(link), now=NOW)
    assert Signature.objects.count() == 0
    # Nothing is lost: with a new mandate the same link signs.
    Mandate.objects.filter(person=wood.people["birch"]).update(ends_on=None)
    sign(asked=asked_of(signing, "birch"), signer=typed, by=actor_of(link), now=NOW)
    assert Signature.objects.count() == 1


def test_without_anybody_who_may_sign_she_is_told_how_to_get_the_power(wood):
    signing = put_it_out(wood, a_draft(wood))
    link = link_of(asked_of(signing, "birch"), wood.people["birch"])
    Mandate.objects.filter(person=wood.people["birch"]).update(may_sign=False)
    with pytest.raises(NotAllowed, match="can give you the power to sign"):
        sign(asked=asked_of(signing, "birch"), signer=Signer("B"), by=actor_of(link), now=NOW)


def test_signed_in_without_the_power_any_more_she_is_told_whom_to_ask(wood):
    signing = put_it_out(wood, a_draft(wood))
    colleague(wood, "bay", wood.organisations["birch"])
    Mandate.objects.filter(person=wood.people["birch"]).update(may_sign=False)
    with pytest.raises(NotAllowed, match="Bay may sign: pass it on"):
        signs(wood, signing, "birch")


def test_a_link_signs_for_its_own_party_alone(wood):
    signing = put_it_out(wood, a_draft(wood))
    link = link_of(asked_of(signing, "birch"), wood.people["birch"])
    with pytest.raises(NotAllowed):
        sign(asked=asked_of(signing, "elder"), signer=Signer("B"), by=actor_of(link), now=NOW)
    with pytest.raises(NotAllowed):
        signs(wood, signing, "birch", of="elder")


def test_who_never_signs_for_others_is_kept_out(wood):
    signing = put_it_out(wood, a_draft(wood))
    for name in ("ash", "rowan", "willow", "sorrel", "cedar", "hazel"):
        with pytest.raises(NotAllowed):
            signs(wood, signing, name, of="birch")


def test_a_name_is_typed(wood):
    signing = put_it_out(wood, a_draft(wood))
    with pytest.raises(BadInput, match="Type your name"):
        sign(
            asked=asked_of(signing, "birch"), signer=Signer("  "), by=actor(wood, "birch"), now=NOW
        )


def test_a_name_that_is_not_that_of_the_holder_is_refused(wood):
    wood.people["birch"].name = "Clover Rushton"
    wood.people["birch"].save()
    signing = put_it_out(wood, a_draft(wood))
    asked = asked_of(signing, "birch")
    by_link = actor_of(link_of(asked, wood.people["birch"]))
    mouse = Signer("Mickey Mouse")
    with pytest.raises(BadInput, match="This link is for Clover Rushton. Type your name") as told:
        sign(asked=asked, signer=mouse, by=by_link, now=NOW)
    assert "name" in told.value.fields
    with pytest.raises(BadInput, match="You are signed in as Clover Rushton"):
        sign(asked=asked, signer=mouse, by=actor(wood, "birch"), now=NOW)
    made = sign(asked=asked, signer=Signer("C. RUSHTON"), by=by_link, now=NOW)
    assert "under a mandate given to Clover Rushton on" in made.mandate_words


def test_a_name_as_it_is_known_is_not_said_twice(wood):
    signing = put_it_out(wood, a_draft(wood))
    made = signs(wood, signing, "birch")
    assert made.mandate_words == "Director, under a mandate given on 20 March 2026"


def test_where_no_name_is_known_what_is_typed_stands(wood):
    wood.people["birch"].name = ""
    wood.people["birch"].save()
    signing = put_it_out(wood, a_draft(wood))
    asked = asked_of(signing, "birch")
    by = actor_of(link_of(asked, wood.people["birch"]))
    assert sign(asked=asked, signer=Signer("Clover R."), by=by, now=NOW).name == "Clover R."


def test_after_the_last_day_nobody_signs_whatever_the_duty_has_done(wood):
    signing = put_it_out(wood, a_draft(wood))
    signs(wood, signing, "birch", now=NOW + (LAST_DAY - date(2026, 3, 20)))
    with pytest.raises(WrongState, match="last day for signing was 10 April 2026"):
        signs(wood, signing, "elder", now=NOW + timedelta(days=22))


def test_a_used_link_still_opens(wood):
    signing = put_it_out(wood, a_draft(wood))
    link = link_of(asked_of(signing, "birch"), wood.people["birch"])
    sign(asked=asked_of(signing, "birch"), signer=Signer("Birch"), by=actor_of(link), now=NOW)
    assert TaskLink.objects.get(pk=link.pk).used_at == NOW


# The words cannot be changed, or it is noticed ------------------------------------------------


def test_the_words_that_are_out_cannot_be_written_over(wood):
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement)
    signs(wood, signing, "birch")
    version = agreement.versions.get()
    for name, value in (("content", {}), ("text", {"title": "x"}), ("digest", "0"), ("number", 7)):
        changed = agreement.versions.get()
        setattr(changed, name, value)
        with pytest.raises(WordsAreFixed):
            changed.save()
        with pytest.raises(WordsAreFixed):
            changed.save(update_fields=[name])
        with pytest.raises(WordsAreFixed):
            Version.objects.filter(pk=version.pk).update(**{name: value})
        with pytest.raises(WordsAreFixed):
            Version.objects.bulk_update([changed], [name])
    signs(wood, signing, "elder")
    signed = agreement.versions.get()
    signed.text, signed.state = None, VersionState.DRAFT
    with pytest.raises(WordsAreFixed):
        signed.save()


def test_a_signature_is_never_changed_nor_deleted(wood):
    signing = put_it_out(wood, a_draft(wood))
    made = signs(wood, signing, "birch")
    made.name = "Somebody Else"
    with pytest.raises(WordsAreFixed):
        made.save()
    with pytest.raises(WordsAreFixed):
        made.delete()
    with pytest.raises(WordsAreFixed):
        Signature.objects.update(name="Somebody Else")
    with pytest.raises(WordsAreFixed):
        Signature.objects.all().delete()


def tamper(version, **values):
    """Past every guard of the program, as with the database's own tools."""
    QuerySet.update(Version.objects.filter(pk=version.pk), **values)


def test_words_changed_behind_its_back_are_noticed_when_read_and_when_signed(wood):
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement)
    signs(wood, signing, "birch")
    version = agreement.versions.get()
    text = {**version.text, "title": "Other rules"}
    tamper(version, text=text)
    with pytest.raises(Damaged):
        document_of(agreement.versions.get())
    with pytest.raises(Damaged):
        signs(wood, signing, "elder")
    assert Signature.objects.count() == 1


def test_words_and_hash_changed_together_are_noticed_against_the_signatures(wood):
    from spinney.agreements.engine.document import Document

    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement)
    signs(wood, signing, "birch")
    version = agreement.versions.get()
    text = {**version.text, "title": "Other rules"}
    tamper(version, text=text, digest=Document.from_json(text).digest)
    with pytest.raises(WrongState, match="under other words than these"):
        signs(wood, signing, "elder")
    assert state_of(agreement) == AgreementState.SIGNING


def test_whoever_read_other_words_signs_nothing(wood):
    signing = put_it_out(wood, a_draft(wood))
    with pytest.raises(WrongState, match="Open the page again"):
        signs(wood, signing, "birch", read="f" * 64)
    assert Signature.objects.count() == 0


# A variation ----------------------------------------------------------------------------------


def test_a_variation_that_was_agreed_to_is_signed_by_those_whom_it_affects(wood):
    ash = actor(wood, "ash")
    another_member(wood, "elder")
    birch, elder = (str(wood.organisations[name].uid) for name in ("birch", "elder"))
    names = ["birch", "elder", "yew"]
    agreement = a_draft(wood, names, terms={"host": {"organisation": birch}})
    first = put_it_out(wood, agreement)
    for name in names:
        signs(wood, first, name)
    later = NOW + timedelta(days=30)
    second = vary_agreement(agreement=agreement, why="Somebody else hosts.", by=ash, now=later)
    second.content = {**second.content, "terms": {"host": {"organisation": elder}}}
    second.save()
    deadline = LAST_DAY + timedelta(days=30)
    with pytest.raises(WrongState, match="have not been asked"):
        put_it_out(wood, agreement, deadline=deadline, now=later)
    record_decision(version=second, decided_elsewhere="Meeting, item 4", by=ash, now=later)
    signing = put_it_out(wood, agreement, deadline=deadline, now=later)
    asked = [one.party.organisation.name for one in signing.asked.all()]
    assert asked == ["Birch House", "Elder House"]
    assert state_of(agreement) == AgreementState.AGREED  # the first version holds meanwhile
    signs(wood, signing, "birch", now=later)
    signs(wood, signing, "elder", now=later)
    old, new = agreement.versions.all()
    assert new.state == VersionState.AGREED
    assert (old.in_force_until, new.in_force_from) == (date(2026, 4, 18), date(2026, 4, 19))
