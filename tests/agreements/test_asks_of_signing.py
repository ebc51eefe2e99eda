"""What signing asks of people on Home: of those who sign, and of those who look after it."""

from datetime import timedelta

import pytest

from spinney.agreements.actions.signing_answers import decline_to_sign
from spinney.agreements.queries.asking_signing import (
    asked_of_signatories,
    asked_of_those_who_look_after_it,
)
from tests.agreements.signing_cases import (
    LAST_DAY,
    NOW,
    a_draft,
    actor,
    asked_of,
    colleague,
    put_it_out,
    signs,
)
from tests.agreements.test_send_scan import send

pytestmark = pytest.mark.django_db


def to_sign(wood, name, now=NOW):
    return [one.what for one in asked_of_signatories(actor(wood, name), now)]


def to_decide(wood, name="ash", now=NOW):
    return [one.what for one in asked_of_those_who_look_after_it(actor(wood, name), now)]


def test_whoever_may_sign_is_asked_until_her_organisation_has_signed(wood):
    colleague(wood, "bay", wood.organisations["birch"])
    colleague(wood, "box", wood.organisations["birch"], may_sign=False, may_represent=True)
    signing = put_it_out(wood, a_draft(wood))
    ask = next(iter(asked_of_signatories(actor(wood, "birch"), NOW)))
    assert (ask.what, ask.by_when, ask.organisation) == (
        "Sign “Ground rules”",
        LAST_DAY,
        "Birch House",
    )
    assert to_sign(wood, "bay") == ["Sign “Ground rules”"]
    assert to_sign(wood, "box") == []
    signs(wood, signing, "birch")
    assert to_sign(wood, "birch") == []
    assert to_sign(wood, "bay") == []


def test_of_two_who_are_needed_only_the_other_is_asked(wood):
    colleague(wood, "bay", wood.organisations["birch"])
    signing = put_it_out(wood, a_draft(wood), asked=[("birch", {"signatories": 2})])
    signs(wood, signing, "birch")
    assert to_sign(wood, "birch") == []
    assert to_sign(wood, "bay") == ["Sign “Ground rules”"]


def test_nobody_is_asked_before_her_turn_or_after_the_last_day(wood):
    steps = [("birch", {"step": 1}), ("elder", {"step": 2})]
    signing = put_it_out(wood, a_draft(wood), asked=steps, in_order=True)
    assert to_sign(wood, "elder") == []
    signs(wood, signing, "birch")
    assert to_sign(wood, "elder") == ["Sign “Ground rules”"]
    assert to_sign(wood, "elder", NOW + timedelta(days=22)) == []


def test_whoever_looks_after_it_is_asked_when_it_is_stuck(wood):
    signing = put_it_out(wood, a_draft(wood))
    assert to_decide(wood) == []
    decline_to_sign(
        asked=asked_of(signing, "birch"), reason="No.", by=actor(wood, "birch"), now=NOW
    )
    assert to_decide(wood) == ["“Ground rules” will not be signed by somebody: decide how to go on"]
    late = to_decide(wood, now=NOW + timedelta(days=22))
    assert late == ["“Ground rules” was not signed in time: decide how to go on"]
    assert to_decide(wood, "willow") == []
    assert to_decide(wood, "birch") == []


def test_whoever_has_not_confirmed_a_scan_is_asked_to(wood):
    from spinney.agreements.actions.signing_scans import confirm_scan

    signing = put_it_out(wood, a_draft(wood))
    scan = send(wood, signing)
    assert to_decide(wood) == ["Confirm scans of “Ground rules”"]
    confirm_scan(scan=scan, by=actor(wood, "ash"), now=NOW)
    assert to_decide(wood) == []
