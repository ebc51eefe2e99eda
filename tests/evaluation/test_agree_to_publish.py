"""A member's word that a report may be public: signed in, or by link with the whole report."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.access import links
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.evaluation.actions.publishing_reports import agree_to_publish, ask_to_publish
from spinney.evaluation.actions.report_sections import add_report_picture
from spinney.evaluation.actions.reports import finish_report, reopen_report
from spinney.evaluation.letters.reports import errand_of
from spinney.evaluation.queries.reports import agreeing_of
from tests.access import client_of
from tests.agreements.making import another_member
from tests.evaluation.making import DAY, NOON
from tests.evaluation.reporting import (
    a_draft,
    a_picture,
    asked,
    body,
    first_section,
    url_of,
    written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def link_for(wood, report, name):
    now = timezone.now()
    _, secret = links.issue(
        errand_of(report), by=wood.ash, now=now, person=wood.people[name],
        expires_at=links.in_days(now, 5), organisation_id=wood.organisations[name].pk,
    )  # fmt: skip
    return f"/do/{secret}/"


def test_for_ones_own_organisation_alone(wood):
    report = asked(wood)
    birch, maple = wood.organisations["birch"], wood.organisations["maple"]
    for by, organisation in ((wood.birch, maple), (wood.ash, birch), (wood.cedar, birch)):
        with pytest.raises(NotAllowed):
            agree_to_publish(report=report, organisation=organisation, by=by, now=NOON)
    client_of(wood, "birch").post(url_of("agree-to-publish", report))
    report.refresh_from_db()
    assert agreeing_of(report, DAY).silent() == ["Maple House"]


def test_by_link_looking_is_no_answer(wood):
    report = asked(wood)
    url = link_for(wood, report, "birch")
    page = Client().get(url).content.decode()
    assert "What we set out to do" in page
    assert "Look at the records" not in page
    report.refresh_from_db()
    assert agreeing_of(report, DAY).answers == {}
    assert "You agreed" in Client().post(url).content.decode()
    assert Client().post(url).status_code == 410
    report.refresh_from_db()
    assert agreeing_of(report, DAY).silent() == ["Maple House"]


def test_by_link_its_pictures_are_seen_and_no_other(wood, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    another_member(wood, "maple")
    report = written(a_draft(wood))
    add = {"section": first_section(report), "by": wood.ash, "now": NOON}
    shown = add_report_picture(file=a_picture(), says="Us", **add)
    report = finish_report(report=report, by=wood.ash, now=NOON)
    report = ask_to_publish(report=report, by=wood.ash, now=NOON)
    reopen_report(report=report, by=wood.ash, now=NOON)
    later = add_report_picture(file=a_picture(), says="Not yet", **add)
    url = link_for(wood, report, "birch")
    assert f'src="{url}picture-{shown.uid}/"' in Client().get(url).content.decode()
    assert body(Client().get(f"{url}picture-{shown.uid}/")).startswith(b"\xff\xd8")
    for wrong in (f"picture-{later.uid}", "picture-x", "other"):
        assert Client().get(f"{url}{wrong}/").status_code == 404


def test_a_word_is_given_on_the_words_that_were_read(wood):
    report = asked(wood)
    url = link_for(wood, report, "birch")
    report = reopen_report(report=report, by=wood.ash, now=NOON)
    report = finish_report(report=report, by=wood.ash, now=NOON)
    assert Client().post(url).status_code == 409
    with pytest.raises(WrongState, match="Nobody is asked"):
        agree_to_publish(
            report=report, organisation=wood.organisations["birch"], by=wood.birch, now=NOON
        )
