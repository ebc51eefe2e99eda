"""Programmes through their forms: what is typed arrives, what is wrong is told, nothing is lost."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from spinney.clusters.models import ConditionMet, Day, Document, Programme, StageMove
from tests.access import client_of
from tests.clusters.programmes import asks, in_stage
from tests.personas import TODAY


def typed(**changes):
    return {
        "name": "Growing Together",
        "funder": "The Meadow Trust",
        "starts_on_day": "5",
        "starts_on_month": "January",
        "starts_on_year": "2026",
        "grant_pence": "£15,000",
        "facilitation_days": "6",
        "review_days": "",
        "day_rate_pence": "",
        "brand_pattern": "Together in {place}",
        "stalled_after_idle_days": "42",
        "stalled_after_late_days": "28",
        **changes,
    }


def test_somebody_makes_a_programme_and_is_led_to_its_timetable(wood):
    answer = client_of(wood, "elm").post(
        reverse("clusters:make-programme"), typed(name="Seedlings")
    )
    made = Programme.objects.get(name="Seedlings")
    assert answer["Location"] == reverse("clusters:timetable", args=[made.pk])
    assert (made.grant_pence, made.facilitation_days, made.review_days, made.starts_on) == (
        1_500_000,
        Decimal(6),
        Decimal(0),
        date(2026, 1, 5),
    )


def test_what_is_wrong_is_told_beside_its_field(wood):
    answer = client_of(wood, "elm").post(
        reverse("clusters:make-programme"),
        typed(facilitation_days="1.1", brand_pattern="Together", name="Seedlings"),
    )
    page = answer.content.decode()
    assert "in quarters" in page
    assert "Write {place}" in page
    assert 'value="Seedlings"' in page


def test_two_people_edit_and_the_second_sees_what_the_first_did(wood):
    url = reverse("clusters:edit-programme", args=[wood.programme.pk])
    client = client_of(wood, "rowan")
    assert client.post(url, typed(grant_pence="20,000", version=1)).status_code == 302
    second = client.post(url, typed(funder="The Brook Trust", version=1))
    page = second.content.decode()
    assert "Somebody else changed this programme" in page
    assert "Grant for each cluster: was “1500000”, now “2000000”" not in page
    assert "Grant for each cluster: it was £15,000, now it is £20,000" in page
    assert 'value="The Brook Trust"' in page
    # The page now holds the newer version, so that saving again is meant.
    assert client.post(url, typed(funder="The Brook Trust", version=2)).status_code == 302


def test_moving_on_by_the_button_and_early_by_the_manager(wood):
    stages = in_stage(wood)
    condition = asks(stages[0])
    page = reverse("clusters:stage", args=[wood.cluster.pk])
    ash, rowan = client_of(wood, "ash"), client_of(wood, "rowan")
    assert "Ground rules signed" in ash.get(page).content.decode()
    move = reverse("clusters:move-stage", args=[wood.cluster.pk])
    assert ash.post(move, {"leaving": stages[0].pk}).status_code == 409
    early = reverse("clusters:move-stage-early", args=[wood.cluster.pk])
    data = {"leaving": stages[0].pk, "reason": "Agreed by letter"}
    assert rowan.post(early, data).status_code == 302
    again = rowan.post(early, data).content.decode()
    assert "Somebody moved this cluster meanwhile" in again
    back = reverse("clusters:move-stage-back", args=[wood.cluster.pk])
    data = {"leaving": stages[1].pk, "to": stages[0].pk, "reason": "New members"}
    assert ash.post(back, data).status_code == 302
    meet = reverse("clusters:meet-condition", args=[wood.cluster.pk, condition.pk])
    data = {"met_on_day": 1, "met_on_month": 3, "met_on_year": 2026, "shown_by": "Copy"}
    assert ash.post(meet, data).status_code == 302
    met = ConditionMet.objects.get()
    assert met.met_on == date(2026, 3, 1)
    assert ash.post(move, {"leaving": stages[0].pk}).status_code == 302
    take = reverse("clusters:take-back-condition", args=[wood.cluster.pk, met.pk])
    assert rowan.post(take, {"reason": "One was missing"}).status_code == 302
    assert StageMove.objects.count() == 4


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("draft", "When it does, the cluster begins with Finding out"),
        ("running", "Begin the first stage"),
        ("closed", "stay where they are"),
    ],
)
def test_a_cluster_that_has_not_begun_is_told_why(wood, state, told):
    wood.programme.state = state
    wood.programme.save()
    url = reverse("clusters:stage", args=[wood.cluster.pk])
    page = client_of(wood, "ash").get(url).content.decode()
    assert told in page
    assert "Everything that this stage asks is met" not in page


def test_a_cluster_on_its_own_says_so(wood):
    url = reverse("clusters:stage", args=[wood.next_door.pk])
    assert "on its own" in client_of(wood, "willow").get(url).content.decode()


def log(wood, **changes):
    data = {
        "kind": "facilitation",
        "worked_on_day": TODAY.day,
        "worked_on_month": TODAY.month,
        "worked_on_year": TODAY.year,
        "days": "0.5",
        "what": "First visit",
        **changes,
    }
    url = reverse("clusters:log-day", args=[wood.cluster.pk])
    return client_of(wood, "ash").post(url, data, follow=True).content.decode()


def test_logging_says_what_is_left_and_warns_when_it_is_over(wood):
    assert "0.5 logged. Facilitation days: 0.5 of 6." in log(wood)
    assert "more than the cluster was given" in log(wood, days="6")
    assert "In quarters" in log(wood, days="0.3")
    assert Day.objects.count() == 2


def test_a_document_is_sent_listed_and_refused_when_it_is_not_what_it_says(
    wood, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    client = client_of(wood, "birch")
    url = reverse("clusters:add-document", args=[wood.cluster.pk])
    page = client.get(url).content.decode()
    assert "Who can read it" in page
    file = SimpleUploadedFile("Ground rules.pdf", b"%PDF-1.7 rules")
    listed = client.post(url, {"file": file}, follow=True).content.decode()
    assert "Ground rules" in listed
    wrong = SimpleUploadedFile("trick.pdf", b"MZ a program")
    told = client.post(url, {"file": wrong, "title": "Typed"}).content.decode()
    assert "not what its name says" in told
    assert 'value="Typed"' in told
    assert Document.objects.count() == 1


@pytest.mark.parametrize("name", ["rowan", "ash", "birch"])
def test_the_programme_page_tells_what_happened(wood, name):
    client = client_of(wood, "rowan")
    close = reverse("clusters:close-programme", args=[wood.programme.pk])
    client.post(close, {"reason": "All is done"})
    url = reverse("clusters:programme", args=[wood.programme.pk])
    assert "The programme closed. All is done" in client_of(wood, name).get(url).content.decode()
