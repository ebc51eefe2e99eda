"""Where postcodes are: the ONS files of either spelling, and a council's table."""

from __future__ import annotations

import pytest

from spinney.base.kernel.tabular.stored import FileRefused
from spinney.register.engine.postcodes import PostcodePlace, columns_of, read_postcodes
from spinney.register.engine.rows import Reject
from spinney.register.engine.tabular.opening import tables_in
from tests.register.engine.stored import on_disk, table


def test_the_ons_directory_is_read_and_what_has_no_position_passed_over():
    (opened,) = tables_in(on_disk("onspd.csv"))
    items = list(read_postcodes(opened))
    places = [item for item in items if isinstance(item, PostcodePlace)]
    assert [place.postcode for place in places] == ["ZE1 0AA", "ZE1 0AB"]
    assert (places[0].latitude, places[0].longitude) == (53.465, -2.26)
    assert (places[0].area_code, places[0].ward_code) == ("E09900001", "E05990001")
    told = [(item.line, item.reason) for item in items if isinstance(item, Reject)]
    assert told[0][0] == 5
    assert "outside the United Kingdom" in told[0][1]
    assert told[1] == (6, "There is no postcode in this row.")


@pytest.mark.parametrize(
    "heads",
    [
        "PCD7,PCD8,PCDS,LAD25CD,WD25CD,LSOA21CD,LAT,LONG",
        "pcd,pcd2,pcds,oslaua,osward,lsoa11,lat,long",
        "postcode,x,y,la_code,ward_code,lsoa_code,lat,lon",
    ],
)
def test_headings_of_every_year_are_known(heads):
    found = columns_of(tuple(heads.split(",")))
    assert set(found) >= {
        "postcode",
        "latitude",
        "longitude",
        "area_code",
        "ward_code",
        "lsoa_code",
    }


def test_a_file_without_positions_is_refused():
    with pytest.raises(FileRefused, match="latitude or the longitude"):
        list(read_postcodes(table("postcode,town\nZE1 0AA,Marlbrook\n")))
