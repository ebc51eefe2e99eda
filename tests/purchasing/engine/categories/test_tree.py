"""The tree of categories, and which codes of CPV and UNSPSC lead where."""

from __future__ import annotations

import pytest

from spinney.purchasing.engine.categories.tree import (
    CATEGORIES,
    GROUPS,
    MEASURES,
    of_cpv,
    of_unspsc,
)


def test_every_category_is_whole():
    assert len(CATEGORIES) == 24
    for key, one in CATEGORIES.items():
        assert one.key == key
        assert one.title
        assert one.help.endswith(".")
        assert one.note.endswith(".")
        assert one.group in GROUPS
        assert set(one.measures) <= set(MEASURES)
        assert one.usual_notice_days >= 0
        assert one.joins_well in range(4)
    assert {one.group for one in CATEGORIES.values()} == set(GROUPS)


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("66510000-8", "insurance"), ("66514110", "insurance"), ("66110000", "banking_cards"),
        ("09310000", "energy"), ("09132100", "travel"), ("65110000", "water"),
        ("65310000", "energy"), ("64210000", "telecoms"), ("72411000", "telecoms"),
        ("72250000", "it_support"), ("30213000", "hardware"), ("48000000", "software"),
        ("79211110-0", "payroll_hr"), ("79211000", "audit_accountancy"), ("79110000", "legal"),
        ("79620000", "recruitment"), ("80500000", "training"), ("30192000", "stationery_print"),
        ("79810000", "stationery_print"), ("64110000", "postage"), ("55110000", "travel"),
        ("55520000", "catering"), ("90911200", "premises"), ("70310000", "premises"),
        ("50700000", "maintenance"), ("45000000", "maintenance"), ("79710000", "security"),
        ("90511000", "utilities_other"), ("79341000", "fundraising"),
        ("85310000", "grants_subcontracts"), ("33000000", "other"), ("", "other"), ("x", "other"),
    ],
)  # fmt: skip
def test_cpv_codes_lead_to_the_longest_prefix(code, category):
    assert of_cpv(code) == category


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("43211503", "hardware"), ("43232300", "software"), ("43191501", "telecoms"),
        ("84131500", "insurance"), ("84131700", "payroll_hr"), ("80111600", "recruitment"),
        ("80111500", "payroll_hr"), ("80121500", "legal"), ("84111600", "audit_accountancy"),
        ("83101800", "energy"), ("83101500", "water"), ("83111600", "telecoms"),
        ("78102200", "postage"), ("78111800", "travel"), ("90111600", "premises"),
        ("90111500", "travel"), ("76111500", "premises"), ("76121500", "utilities_other"),
        ("92121700", "security"), ("46191600", "security"), ("86101700", "training"),
        ("50192100", "catering"), ("44121600", "stationery_print"), ("51000000", "other"),
    ],
)  # fmt: skip
def test_unspsc_codes_lead_to_the_longest_prefix(code, category):
    assert of_unspsc(code) == category
