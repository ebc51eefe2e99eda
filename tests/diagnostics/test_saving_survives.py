"""What was acknowledged as saved is there after the server was killed in the middle of saving.

A small one of benchmarks/saving_answers.py, which kills it fifty times.
"""

import pytest
from benchmarks.saving_answers import killed_again_and_again, people_at_links
from django.db import connection

from tests.harness.sites import own_site

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_nothing_acknowledged_is_lost(tmp_path, monkeypatch):
    with own_site(tmp_path / "data", connection.vendor) as site:
        for name, value in site.environment.items():
            monkeypatch.setenv(name, value)
        if connection.vendor == "sqlite":
            monkeypatch.delenv("DATABASE_URL", raising=False)
        people = people_at_links(site.folder, 8)
        lost, acknowledged = killed_again_and_again(site.folder, people, workers=2, kills=3)
    assert acknowledged > 8
    assert lost == 0
