"""Which entry a line of the bank is."""

from datetime import date, timedelta

from spinney.money.engine.statements.matching import OpenEntry, OpenLine, proposals

DAY = date(2026, 3, 12)


def test_the_same_amount_near_the_day_and_the_same_words_come_first():
    entries = [
        OpenEntry(1, DAY, "Caterer for the away day", -4550),
        OpenEntry(2, DAY - timedelta(days=3), "Hall hire, Larch Rooms", -4550),
        OpenEntry(3, DAY - timedelta(days=40), "Hall hire long ago", -4550),
        OpenEntry(4, DAY, "Hall hire", 4550),
    ]
    line = OpenLine(9, DAY, "FPO LARCH ROOMS LTD", -4550)
    found = proposals([line], entries)[9]
    assert [(one.entry, one.shared) for one in found] == [(2, ("larch", "rooms")), (1, ())]
    assert found[0].is_sure
    assert not found[1].is_sure


def test_two_equal_lines_do_not_both_get_one_entry_for_sure():
    lines = [OpenLine(1, DAY, "Bus", -250), OpenLine(2, DAY + timedelta(days=1), "Bus", -250)]
    entries = [OpenEntry(7, DAY, "Bus fares", -250)]
    found = proposals(lines, entries)
    assert found[1][0].is_sure
    assert not found[2][0].is_sure


def test_the_amount_alone_is_enough_where_nothing_else_comes_into_question():
    found = proposals([OpenLine(1, DAY, "CHQ 104", -999)], [OpenEntry(7, DAY, "Printing", -999)])
    assert found[1][0].alone
    assert found[1][0].is_sure
    late = proposals(
        [OpenLine(1, DAY + timedelta(days=9), "CHQ 104", -999)],
        [OpenEntry(7, DAY, "Printing", -999)],
    )
    assert not late[1][0].is_sure
    assert proposals([OpenLine(1, DAY, "x", 5)], [OpenEntry(7, DAY, "x", 6)])[1] == []
