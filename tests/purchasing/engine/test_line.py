"""Lines: what they count as, one by one and as a table."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from spinney.purchasing.engine.line import Line, amount_pence, arrow_schema, each_line

AMOUNTS = [(500, 600, 500), (None, 600, 600), (-500, None, -500), (0, 600, 0)]


@pytest.mark.parametrize(("net", "gross", "counts"), AMOUNTS)
def test_a_line_counts_without_vat_where_that_is_known(net, gross, counts):
    line = Line("a", "", 2, date(2025, 4, 1), "Rook", net_pence=net, gross_pence=gross)
    table = pa.Table.from_pylist([line.to_row()], schema=arrow_schema())
    assert line.amount_pence == counts
    assert amount_pence(table).to_pylist() == [counts]
    assert list(each_line(table)) == [line]
