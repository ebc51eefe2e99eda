"""Tables of an engine say what memory says, on both engines."""

import os
import shutil

import pytest

from spinney.purchasing.engine.engines import UnknownEngine, connect, put
from spinney.purchasing.engine.matching.match import match_names
from spinney.purchasing.engine.matching.seen import Judged, Seen
from spinney.purchasing.engine.matching.tables import match_tables

STEMS = [
    "Varnholt",
    "Copperbeck",
    "Merrow",
    "Oldroyd",
    "Pennygate",
    "Larkhill",
    "Westerby",
    "Quillmark",
]
TRADES = ["Joinery", "Heating", "Foods", "Cleaning", "Software"]
FRAMES = ("{} Ltd", "THE {} LIMITED", "{}  Services", "{} Ltd - Leeds", "{} 4417900", "{}x")


def _seen():
    bodies = [f"{stem} {trade}" for stem in STEMS for trade in TRADES]
    return [
        Seen(
            "ash" if at % 3 else "birch",
            frame.format(body),
            "01234567" if at == 4 else "",
            1 + at % 3,
        )
        for at, body in enumerate(bodies)
        for frame in FRAMES[: 2 + at % 5]
    ]


JUDGED = [
    Judged("Merrow Joinery Ltd", "Oldroyd Joinery Ltd", True),
    Judged("Varnholt Foods Ltd", "THE VARNHOLT FOODS LIMITED", False),
]


def _tables(engine):
    import pyarrow as pa

    names = pa.Table.from_pylist(
        [
            {"source": s.source, "name": s.name, "number": s.number, "times": s.times}
            for s in _seen()
        ]
    )
    judged = pa.Table.from_pylist(
        [{"one": j.one, "other": j.other, "same": j.same, "at": at} for at, j in enumerate(JUDGED)]
    )
    found = match_tables(put(engine, names), judged=put(engine, judged))
    rows = found.names.to_pyarrow().to_pylist()
    asked = found.doubtful.order_by("place").to_pyarrow().to_pylist()
    return (
        sorted(
            (
                row["source"], row["name"], row["supplier_id"], row["canonical_name"],
                row["branch_id"], row["parent_id"], row["confidence"], row["code"], row["detail"],
            )
            for row in rows
        ),
        [(row["one"], row["other"], row["confidence"], row["joined"]) for row in asked],
    )  # fmt: skip


def _memory():
    found = match_names(_seen(), JUDGED)
    whole = found.whole_of()
    shown = {one.key: one.name for one in found.suppliers}
    return (
        sorted(
            (
                member.source, member.name, whole[one.key], shown[whole[one.key]],
                one.key if one.parent else None, one.parent, member.confidence,
                member.reason.code, member.reason.detail,
            )
            for one in found.suppliers
            for member in one.names
        ),
        [(pair.one, pair.other, pair.confidence, pair.joined) for pair in found.doubtful],
    )  # fmt: skip


def _comparable(result):
    rows, asked = result
    return [tuple(str(value) for value in row) for row in rows], asked


def test_duckdb_says_what_memory_says():
    memory = _comparable(_memory())
    assert any(joined for *_pair, joined in memory[1])
    assert _comparable(_tables(connect("duckdb"))) == memory


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.skipif(
    not os.environ.get("SPINNEY_SPARK_WORKERS"),
    reason="A minute on two workers: set SPINNEY_SPARK_WORKERS=1. On one machine's cores Spark is"
    " compared over the whole chain (test_whole).",
)
def test_spark_on_two_workers_says_the_same():
    pytest.importorskip("pyspark", reason="PySpark is not installed (spinney[spark]).")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17, and there is no java here.")
    engine = connect("local-cluster[2,1,1024]")
    try:
        assert _comparable(_tables(engine)) == _comparable(_memory())
    finally:
        engine.disconnect()


def test_an_engine_that_does_not_exist_is_said_to_be_none():
    with pytest.raises(UnknownEngine, match="no engine “abacus”"):
        connect("abacus")
