"""What is done to batches of names and of pairs, wherever an engine runs it.

Each function takes one Arrow record batch and returns another; each sees only its own rows.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from spinney.purchasing.engine.matching.belonging import Called, belonging, fitness, part_key
from spinney.purchasing.engine.matching.blocking import keys_of
from spinney.purchasing.engine.matching.judging import Taught, retold
from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.nodes import Node, meant, node_key
from spinney.purchasing.engine.matching.numbers import given, written
from spinney.purchasing.engine.matching.reading import Read, read
from spinney.purchasing.engine.matching.saying import said
from spinney.purchasing.engine.matching.scoring import probability, worth_weighing
from spinney.purchasing.engine.matching.seen import Reason

if TYPE_CHECKING:
    import pyarrow as pa

WORTH_KEEPING = 0.1
"""Pairs less likely are forgotten: they neither join nor are asked about."""

PARTED = "\x1f"
"""Parts one field of a node from the next, where a node travels as one text."""


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


def read_names(taught: Taught, batch: pa.RecordBatch) -> pa.RecordBatch:
    """(name, number, times, sources) -> with `words` and `tail`, each word once."""
    import pyarrow as pa

    reads = [retold(read(name), taught) for name in batch["name"].to_pylist()]
    return pa.RecordBatch.from_pydict(
        {
            "words": [sorted(set(one.words)) for one in reads],
            "tail": [list(one.tail) for one in reads],
        },
        schema=words_schema(),
    )


def words_schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema({"words": pa.list_(pa.string()), "tail": pa.list_(pa.string())})


def key_names(
    lexicon: Lexicon, taught: Taught, marks: dict[str, str], batch: pa.RecordBatch
) -> pa.RecordBatch:
    """(name, number, times, sources) -> with the key of the node it is gathered in, and what the
    node takes from it.
    """
    import pyarrow as pa

    rows: dict[str, list[Any]] = {field: [] for field in keyed_schema().names}
    for row in batch.to_pylist():
        name = row["name"]
        plain = read(name)
        one = retold(plain, taught)
        rows["key"].append(node_key(one, lexicon, row["number"], marks.get(name, "")))
        rows["name"].append(name)
        rows["number"].append(row["number"])
        rows["times"].append(row["times"])
        rows["sources"].append(row["sources"])
        rows["fitness"].append(fitness(name, plain))
        rows["words"].append(" ".join(meant(word, lexicon) for word in one.words))
        rows["others"].append("/".join(" ".join(other) for other in one.others))
        rows["figures"].append(" ".join(one.numbers))
        rows["form"].append(one.form)
        rows["tail"].append(" ".join(one.tail))
        rows["width"].append(len(name))
    return pa.RecordBatch.from_pydict(rows, schema=keyed_schema())


def keyed_schema() -> pa.Schema:
    import pyarrow as pa

    text, whole = pa.string(), pa.int64()
    return pa.schema(
        {
            "key": text, "name": text, "number": text, "times": whole, "sources": whole,
            "fitness": whole, "words": text, "others": text, "figures": text, "form": text,
            "tail": text, "width": whole,
        }
    )  # fmt: skip


def pack_nodes(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Gathered nodes -> the same, each as one text that travels with its pairs."""
    import pyarrow as pa

    packed = [
        PARTED.join(
            (
                row["words"], row["figures"], row["others"], row["number"],
                ",".join(sorted(set(row["forms"]) - {""})),
                " ".join(sorted({word for tail in row["tails"] for word in tail.split()})),
                str(row["width"]), str(row["support"]), row["key"], _look(row),
            )
        )
        for row in batch.to_pylist()
    ]  # fmt: skip
    return pa.RecordBatch.from_pydict(
        {
            "node": batch["node"],
            "packed": packed,
            "support": batch["support"],
            "times": batch["times"],
            "fitness": batch["fitness"],
            "number": batch["number"],
        },
        schema=packed_schema(),
    )


def _look(row: dict[str, Any]) -> str:
    return Node(row["key"], tuple(row["words"].split())).look


def packed_schema() -> pa.Schema:
    import pyarrow as pa

    text, whole = pa.string(), pa.int64()
    return pa.schema(
        {
            "node": whole, "packed": text, "support": whole, "times": whole, "fitness": whole,
            "number": text,
        }
    )  # fmt: skip


@lru_cache(maxsize=200_000)
def unpacked(packed: str) -> Node:
    """A node as it was before it travelled; its members stayed behind, their number did not."""
    words, figures, others, number, forms, tails, width, support, key, _look = packed.split(PARTED)
    return Node(
        key,
        tuple(words.split()),
        tuple(figures.split()),
        tuple(tuple(other.split()) for other in others.split("/") if other),
        number,
        set(forms.split(",")) - {""},
        set(tails.split()),
        range(int(support)),
        int(width),
    )


def block_nodes(lexicon: Lexicon, batch: pa.RecordBatch) -> pa.RecordBatch:
    """Packed nodes -> (key, node, support), a row for each key of each node."""
    import pyarrow as pa

    keys: list[str] = []
    nodes: list[int] = []
    supports: list[int] = []
    for at, packed, support in zip(
        batch["node"].to_pylist(), batch["packed"].to_pylist(), batch["support"].to_pylist(),
        strict=True,
    ):  # fmt: skip
        mine = keys_of(unpacked(packed), lexicon)
        keys += mine
        nodes += [at] * len(mine)
        supports += [support] * len(mine)
    return pa.RecordBatch.from_pydict(
        {"key": keys, "node": nodes, "support": supports}, schema=block_schema()
    )


def block_schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema({"key": pa.string(), "node": pa.int64(), "support": pa.int64()})


def weigh_pairs(lexicon: Lexicon, batch: pa.RecordBatch) -> pa.RecordBatch:
    """(one, other, one_packed, other_packed) -> (one, other, like) of the pairs worth keeping."""
    import pyarrow as pa

    left, right = batch["one_packed"].to_pylist(), batch["other_packed"].to_pylist()
    looks = [[packed.rpartition(PARTED)[2] for packed in side] for side in (left, right)]
    ones, others = batch["one"].to_pylist(), batch["other"].to_pylist()
    kept: dict[str, list[Any]] = {"one": [], "other": [], "like": []}
    for at in worth_weighing(*looks):
        like = probability(unpacked(left[at]), unpacked(right[at]), lexicon)
        if like >= WORTH_KEEPING:
            kept["one"].append(ones[at])
            kept["other"].append(others[at])
            kept["like"].append(like)
    return pa.RecordBatch.from_pydict(kept, schema=likely_schema())


def likely_schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema({"one": pa.int64(), "other": pa.int64(), "like": pa.float64()})


def say_why(lexicon: Lexicon, judged: frozenset[str], batch: pa.RecordBatch) -> pa.RecordBatch:
    """Names with what their cluster is called -> which part of it each is, how sure, and why."""
    import pyarrow as pa

    rows: dict[str, list[Any]] = {field: [] for field in why_schema().names}
    for row in batch.to_pylist():
        called = Called(
            row["shown"], _read_once(row["shown"]), row["cluster_number"], row["names"] == 1
        )
        why = belonging(
            row["name"], read(row["name"]), row["number"], called, lexicon,
            link=row["link"], judged=row["name"] in judged,
        )  # fmt: skip
        key = row["supplier_id"]
        rows["name"].append(row["name"])
        rows["number"].append(row["number"])
        rows["supplier_id"].append(key)
        rows["canonical_name"].append(row["shown"])
        rows["branch_id"].append(part_key(key, why.kind, why.what) if why.kind else None)
        rows["confidence"].append(why.confidence)
        rows["code"].append(why.reason.code)
        rows["detail"].append(why.reason.detail)
        rows["reason"].append(said(Reason(why.reason.code, why.reason.detail)))
    return pa.RecordBatch.from_pydict(rows, schema=why_schema())


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
