"""Learning where postcodes are, and giving positions to what has a postcode."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.base.kernel.tabular.stored import FileRefused
from spinney.register.actions import loads
from spinney.register.models import Place, Postcode
from tests.register.engine.stored import zipped
from tests.register.loading import EXTRACT, FILES, HOST, NEWCOMER, NOW, a_file, numbered, run

pytestmark = pytest.mark.django_db


def load_postcodes(path, by=HOST):
    rejects = []
    counts = loads.load_postcodes(
        path=path, by=by, now=NOW, tell=lambda share: None, reject=rejects.append
    )
    return counts, rejects


def test_postcodes_are_kept_and_organisations_and_places_put_on_the_map():
    run(*EXTRACT)
    shed = Place.objects.create(
        organisation=numbered("9000003"), name="Shed", postcode="ZE1 0AB", source="entered here"
    )
    counts, rejects = load_postcodes(FILES / "onspd.csv")
    assert (counts.postcodes, counts.rejected, counts.placed) == (2, 2, 3)
    assert [reject.line for reject in rejects] == [5, 6]
    assert Postcode.objects.get(pk="ZE10AA").area_code == "E09900001"
    assert numbered("9000001").latitude == 53.465
    shed.refresh_from_db()
    assert shed.longitude == -2.261


def test_loading_again_changes_nothing_and_a_newer_file_moves_postcodes(tmp_path):
    load_postcodes(FILES / "onspd.csv")
    before = list(Postcode.objects.order_by("pk").values())
    load_postcodes(FILES / "onspd.csv")
    assert list(Postcode.objects.order_by("pk").values()) == before
    newer = (FILES / "onspd.csv").read_text().replace("53.46500", "53.47000")
    load_postcodes(a_file(tmp_path, newer))
    assert Postcode.objects.get(pk="ZE10AA").latitude == 53.47


def test_the_zip_of_the_ons_brings_the_names_of_areas_and_is_read_once(tmp_path):
    text = (FILES / "onspd.csv").read_text()
    content = zipped(
        **{
            "Data/ONSPD_FEB_2026_UK__csv": text,
            "Data/multi_csv/ONSPD_FEB_2026_UK_ZE__csv": text,
            "Documents/LA_UA names and codes UK__csv": "LAD25CD,LAD25NM\nE09900001,Marlbrook\n",
            "User Guide/guide__pdf": b"%PDF-1.7",
        }
    )
    counts, _ = load_postcodes(a_file(tmp_path, content, "onspd.zip"))
    assert counts.postcodes == 2
    assert Postcode.objects.get(pk="ZE10AA").area_name == "Marlbrook"


def test_another_file_is_refused():
    with pytest.raises(FileRefused, match="no column for the"):
        load_postcodes(FILES / "oscr.csv")


def test_only_hosts_load_postcodes():
    with pytest.raises(NotAllowed):
        load_postcodes(FILES / "onspd.csv", by=NEWCOMER)
