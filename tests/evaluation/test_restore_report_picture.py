"""A removed picture comes back."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.evaluation.actions.report_sections import (
    add_report_picture,
    remove_report_picture,
    restore_report_picture,
)
from tests.access import client_of
from tests.evaluation.making import NOON
from tests.evaluation.reporting import a_draft, a_picture, first_section, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_there_again(wood, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = a_draft(wood)
    picture = add_report_picture(
        section=first_section(report), file=a_picture(), says="Us", by=wood.ash, now=NOON
    )
    with pytest.raises(WrongState):
        restore_report_picture(picture=picture, by=wood.ash, now=NOON)
    remove_report_picture(picture=picture, by=wood.ash, now=NOON)
    client_of(wood, "ash").post(url_of("restore-report-picture", report, picture.uid))
    picture.refresh_from_db()
    assert picture.removed_at is None
