"""The two engines that tables run on: DuckDB on this machine, Spark on many.

Tables are Ibis expressions, the same for both. What no expression can say (reading a name, weighing
two of them) is a function over Arrow batches: `mapped` hands the batches to processes of this
machine beside DuckDB, and to Spark's own workers (`mapInArrow`) on Spark. The engine of a table is
that of the connection it came from.

    >>> connection = connect("duckdb")
    >>> connection.name
    'duckdb'
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import count
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    import pyarrow as pa
    from ibis.backends import BaseBackend
    from ibis.expr.types import Table

BATCH: Final = 20_000
"""Rows of a batch: enough that handing it over costs little, small enough for memory."""

WORTH_PROCESSES: Final = 60_000
"""Rows below which starting processes costs more than they save."""

Change = Callable[["pa.RecordBatch"], "pa.RecordBatch"]
_names = count(1)


class UnknownEngine(ValueError):
    """The engine asked for is none that Spinney knows, or its parts are not installed."""


def connect(spec: str = "duckdb") -> BaseBackend:
    """A connection to the engine that `spec` names.

    "duckdb"; "local[4]" and "local-cluster[2,1,2048]" (workers, cores, MB each) start Spark on
    this machine; "spark://host:7077" finds a cluster. `UnknownEngine` for anything else, and when
    Spark is asked for and `spinney[spark]` is not installed.
    """
    import ibis

    if spec in ("", "duckdb"):
        return ibis.duckdb.connect()
    if not spec.startswith(("spark://", "local-cluster[", "local[")):
        raise UnknownEngine(
            f"There is no engine “{spec}”. Use duckdb, spark://host:port, local-cluster[n,c,m] "
            "or local[n]."
        )
    try:
        import pyspark  # noqa: F401
    except ImportError as missing:
        raise UnknownEngine(
            "Spark is not installed here. Install spinney with its extra: spinney[spark]."
        ) from missing
    return _spark(spec)


def _spark(master: str) -> BaseBackend:
    import ibis

    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    with _quiet():
        from pyspark.sql import SparkSession

        session = (
            SparkSession.builder.master(master.removeprefix("spark+"))
            .appName("spinney")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.execution.arrow.pyspark.enabled", "true")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", str(BATCH))
            # What comes back to this process (names, likely pairs) passes through it in one piece.
            .config("spark.driver.memory", "3g")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "16")
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        return ibis.pyspark.connect(session)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """PySpark warns of versions that are tested together here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def engine_of(table: Table) -> BaseBackend:
    """The connection that a table came from; DuckDB's own for a table of memory."""
    import ibis

    backends, _unbound = table._find_backends()
    return backends[0] if backends else ibis.duckdb.connect()


def put(engine: BaseBackend, rows: pa.Table) -> Table:
    """Rows of Arrow as a table of this engine."""
    name = _fresh()
    if engine.name == "duckdb":
        return engine.create_table(name, rows, temp=True)
    with _quiet():
        _session().createDataFrame(rows).createOrReplaceTempView(name)
    return engine.table(name)


def keep(engine: BaseBackend, table: Table) -> Table:
    """A table worked out once, to be used several times."""
    name = _fresh()
    if engine.name == "duckdb":
        return engine.create_table(name, table, temp=True)
    with _quiet():
        _frame(engine, table).persist().createOrReplaceTempView(name)
    return engine.table(name)


def forget(engine: BaseBackend, *tables: Table) -> None:
    """Give back what kept tables hold."""
    for table in tables:
        name = table.get_name()
        if engine.name == "duckdb":
            engine.drop_table(name, force=True)
        else:
            _session().catalog.uncacheTable(name)


def mapped(
    engine: BaseBackend,
    table: Table,
    change: Change,
    schema: pa.Schema,
    *,
    processes: int | None = None,
) -> Table:
    """The table of what `change` makes of each batch of `table`, kept.

    `change` must be importable (a function of a module, or a `functools.partial` of one): it is
    handed to other processes. It sees each row once, in no order that can be relied on, and may
    return more rows or fewer, in the columns of `schema`.
    """
    if engine.name == "duckdb":
        rows = _mapped_here(table, change, schema, processes or os.cpu_count() or 1)
        return put(engine, rows)
    name = _fresh()
    with _quiet():
        frame = _frame(engine, table).mapInArrow(partial(_each, change), _spark_schema(schema))
        frame.persist().createOrReplaceTempView(name)
    return engine.table(name)


def _mapped_here(table: Table, change: Change, schema: pa.Schema, processes: int) -> pa.Table:
    import pyarrow as pa

    batches = _batches(table)
    first: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        first.append(batch)
        rows += batch.num_rows
        if rows > WORTH_PROCESSES and processes > 1:
            break
    else:
        return pa.Table.from_batches([change(batch) for batch in first], schema)
    return pa.Table.from_batches(_in_processes(_chained(first, batches), change, processes), schema)


def _batches(table: Table) -> Iterator[pa.RecordBatch]:
    """Rows as they are found. (Ibis 12 asks DuckDB 2 by a name that it has no more.)"""
    engine: Any = engine_of(table)
    engine._run_pre_execute_hooks(table)
    yield from engine.con.sql(engine.compile(table)).to_arrow_reader(BATCH)


def _chained(
    first: Iterable[pa.RecordBatch], rest: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    yield from first
    yield from rest


def _in_processes(
    batches: Iterator[pa.RecordBatch], change: Change, processes: int
) -> Iterator[pa.RecordBatch]:
    """Batches changed in other processes; only a few wait at any time.

    What is to be done may hold a dictionary of megabytes, so it is not sent with each batch: it
    lies in a file that each process reads once.
    """
    import pickle
    from collections import deque
    from concurrent.futures import Future

    waiting: deque[Future[pa.RecordBatch]] = deque()
    pool = _pool(processes)
    with tempfile.NamedTemporaryFile(prefix="spinney-") as file:
        pickle.dump(change, file, protocol=pickle.HIGHEST_PROTOCOL)
        file.flush()
        for batch in batches:
            waiting.append(pool.submit(_change_one, file.name, batch))
            if len(waiting) > processes * 2:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@lru_cache(maxsize=1)
def _pool(processes: int) -> ProcessPoolExecutor:
    """Processes that wait for work as long as this one lives."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(processes, get_context("spawn"))


def rest() -> None:
    """Let the processes of `mapped` go, and what they hold; the next one starts others."""
    if _pool.cache_info().currsize:
        _pool(os.cpu_count() or 1).shutdown()
        _pool.cache_clear()


def _change_one(path: str, batch: pa.RecordBatch) -> pa.RecordBatch:
    return _change_in(path)(batch)


@lru_cache(maxsize=1)
def _change_in(path: str) -> Change:
    import pickle

    with open(path, "rb") as file:
        found: Change = pickle.load(file)  # noqa: S301 - this program wrote it a moment ago
    return found


def _each(change: Change, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield change(batch)


def _fresh() -> str:
    return f"spinney_kept_{next(_names)}"


def _session() -> Any:
    from pyspark.sql import SparkSession

    return SparkSession.active()


def _frame(engine: BaseBackend, table: Table) -> Any:
    """An expression as Spark's own data frame."""
    engine._run_pre_execute_hooks(table)
    return _session().sql(engine.compile(table))


def _spark_schema(schema: pa.Schema) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)
