"""Pages of what comes after signing: what they say, and that they ask the database no more often
for more rows.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from spinney.agreements.actions.coming_into_force import put_in_force
from spinney.agreements.actions.leaving import give_notice
from spinney.agreements.models import Duty
from spinney.agreements.states import SpeaksFor
from spinney.base.record.timeline import entries_for
from tests.access import client_of
from tests.agreements.life import a_leaver, party_of, sign, signed_agreement, variation
from tests.agreements.making import an_agreement, another_member

pytestmark = pytest.mark.django_db
BASE = "/clusters/{0.cluster_id}/agreements/"


def asked(client, url):
    client.get(url)  # what is read once in a while
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def more_of_everything(wood, agreement, start):
    for number in range(start, start + 4):
        organisation = another_member(wood, f"more{number}")
        agreement.parties.create(
            organisation=organisation, joined_on=timezone.localdate() - timedelta(days=5)
        )
        for title in ("Report", "Pay"):
            Duty.objects.create(
                agreement=agreement, kind="report", title=f"{title} {number}",
                due_on=timezone.localdate() + timedelta(days=number), organisation=organisation,
            )  # fmt: skip


@pytest.mark.parametrize("page", ["{0.pk}/", "duties/", "{0.pk}/versions/", "{0.pk}/joiners/"])
def test_no_more_queries_for_more_rows(wood, page):
    agreement = a_leaver(wood)
    url = (BASE + page).format(agreement)
    more_of_everything(wood, agreement, 0)
    client = client_of(wood, "ash")
    few = asked(client, url)
    more_of_everything(wood, agreement, 10)
    assert asked(client, url) <= few
    assert few <= 60


def test_of_many_parties_those_of_whom_something_is_to_be_said_come_first(wood):
    agreement = a_leaver(wood)
    for number in range(9):
        organisation = another_member(wood, f"more{number}")
        agreement.parties.create(
            organisation=organisation, joined_on=agreement.parties.first().joined_on
        )
    give_notice(party=party_of(agreement, "maple"), by=wood.ash, now=timezone.now())
    shown = client_of(wood, "birch").get((BASE + "{0.pk}/").format(agreement))
    part = next(p.about for p in shown.context["parts"] if "life" in p.template)
    names = [line.party.organisation.name for line in part.parties]
    assert names == ["Birch House", "Maple House"]
    assert b"9 more parties, and since when" in shown.content


def test_the_history_of_versions_says_what_each_changed(wood):
    agreement = an_agreement(wood, terms={"quorum": {"at_least": 2}}, until=timezone.localdate())
    new = sign(variation(agreement, terms={"quorum": {"at_least": 3}}))
    type(new).objects.filter(pk=new.pk).update(
        state="agreed", in_force_from=timezone.localdate() + timedelta(days=1),
        what_changed="We have grown.",
    )  # fmt: skip
    shown = client_of(wood, "birch").get((BASE + "{0.pk}/versions/").format(agreement))
    text = shown.content.decode()
    assert "Changed: Quorum." in text
    assert "We have grown." in text
    assert "?before=1&amp;after=2" in text
    assert text.index("Version 2") < text.index("Version 1")


def test_what_is_done_is_left_out_unless_asked_for(wood):
    agreement = a_leaver(wood)
    for title, state in (("Report", "open"), ("Review", "done")):
        Duty.objects.create(
            agreement=agreement, kind="report", title=title, state=state,
            due_on=timezone.localdate(), organisation=wood.organisations["birch"],
        )  # fmt: skip
    client = client_of(wood, "maple")
    url = (BASE + "duties/").format(agreement)
    assert b"Review" not in client.get(url).content
    assert b"Review" in client.get(f"{url}?all=1").content
    chip = client.get(url).context["listing"].address(state=None)
    assert b"Review" in client.get(chip).content  # what is ticked at first can be taken away
    done = client.get(f"{url}?state=done").content
    assert b"Review" in done
    assert b"Report</a>" not in done
    assert b"Report</a>" not in client.get(f"{url}?whose=ours").content
    assert b"Report" in client_of(wood, "birch").get(f"{url}?whose=ours").content


def test_the_list_goes_along_as_a_file(wood):
    agreement = a_leaver(wood)
    Duty.objects.create(
        agreement=agreement, kind="report", title="Report", due_on=timezone.localdate()
    )
    url = (BASE + "duties/").format(agreement)
    found = client_of(wood, "birch").get(f"{url}?export=csv")
    text = b"".join(found.streaming_content if found.streaming else [found.content]).decode()
    assert "Report" in text
    assert "All the parties" in text


def test_members_read_in_the_timeline_what_the_cluster_goes_by(wood):
    ours, theirs = signed_agreement(wood), signed_agreement(wood, speaks_for=SpeaksFor.PARTIES)
    for agreement in (ours, theirs):
        put_in_force(version=agreement.versions.get(), by=wood.birch, now=timezone.now())
    told = {
        name: [entry.verb for entry in entries_for(wood.actor(name), ours.scope)]
        for name in ("birch", "ash", "cedar")
    }
    assert told["birch"].count("agreements.cluster_goes_by") == 1
    assert "agreements.put_in_force" not in told["birch"]  # it would tell of agreements of others
    assert told["ash"].count("agreements.put_in_force") == 2
    assert "agreements.cluster_goes_by" not in told["cedar"]
