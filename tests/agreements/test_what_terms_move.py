"""What follows from terms in the cluster: its tiers are those agreed, and a condition that names a
kind of agreement is met by one in force.
"""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from spinney.agreements.actions.coming_into_force import begin_version, put_in_force
from spinney.agreements.actions.ending import end_agreement, undo_end
from spinney.agreements.bridge.agreed import agreed_joining, agreed_suspension
from spinney.agreements.engine.terms.belonging import Joining, Suspension
from spinney.agreements.engine.terms.deciding import DECIDERS
from spinney.agreements.models import Version
from spinney.agreements.states import SpeaksFor
from spinney.base.kernel.actors import Actor
from spinney.clusters import api as clusters
from spinney.clusters.actions.conditions import add_condition
from spinney.clusters.bridge.rules import joining_rule, suspension_rule
from spinney.clusters.bridge.standing import tiers_of
from spinney.clusters.models import Condition
from spinney.clusters.states import Decides
from tests.access import client_of
from tests.agreements.life import NOW, TODAY, sign, signed_agreement, variation
from tests.agreements.making import another_member
from tests.clusters.cases import joined
from tests.clusters.programmes import asks, in_stage

SITE = Actor.system("agreements")
TIERS = {
    "tiers": [{"name": "Full member"}, {"name": "Associate", "may_vote": False}],
    "criteria": [{"tier": "Full member", "evidence_kind": "accounts", "max_age_months": 18}],
}


def in_force(agreement, now=NOW):
    version = agreement.versions.get(state="signing")
    return put_in_force(version=version, by=SITE, now=now)


def names(wood):
    return [tier.name for tier in tiers_of(wood.cluster)]


def vary(wood, agreement, terms, now=NOW, **more):
    version = sign(variation(agreement, terms=terms, **more))
    return put_in_force(version=version, by=SITE, now=now)


def test_tiers_are_those_agreed_on_the_day_that_they_are_in_force(wood):
    joined(wood)
    agreement = signed_agreement(wood, terms={"tiers": TIERS}, title="Terms of reference")
    assert names(wood) == ["Core", "Associate", "Supporter"]
    in_force(agreement)
    assert names(wood) == ["Full member", "Associate", "Supporter"]
    where = tiers_of(wood.cluster)[0].agreed_in
    assert where == "“Terms of reference”, version 1, clause 2"
    wood.memberships["birch"].refresh_from_db()
    assert wood.memberships["birch"].tier.name == "Associate"


def test_a_variation_changes_them_from_its_day(wood):
    agreement = signed_agreement(wood, terms={"tiers": TIERS})
    in_force(agreement)
    new = {"tiers": {"tiers": [{"name": "Partner"}]}}
    version = vary(wood, agreement, new, wanted=TODAY + timedelta(days=10))
    assert names(wood) == ["Full member", "Associate", "Supporter"]
    begin_version(version=version, by=SITE, now=NOW + timedelta(days=10))
    assert names(wood) == ["Partner", "Supporter"]


def test_when_they_are_no_longer_agreed_hands_may_change_them(wood):
    agreement = signed_agreement(wood, terms={"tiers": TIERS})
    in_force(agreement)
    later = NOW + timedelta(days=40)
    end_agreement(
        agreement=agreement,
        on=later.date(),
        reason="We agreed otherwise.",
        decided_elsewhere="Members’ meeting",
        by=wood.ash,
        now=later,
    )
    assert names(wood) == ["Full member", "Associate", "Supporter"]
    assert {tier.agreed_in for tier in tiers_of(wood.cluster)} == {""}


def test_another_agreement_that_still_says_so_takes_its_place(wood):
    first = signed_agreement(wood, terms={"tiers": TIERS}, title="First rules")
    in_force(first)
    two = {"tiers": {"tiers": [{"name": "Partner"}, {"name": "Friend", "may_vote": False}]}}
    second = signed_agreement(wood, terms=two, title="Second rules", instead_of=("tiers",))
    in_force(second, NOW + timedelta(days=1))
    assert names(wood)[:2] == ["Partner", "Friend"]
    later = NOW + timedelta(days=9)
    end_agreement(
        agreement=second,
        on=later.date(),
        reason="No.",
        decided_elsewhere="Members’ meeting",
        by=wood.ash,
        now=later,
    )
    assert names(wood)[:2] == ["Full member", "Associate"]


def leaving(days):
    return {"leaving": {"notice_days": days}}


def notice(wood):
    wood.cluster.refresh_from_db()
    return wood.cluster.notice_to_leave_days, wood.cluster.notice_agreed_in


def test_the_notice_to_leave_is_that_agreed_while_it_is_in_force(wood):
    agreement = signed_agreement(wood, terms=leaving(28), title="Our rules")
    assert notice(wood) == (0, "")
    in_force(agreement)
    assert notice(wood) == (28, "“Our rules”, version 1, clause 2")
    version = vary(wood, agreement, leaving(90), wanted=TODAY + timedelta(days=10))
    assert notice(wood)[0] == 28
    begin_version(version=version, by=SITE, now=NOW + timedelta(days=10))
    assert notice(wood)[0] == 90
    later = NOW + timedelta(days=40)
    end_agreement(
        agreement=agreement,
        on=later.date(),
        reason="No.",
        decided_elsewhere="Members’ meeting",
        by=wood.ash,
        now=later,
    )
    assert notice(wood) == (90, "")


def test_what_its_parties_agree_alone_is_no_notice_of_the_cluster(wood):
    in_force(signed_agreement(wood, terms=leaving(28), speaks_for=SpeaksFor.PARTIES))
    assert notice(wood) == (0, "")


def test_how_members_come_in_and_are_set_aside_is_as_agreed_while_it_is_in_force(wood):
    said = {
        "joining": {"decides": "members", "trial_months": 6, "sponsor": True},
        "suspension": {
            "reasons": ["meetings", "payment"], "missed_meetings": 3, "decides": "lead_body",
            "answer_days": 30, "most_months": 3,
        },
    }  # fmt: skip
    agreement = signed_agreement(wood, terms=said, title="Our rules")
    pk = wood.cluster.pk
    in_force(agreement)
    joining, suspension = joining_rule(pk), suspension_rule(pk)
    assert (joining.decides, joining.trial_months, joining.sponsor) == ("members", 6, True)
    assert joining.agreed_in.startswith("“Our rules”, version 1, clause")
    assert suspension.reasons == (
        ("meetings", "missing 3 meetings in a row"), ("payment", "not paying its share"),
    )  # fmt: skip
    assert (suspension.decides, suspension.answer_days, suspension.most_months) == (
        "lead_body", 30, 3,
    )  # fmt: skip
    new = {"joining": {"decides": "run"}}
    version = vary(wood, agreement, new, wanted=TODAY + timedelta(days=10))
    assert joining_rule(pk).decides == "members"
    begin_version(version=version, by=SITE, now=NOW + timedelta(days=10))
    assert (joining_rule(pk).decides, joining_rule(pk).sponsor) == ("run", False)
    assert suspension_rule(pk) == clusters.SuspensionRule()
    later = NOW + timedelta(days=40)
    end_agreement(
        agreement=agreement, on=later.date(), reason="No.", decided_elsewhere="Members’ meeting",
        by=wood.ash, now=later,
    )  # fmt: skip
    assert joining_rule(pk) == clusters.JoiningRule()


def test_what_parties_agree_alone_says_nothing_of_who_belongs(wood):
    said = {"joining": {"decides": "members"}, "suspension": {"decides": "run"}}
    in_force(signed_agreement(wood, terms=said, speaks_for=SpeaksFor.PARTIES))
    assert joining_rule(wood.cluster.pk) == clusters.JoiningRule()
    assert suspension_rule(wood.cluster.pk) == clusters.SuspensionRule()


def test_what_holds_without_an_agreement_is_what_the_terms_page_says():
    joining, suspension = Joining(), Suspension()
    assert agreed_joining(joining, "") == clusters.JoiningRule()
    assert agreed_suspension(suspension, "") == clusters.SuspensionRule()
    assert [key for key, _ in DECIDERS] == list(Decides)


@pytest.fixture
def condition(wood):
    made = asks(in_stage(wood)[0])
    Condition.objects.filter(pk=made.pk).update(met_by_agreement="ground_rules")
    made.refresh_from_db()
    return made


def standing(condition):
    return condition.met.filter(taken_back_at=None).first()


def test_a_condition_is_met_on_the_day_that_the_agreement_is_in_force(wood, condition):
    another_member(wood, "alder")
    for name in ("birch", "alder"):
        joined(wood, name)
    agreement = signed_agreement(wood, title="Our ground rules")
    assert standing(condition) is None
    in_force(agreement)
    met = standing(condition)
    assert met.met_on == TODAY
    assert met.shown_by == (
        "“Our ground rules”, version 1, in force since 20 March 2026, which binds 1 of 2 members"
    )
    assert met.noted_by == "system:agreements"


def test_it_is_met_no_longer_when_the_agreement_ends_and_again_when_that_was_a_mistake(
    wood, condition
):
    agreement = signed_agreement(wood, terms={"meeting_notice": {"days": 14}})
    in_force(agreement)
    later = NOW + timedelta(days=1)
    end_agreement(
        agreement=agreement,
        on=later.date(),
        reason="Mistake.",
        decided_elsewhere="Members’ meeting",
        by=wood.ash,
        now=later,
    )
    assert standing(condition) is None
    agreement.refresh_from_db()
    undo_end(agreement=agreement, by=wood.ash, now=later)
    assert standing(condition) is not None


def test_an_agreement_of_another_kind_meets_nothing(wood, condition):
    in_force(signed_agreement(wood, wording="memorandum"))
    assert standing(condition) is None


def test_a_condition_that_is_new_is_met_by_what_is_in_force_already(wood):
    stage = in_stage(wood)[0]
    in_force(signed_agreement(wood))
    assert Version.objects.get().in_force_from == date(2026, 3, 20)
    made = add_condition(
        stage=stage, text="Ground rules signed", of_grant=True, met_by_agreement="ground_rules",
        by=wood.rowan, now=NOW,
    )  # fmt: skip
    assert standing(made) is not None


def test_the_stage_page_says_what_shows_it_and_the_cluster_may_move_on(wood, condition):
    page = reverse("clusters:stage", args=[wood.cluster.pk])
    ash = client_of(wood, "ash")
    assert "Before the cluster can move on" in ash.get(page).text
    in_force(signed_agreement(wood, title="Our ground rules"))
    said = ash.get(page).text
    assert "“Our ground rules”, version 1, in force since 20 March 2026" in said
    assert "Move on to the next stage" in said
