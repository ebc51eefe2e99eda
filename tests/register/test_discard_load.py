"""Throwing away a load that has not begun."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register.actions import loads
from spinney.register.models import Load
from tests.register.loading import FILES, HOST, NEWCOMER, NOW, begin, run

pytestmark = pytest.mark.django_db


def test_it_goes_with_its_uploaded_files_and_leaves_others_alone():
    folder = Path(settings.MEDIA_ROOT) / "loads" / "abc"
    folder.mkdir(parents=True)
    (folder / "ccni.csv").write_bytes((FILES / "ccni.csv").read_bytes())
    loads.discard_load(load=begin(folder / "ccni.csv"), by=HOST, now=NOW)
    loads.discard_load(load=begin(FILES / "ccni.csv"), by=HOST, now=NOW)
    assert not folder.exists()
    assert (FILES / "ccni.csv").exists()
    assert not Load.objects.exists()


def test_a_load_that_has_run_stays():
    with pytest.raises(WrongState):
        loads.discard_load(load=run(FILES / "ccni.csv"), by=HOST, now=NOW)


def test_only_hosts_discard_loads():
    with pytest.raises(NotAllowed):
        loads.discard_load(load=begin(FILES / "ccni.csv"), by=NEWCOMER, now=NOW)
