"""A saving is claimed: whose word it is, from what it is reckoned, and never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.purchasing.actions.savings import claim_saving
from spinney.purchasing.models import Opportunity, Saving, SpendShare
from tests.access import client_of
from tests.agreements.making import another_member
from tests.purchasing.comparing import look, wood_that_buys
from tests.purchasing.making import NOON, a_contract, a_share, an_opportunity
from tests.purchasing.saving_claims import YEAR_BEFORE, claimed, pays, said, year_of_bills

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_members_own_claim_is_its_word_and_another_claim_waits(wood):
    own = claimed(wood, by="birch")
    assert (own.state, own.confirmed_by) == ("confirmed", wood.birch.label)
    assert not Message.objects.exists()
    theirs = claimed(wood, title="Insurance", category="insurance")
    assert (theirs.state, theirs.confirmed_at) == ("claimed", None)
    letter, link = Message.objects.get(), TaskLink.objects.get()
    assert (link.verb, link.organisation_id) == ("purchasing.confirm_saving", own.organisation_id)
    assert "Insurance" not in letter.subject + letter.body
    assert "£" not in letter.body


def test_no_amount_goes_into_the_record(wood):
    claimed(wood, by="birch")
    told = Entry.objects.get(verb="purchasing.claim_saving").detail
    assert not {120_000, 90_000, 30_000} & set(told.values())


def test_the_baseline_is_reckoned_from_own_payments_not_from_what_is_sent(wood):
    pays(wood, year_of_bills())
    saving = claimed(
        wood, by="birch", basis_kind="lines", basis_days=YEAR_BEFORE, baseline_pence=999_999_999
    )
    assert (saving.baseline_pence, saving.saved_pence) == (120_000, 30_000)
    assert saving.basis["reckoned"]["method"] == "same_months"


def test_only_whoever_sees_payments_reckons_from_them(wood):
    pays(wood, year_of_bills())
    with pytest.raises(BadInput, match="Only Birch House"):
        claimed(wood, by="ash", basis_kind="lines", basis_days=YEAR_BEFORE)
    a_share(wood.cluster, wood.organisations["birch"])
    saving = claimed(wood, by="ash", basis_kind="lines", basis_days=YEAR_BEFORE)
    assert saving.baseline_pence == 120_000  # those who run it are the broker, and it shares


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "See https://example.org"}, "title"),
        ({"kind": "magic"}, "kind"),
        ({"category": "nonsense"}, "category"),
        ({"last_day": date(2025, 12, 31)}, "last_day"),
        ({"last_day": date(2036, 1, 1)}, "last_day"),
        ({"new_pence": 120_000}, "new_pence"),
        ({"one_off_pence": 30_000}, "new_pence"),
        ({"new_pence": -5}, "new_pence"),
        ({"kind": "capacity"}, "hours"),
        ({"basis_kind": "magic"}, "basis_kind"),
        ({"basis_kind": "lines"}, "basis_first"),
        ({"basis_kind": "lines", "basis_days": YEAR_BEFORE}, "basis_first"),  # no file covers it
        (
            {"basis_kind": "lines", "basis_days": YEAR_BEFORE, "covers": "part:one phone"},
            "basis_kind",
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_field(wood, changes, field):
    with pytest.raises(BadInput) as refused:
        claimed(wood, by="birch", **changes)
    assert field in refused.value.fields
    assert not Saving.objects.exists()


def test_the_same_money_never_counts_twice_and_both_are_named(wood):
    claimed(wood, by="birch")
    with pytest.raises(BadInput, match="“BT bill” would count twice: .* “Cheaper phones”"):
        claimed(wood, by="birch", title="BT bill", covers="supplier:bt")
    claimed(wood, by="birch", first_day=date(2027, 1, 1), last_day=date(2027, 12, 31))
    claimed(wood, by="birch", title="Hours", kind="capacity", hours=10, new_pence=0)


def test_nor_in_two_clusters_of_one_member(wood):
    claimed(wood, by="birch")
    membership = wood.memberships["sorrel"]
    birch = wood.organisations["birch"]
    type(membership).objects.create(
        cluster=wood.next_door, organisation=birch, admitted_to=membership.tier,
        tier=membership.tier, state=membership.state, asked_at=NOON, joined_on=date(2026, 1, 10),
    )  # fmt: skip
    told = {"cluster": wood.next_door, "organisation": birch, "said": said(), "now": NOON}
    with pytest.raises(BadInput, match="in The Spinney as “Cheaper phones”"):
        claim_saving(by=wood.birch, **told)
    with pytest.raises(BadInput, match="elsewhere on some of these days") as refused:
        claim_saving(by=wood.willow, **told)
    assert "Spinney" not in str(refused.value)


def test_what_it_came_of_is_of_this_cluster_and_this_member(wood):
    maple = another_member(wood, "Maple Centre")
    with pytest.raises(BadInput, match="another cluster"):
        claimed(wood, by="birch", opportunity=an_opportunity(wood.next_door))
    with pytest.raises(BadInput, match="another organisation"):
        claimed(wood, by="birch", contract=a_contract(maple))


def test_no_more_is_saved_than_the_opportunity_has_in_it(wood):
    birch = wood.organisations["birch"]
    found = an_opportunity(wood.cluster, [(birch, 60_000, 5_000, 9_000)])
    with pytest.raises(BadInput, match="less spending in it"):
        claimed(wood, by="birch", opportunity=found)
    claimed(wood, by="birch", opportunity=found, baseline_pence=60_000, new_pence=51_000)


def test_amounts_that_are_tried_tell_no_more_than_the_page(wood):
    birch = wood.organisations["birch"]
    found = an_opportunity(wood.cluster, [(birch, 60_000, 5_000, 9_000)])
    told = {"opportunity": found, "covers": "part:x", "baseline_pence": 10**9}
    a_share(wood.cluster, birch, broker="nobody")
    with pytest.raises(BadInput, match="less spending in it"):
        claimed(wood, **told)
    claimed(wood, **told | {"baseline_pence": 100_000})  # the end of its band


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("cedar", NotAllowed), ("sorrel", NotFound), ("willow", NotFound), ("nobody", NotFound)],
)
def test_not_by_supporters_nor_from_next_door(wood, who, refusal):
    with pytest.raises(refusal):
        claimed(wood, by=who)


def test_not_by_one_member_for_another_nor_for_whoever_is_no_member(wood):
    maple = another_member(wood, "Maple Centre")
    with pytest.raises(NotAllowed, match="Maple Centre"):
        claim_saving(cluster=wood.cluster, organisation=maple, said=said(), by=wood.birch, now=NOON)
    with pytest.raises(BadInput, match="no member"):
        claim_saving(
            cluster=wood.cluster, organisation=wood.organisations["cedar"], said=said(),
            by=wood.ash, now=NOON,
        )  # fmt: skip


FORM = {
    "title": "Cheaper phones", "kind": "cashable", "category": "telecoms", "covers": "category",
    "first_day_0": "1", "first_day_1": "1", "first_day_2": "2026", "last_day_0": "31",
    "last_day_1": "12", "last_day_2": "2026", "basis_kind": "word", "baseline_pence": "1,200",
    "new_pence": "900", "one_off_pence": "", "hours": "", "how": "", "basis_words": "the old bill",
}  # fmt: skip


def parts(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def form(**changes):
    told = {k: v for k, v in FORM.items() if not k.startswith(("first_day", "last_day"))}
    told |= parts("first_day", date(2026, 1, 1)) | parts("last_day", date(2026, 12, 31))
    return told | changes


def test_on_the_page_the_sum_is_looked_at_before_it_counts(wood):
    pays(wood, year_of_bills())
    client = client_of(wood, "birch")
    url = reverse("purchasing:claim-saving", args=[wood.cluster.pk])
    assert client.get(url).status_code == 200
    sent = form(basis_kind="lines", baseline_pence="") | parts("basis_first", YEAR_BEFORE.first)
    sent |= parts("basis_last", YEAR_BEFORE.last)
    page = client.post(url, sent)
    shown = page.content.decode()
    assert "£1,200" in shown
    assert "£300" in shown
    assert "winter meets winter" in shown
    assert not Saving.objects.exists()
    changed = client.post(url, sent | {"looked": page.context["looked"], "change": "1"})
    assert "See the sum" in changed.content.decode()
    assert not Saving.objects.exists()
    done = client.post(url, dict(page.context["kept"]) | {"looked": page.context["looked"]})
    assert done.status_code == 302
    assert Saving.objects.get().saved_pence == 30_000


def test_a_sum_that_changed_meanwhile_is_shown_again(wood):
    client = client_of(wood, "birch")
    url = reverse("purchasing:claim-saving", args=[wood.cluster.pk])
    looked = client.post(url, form()).context["looked"]
    page = client.post(url, form(new_pence="100", looked=looked))
    assert page.context["checked"].saved_pence == 110_000
    assert not Saving.objects.exists()


def test_the_facilitator_chooses_whose_and_what_it_came_of_fills_in(wood):
    birch = wood.organisations["birch"]
    wood_that_buys(wood)
    SpendShare.objects.update(broker="nobody")
    look(wood)
    found = Opportunity.objects.get(kind="join")
    client = client_of(wood, "ash")
    url = reverse("purchasing:claim-saving", args=[wood.cluster.pk])
    page = client.get(url, {"opportunity": found.pk}).content.decode()
    assert f"?organisation={birch.pk}&amp;opportunity={found.pk}" in page
    told = client.get(url, {"opportunity": found.pk, "organisation": birch.pk})
    assert told.context["form"].initial["title"] == found.title
    assert "baseline_pence" not in told.context["form"].initial  # she sees bands
    assert client.get(url, {"opportunity": "99999", "organisation": birch.pk}).status_code == 404
    assert client.get(url, {"opportunity": "²", "organisation": birch.pk}).status_code == 404


def test_what_is_said_is_kept_word_for_word(wood):
    saving = claimed(wood, by="birch", how="We asked\nthree firms.")
    assert saving.how == "We asked\nthree firms."
    assert replace(said(), title="x").title == "x"


def test_from_a_joint_contract_its_first_year_and_ones_own_share_are_filled_in(wood):
    birch = wood.organisations["birch"]
    contract = a_contract(cluster=wood.cluster, first_day=date(2026, 4, 1), end_day=None)
    contract.shares.create(organisation=birch, yearly_pence=81_000)
    url = reverse("purchasing:claim-saving", args=[wood.cluster.pk])
    initial = client_of(wood, "birch").get(url, {"contract": contract.pk}).context["form"].initial
    assert (initial["new_pence"], initial["basis_kind"]) == (81_000, "contract")
    assert (initial["first_day"], initial["last_day"]) == (date(2026, 4, 1), date(2027, 3, 31))
    others = a_contract(another_member(wood, "maple"))
    assert client_of(wood, "birch").get(url, {"contract": others.pk}).status_code == 404
