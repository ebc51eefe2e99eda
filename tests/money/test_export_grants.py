"""What is published of a programme's grants, instalments and regrants and all, is what a validator
of 360Giving's JSON Schema accepts, and is read back as it was written.
"""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.urls import reverse

from spinney.cli.grants import grants as commands
from spinney.money.actions.instalments import ask_release, receive_instalment, release_instalment
from spinney.money.actions.microgrants import (
    apply_micro_grant,
    approve_micro_grant,
    pay_micro_grant,
)
from spinney.money.engine.threesixty.reading import read_file
from spinney.money.models import Grant
from spinney.register.models.organisations import Identifier
from tests.access import client_of
from tests.agreements.making import another_member
from tests.money import micro_grants
from tests.money.engine.threesixty import schema
from tests.money.granting import NOW, approved, part, sign_ground_rules
from tests.money.making import a_ring_fence, a_round

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def published(wood):
    url = reverse("money:export-grants", args=[wood.programme.pk])
    return client_of(wood, "rowan").get(f"{url}?prefix=Meadow")


def both_parts_released(wood) -> Grant:
    grant = approved(wood, (60, ()), (40, ()))
    sign_ground_rules(wood)
    for number in (1, 2):
        ask_release(instalment=part(grant, number), by=wood.ash, now=NOW)
        release_instalment(instalment=part(grant, number), by=wood.rowan, now=NOW)
    receive_instalment(instalment=part(grant), received_on=NOW.date(), by=wood.ash, now=NOW)
    grant.refresh_from_db()
    return grant


def given_on(wood, grant):
    """£200 of the grant's fund, given on to a member; and £250 to a group on no register."""
    maple = wood.organisations["maple"]
    round_ = a_round(a_ring_fence(grant.fund))
    now = micro_grants.NOW
    asked = apply_micro_grant(
        round_=round_, said=micro_grants.GARDEN, organisation=maple, by=wood.actor("maple"), now=now
    )
    agreed = approve_micro_grant(
        grant=asked, pence=20_000, reasons="Good for all", by=wood.ash, now=now
    )
    choir = micro_grants.approved(wood, one=round_)
    for one in (agreed, choir):
        paid = pay_micro_grant(grant=one, day=now.date(), by=wood.ash, now=now)
        assert paid.state == "paid"
    return agreed


@pytest.fixture
def told(wood):
    """The file of a grant in two instalments, a part of which was given on."""
    another_member(wood, "maple")
    for name, number in (("birch", "1999999"), ("maple", "1888888")):
        Identifier.objects.create(
            organisation=wood.organisations[name], scheme="GB-CHC", value=number, source="x"
        )
    grant = both_parts_released(wood)
    given_on(wood, grant)
    answer = published(wood)
    assert answer.status_code == 200
    return answer.content


def test_instalments_and_regrants_pass_the_schema(told):
    file = json.loads(told)
    assert schema.errors_of(file) == []
    whole, onward = file["grants"]
    assert whole["regrantType"] == "FRG070"
    assert [one["value"] for one in whole["disbursementTransaction"]] == [9000, 6000]
    assert whole["amountDisbursed"] == whole["amountAwarded"] == 15000
    assert "regrantType" not in onward
    assert onward["fundingOrganization"] == whole["recipientOrganization"]
    assert onward["recipientOrganization"][0]["id"] == "GB-CHC-1888888"
    assert [one["value"] for one in onward["disbursementTransaction"]] == [200]
    assert "Choir" not in told.decode()


def test_it_is_read_back_as_it_was_written(told):
    found = read_file("grants.json", told)
    assert (found.left_out, found.noted, found.unknown) == ((), (), ())
    whole, onward = found.awards
    assert (whole.pence, whole.paid_pence, whole.regrant_type) == (1_500_000, 1_500_000, "FRG070")
    assert (onward.pence, onward.paid_pence, onward.funder) == (20_000, 20_000, whole.recipient)


def test_the_command_finds_nothing_wrong_with_it(told, tmp_path):
    file = tmp_path / "grants.json"
    file.write_bytes(told)
    done = CliRunner().invoke(commands, ["check", str(file)])
    assert (done.exit_code, done.stdout) == (0, "2 grants, £15,200 together.\n")


def test_a_grant_not_released_is_published_without_payments(wood):
    approved(wood)
    file = json.loads(published(wood).content)
    assert schema.errors_of(file) == []
    [grant] = file["grants"]
    assert "disbursementTransaction" not in grant
    assert "amountDisbursed" not in grant
