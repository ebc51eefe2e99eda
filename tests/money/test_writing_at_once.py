"""Eight writers at once, killed in the middle, three times over; benchmarks/ledger.py does more."""

import json
import subprocess
import sys

import pytest
from django.db import connection

from tests.harness.sites import own_site

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_the_ledger_is_whole_and_the_ring_fence_never_below_nought(tmp_path):
    with own_site(tmp_path / "site", connection.vendor) as site:
        done = subprocess.run(
            [sys.executable, "-m", "tests.money.writing_at_once", "3", "7"],
            env=site.env(), capture_output=True, text=True, timeout=60,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["faults"] == []
    assert told["entries"] > 20, "something was written"
    assert told["moves"] > 5
