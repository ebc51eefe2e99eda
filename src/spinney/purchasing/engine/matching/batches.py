"""What is done to batches of names and of pairs, wherever an engine runs it.

Each function takes one Arrow record batch and returns another; each sees only its own rows. Words
of a name travel as one text with spaces between them; other names with "/" between them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from spinney.purchasing.engine.matching.arrays import NodeArrays
from spinney.purchasing.engine.matching.belonging import Called, belonging, fitness, part_key
from spinney.purchasing.engine.matching.blocking import keys_of
from spinney.purchasing.engine.matching.explaining import explain_names
from spinney.purchasing.engine.matching.judging import Taught, retold
from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.nodes import Node, aside_of, keys_for, meant
from spinney.purchasing.engine.matching.numbers import given, written
from spinney.purchasing.engine.matching.reading import Read, read
from spinney.purchasing.engine.matching.saying import said
from spinney.purchasing.engine.matching.weighing import weighed

if TYPE_CHECKING:
    import pyarrow as pa

READ = (
    "words", "form", "tail", "figures", "code", "branch", "others", "short", "respelt", "known",
)  # fmt: skip
"""The columns of a `Read`."""

KEYED = ("key", "family", "marked", "means", "aside")


def settle_numbers(batch: pa.RecordBatch) -> pa.RecordBatch:
    """(source, name, number, times) with single spaces and numbers settled."""
    import pyarrow as pa

    names = [" ".join((name or "").split()) for name in batch["name"].to_pylist()]
    numbers = [
        given(number or "") or written(name)
        for name, number in zip(names, batch["number"].to_pylist(), strict=True)
    ]
    return pa.RecordBatch.from_pydict(
        {
            "source": batch["source"],
            "as_given": batch["name"],
            "name": names,
            "number": numbers,
            "times": batch["times"],
        },
        schema=settled_schema(),
    )


def settled_schema() -> pa.Schema:
    import pyarrow as pa

    text, whole = pa.string(), pa.int64()
    return pa.schema(
        {"source": text, "as_given": text, "name": text, "number": text, "times": whole}
    )


def read_names(batch: pa.RecordBatch) -> pa.RecordBatch:
    """(name, number, times, sources) -> with the columns of a `Read`, its words once `each`, and
    how fit it is to be shown.
    """
    import pyarrow as pa

    names = batch["name"].to_pylist()
    reads = [read(name) for name in names]
    found: dict[str, Any] = {field: batch[field] for field in _given_fields()}
    found |= {
        "words": [" ".join(one.words) for one in reads],
        "each": [_each(one) for one in reads],
        "form": [one.form for one in reads],
        "tail": [" ".join(one.tail) for one in reads],
        "figures": [" ".join(one.numbers) for one in reads],
        "code": [one.code for one in reads],
        "branch": [one.branch for one in reads],
        "others": ["/".join(" ".join(other) for other in one.others) for one in reads],
        "short": [one.short for one in reads],
        "respelt": [" ".join(one.respelt) for one in reads],
        "known": [one.known for one in reads],
        "fitness": [fitness(name, one) for name, one in zip(names, reads, strict=True)],
    }
    return pa.RecordBatch.from_pydict(found, schema=read_schema())


def read_schema() -> pa.Schema:
    import pyarrow as pa

    text, whole = pa.string(), pa.int64()
    return pa.schema(
        {
            "name": text, "number": text, "times": whole, "sources": whole, "words": text,
            "each": text, "form": text, "tail": text, "figures": text, "code": text, "branch": text,
            "others": text, "short": pa.bool_(), "respelt": text, "known": text, "fitness": whole,
        }
    )  # fmt: skip


def _each(one: Read) -> str:
    return " ".join(dict.fromkeys(one.words))


def _given_fields() -> tuple[str, ...]:
    return ("name", "number", "times", "sources")


def _reads(columns: Iterable[list[Any]]) -> list[Read]:
    """Names as read, from the columns `READ` of a batch."""
    return [
        Read(
            tuple(words.split()),
            form,
            tuple(tail.split()),
            tuple(figures.split()),
            code,
            branch,
            tuple(tuple(other.split()) for other in others.split("/")) if others else (),
            short,
            tuple(respelt.split()),
            known,
        )
        for words, form, tail, figures, code, branch, others, short, respelt, known in zip(
            *columns, strict=True
        )
    ]


def retell(taught: Taught, batch: pa.RecordBatch) -> pa.RecordBatch:
    """(words, tail) -> (each, tail) with what was taught."""
    import pyarrow as pa

    reads = (Read(tuple(words.split())) for words in batch["words"].to_pylist())
    each = [_each(retold(one, taught)) for one in reads]
    return pa.RecordBatch.from_pydict({"each": each, "tail": batch["tail"]}, schema=retold_schema())


def retold_schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema({"each": pa.string(), "tail": pa.string()})


def key_names(
    lexicon: Lexicon, taught: Taught, marks: dict[str, str], batch: pa.RecordBatch
) -> pa.RecordBatch:
    """Names as read -> with `key`, the key of the node each is gathered in, its family and whether
    it is marked (`nodes.Keys`), `means`, the words it has there, and what stands `aside`.
    """
    import pyarrow as pa

    found: dict[str, list[Any]] = {field: [] for field in KEYED}
    reads = _reads(batch[field].to_pylist() for field in READ)
    names, numbers = batch["name"].to_pylist(), batch["number"].to_pylist()
    for name, number, plain in zip(names, numbers, reads, strict=True):
        one = retold(plain, taught)
        aside = aside_of(one, lexicon)
        keys = keys_for(one, lexicon, aside, number, marks.get(name, ""))
        means = " ".join([meant(word, lexicon) for word in one.words])
        values = (keys.node, keys.family, keys.marked, means, " ".join(aside))
        for field, value in zip(KEYED, values, strict=True):
            found[field].append(value)
    given = {field: batch[field] for field in batch.schema.names if field != "each"}
    found["family"] = _hashes(found["family"])
    return pa.RecordBatch.from_pydict(given | found, schema=keyed_schema())


def _hashes(texts: list[str]) -> Any:
    """A whole number for each text, the same for the same in every process."""
    import numpy as np
    import pandas as pd

    found = pd.util.hash_array(np.array(texts, dtype=object), categorize=False)
    return found.view(np.int64)


def keyed_schema() -> pa.Schema:
    import pyarrow as pa

    text = pa.string()
    more = {
        "key": text, "family": pa.int64(), "marked": pa.bool_(), "means": text, "aside": text,
    }  # fmt: skip
    rest = [field for field in read_schema() if field.name != "each"]
    return pa.schema([*rest, *more.items()])


def block_nodes(lexicon: Lexicon, batch: pa.RecordBatch) -> pa.RecordBatch:
    """(node, words, others, number, support) -> (key, node, support), a row for each key of each
    node. Keys are their hashes: two with one hash would only be compared for nothing.
    """
    import numpy as np
    import pyarrow as pa

    keys: list[str] = []
    many: list[int] = []
    for words, others, number in zip(
        *(batch[field].to_pylist() for field in ("words", "others", "number")), strict=True
    ):
        other_names = tuple(tuple(other.split()) for other in others.split("/") if other)
        mine = keys_of(Node("", tuple(words.split()), (), other_names, number), lexicon)
        keys += mine
        many.append(len(mine))
    nodes, supports = (np.repeat(batch[field].to_numpy(), many) for field in ("node", "support"))
    return pa.RecordBatch.from_pydict(
        {"key": _hashes(keys), "node": nodes, "support": supports}, schema=block_schema()
    )


def block_schema() -> pa.Schema:
    import pyarrow as pa

    whole = pa.int64()
    return pa.schema({"key": whole, "node": whole, "support": whole})


def weigh_pairs(lexicon: Lexicon, nodes: NodeArrays, batch: pa.RecordBatch) -> pa.RecordBatch:
    """(one, other) -> (one, other, like, doubted) of the pairs worth keeping."""
    import pyarrow as pa

    ones, others = batch["one"].to_numpy(), batch["other"].to_numpy()
    found = weighed(nodes, lexicon, ones, others)
    return pa.RecordBatch.from_arrays(
        [pa.array(column) for column in found], schema=likely_schema()
    )


def likely_schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema(
        {"one": pa.int64(), "other": pa.int64(), "like": pa.float64(), "doubted": pa.bool_()}
    )


def say_why(lexicon: Lexicon, judged: frozenset[str], batch: pa.RecordBatch) -> pa.RecordBatch:
    """Names as read, with what their cluster is called -> which part of it each is, how sure, and
    why.
    """
    import pyarrow as pa

    called = zip(
        *(batch[field].to_pylist() for field in ("shown", "cluster_number", "names", "link")),
        strict=True,
    )
    reads = _reads(batch[field].to_pylist() for field in READ)
    names, numbers, keys = (batch[field].to_pylist() for field in ("name", "number", "supplier_id"))
    found: dict[str, list[Any]] = {
        field: [] for field in ("branch_id", "confidence", "code", "detail", "reason")
    }
    for name, number, key, one, (shown, of, many, link) in zip(
        names, numbers, keys, reads, called, strict=True
    ):
        whole = Called(shown, _read_once(shown), of, many == 1)
        why = belonging(name, one, number, whole, lexicon, link=link, judged=name in judged)
        found["branch_id"].append(part_key(key, why.kind, why.what) if why.kind else None)
        found["confidence"].append(why.confidence)
        found["code"].append(why.reason.code)
        found["detail"].append(why.reason.detail)
        found["reason"].append(said(why.reason))
    rest = {"name": batch["name"], "number": batch["number"], "supplier_id": batch["supplier_id"]}
    rest["canonical_name"] = batch["shown"]
    return pa.RecordBatch.from_pydict(rest | found, schema=why_schema())


def why_schema() -> pa.Schema:
    import pyarrow as pa

    text = pa.string()
    return pa.schema(
        {
            "name": text, "number": text, "supplier_id": text, "canonical_name": text,
            "branch_id": text, "confidence": pa.float64(), "code": text, "detail": text,
            "reason": text,
        }
    )  # fmt: skip


@lru_cache(maxsize=50_000)
def _read_once(name: str) -> Read:
    return read(name)


def say_doubts(lexicon: Lexicon, batch: pa.RecordBatch) -> pa.RecordBatch:
    """(place, one, other, confidence, joined), the names shown -> with the reason, its code and its
    detail.
    """
    import pyarrow as pa

    ones, others = batch["one"].to_pylist(), batch["other"].to_pylist()
    why = [explain_names(one, other, lexicon) for one, other in zip(ones, others, strict=True)]
    found: dict[str, Any] = {field: batch[field] for field in batch.schema.names}
    found |= {
        "reason": [said(one) for one in why],
        "code": [one.code for one in why],
        "detail": [one.detail for one in why],
    }
    return pa.RecordBatch.from_pydict(found, schema=doubts_schema())


def doubts_schema() -> pa.Schema:
    import pyarrow as pa

    text = pa.string()
    return pa.schema(
        {
            "place": pa.int64(), "one": text, "other": text, "confidence": pa.float64(),
            "reason": text, "code": text, "detail": text, "joined": pa.bool_(),
        }
    )  # fmt: skip
