"""Matching at any size: the steps of `match`, as tables of an engine.

    names --read--> words --gather--> nodes --block, join--> pairs --weigh--> likely
    likely --cluster (one process)--> suppliers --join--> names with their supplier

Reading and weighing run in Arrow batches on all cores (or on Spark's workers); counting, gathering
and meeting are groups and joins of the engine. What must see everything at once, the words learnt
and the joining of likely pairs, is small and runs in one process. The result is the same on every
engine, and the same as `match.match_names`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from spinney.purchasing.engine.engines import engine_of, forget, keep, mapped, put
from spinney.purchasing.engine.matching import batches
from spinney.purchasing.engine.matching.arrays import NodeArrays, arrays_of
from spinney.purchasing.engine.matching.blocking import FULLY_COMPARED, HUBS, NEIGHBOURS
from spinney.purchasing.engine.matching.joining import Joined, Standing, join_likely
from spinney.purchasing.engine.matching.judging import Answers, Taught, marks_of, settle, teach
from spinney.purchasing.engine.matching.lexicon import Lexicon, learn
from spinney.purchasing.engine.matching.likely import Likely
from spinney.purchasing.engine.matching.seen import Judged

if TYPE_CHECKING:
    from ibis.backends import BaseBackend
    from ibis.expr.types import Table


class MatchedTables(NamedTuple):
    """`names`: source, name, supplier_id, canonical_name, parent_id, branch_id, confidence, reason,
    code, detail. `doubtful`: place, one, other, confidence, reason, code, detail, joined.
    """

    names: Table
    doubtful: Table


def match(names: Table, *, judged: Table | None = None) -> Table:
    """Each distinct (source, name) with its supplier.

    `names` has source and name, and may have number and times; `judged` one, other and same, the
    latest last (by its column `at`, if it has one). `supplier_id` is the supplier that spending is
    added up by, the whole one: a name of a branch or trading unit has it too, and says so by
    `branch_id` (the branch's own id) and `parent_id` (the supplier's again; both null otherwise).
    `confidence` is 0..1, `reason` a sentence.
    """
    run = _Run(names, judged)
    found = run.names()
    run.end()
    return found


def doubtful(names: Table, *, judged: Table | None = None) -> Table:
    """The pairs a person should be asked about, the most telling first (column `place`)."""
    return _Run(names, judged).doubtful()


def match_tables(names: Table, *, judged: Table | None = None) -> MatchedTables:
    """Both tables of one run."""
    run = _Run(names, judged)
    found = MatchedTables(run.names(), run.doubtful())
    run.end()
    return found


class _Run:
    """One run up to the suppliers; what is told of them is worked out when it is asked for."""

    def __init__(self, names: Table, judged: Table | None) -> None:
        engine = self._engine = engine_of(names)
        self._spared: list[Table] = []
        self._answers = settle(_answers(judged))
        self._settled = mapped(
            engine, _complete(names), batches.settle_numbers, batches.settled_schema()
        )
        read = mapped(engine, _items(self._settled), batches.read_names, batches.read_schema())
        self._lexicon, taught = _learnt(engine, read, self._answers)
        marks = marks_of(self._answers, taught)
        keyed = mapped(
            engine,
            read,
            partial(batches.key_names, self._lexicon, taught, marks),
            batches.keyed_schema(),
        )
        self._spare(read)
        self._numbered = keep(engine, _numbered(keyed))
        self._spare(keyed)
        self._joined = self._join()

    def _join(self) -> Joined:
        engine, lexicon = self._engine, self._lexicon
        nodes = keep(engine, _nodes(self._numbered))
        arrays, standing = _in_memory(nodes, lexicon)
        blocks = mapped(
            engine,
            nodes.select("node", "words", "others", "number", "support"),
            partial(batches.block_nodes, lexicon),
            batches.block_schema(),
        )
        pairs = self._pairs(blocks)
        likely = mapped(
            engine,
            pairs,
            partial(batches.weigh_pairs, lexicon, arrays),
            batches.likely_schema(),
        )
        rows = likely.to_pyarrow()
        forget(engine, nodes, pairs, likely, *self._spared)
        found = Likely.of(len(standing.support), *(column.to_numpy() for column in rows.columns))
        places = _nodes_of_answers(self._numbered, self._answers)
        return join_likely(arrays, standing, found, lexicon, (self._answers, places))

    def _pairs(self, blocks: Table) -> Table:
        """Pairs of nodes that meet in a block, kept: all of a small one; in a large one the best
        supported with all, and neighbours (`blocking.candidates` says the same for memory). The
        blocks are given back.
        """
        import ibis

        engine = self._engine
        by_key = ibis.window(group_by=blocks.key)
        sized = keep(
            engine,
            blocks.mutate(
                size=blocks.count().over(by_key),
                rank=ibis.row_number().over(
                    group_by=blocks.key, order_by=[blocks.support.desc(), blocks.node]
                ),
                at=ibis.row_number().over(group_by=blocks.key, order_by=blocks.node),
            ).filter(lambda rows: rows["size"] > 1),
        )
        self._spare(blocks)
        small, large = (
            sized.filter(sized["size"] <= FULLY_COMPARED),
            sized.filter(sized["size"] > FULLY_COMPARED),
        )
        met = [_meeting(small, small, "key")]
        met.append(_meeting(large.filter(large["rank"] < HUBS), large, "key"))
        for step in range(1, NEIGHBOURS + 1):
            behind = large.mutate(at=large["at"] - step)
            met.append(_meeting(large, behind, ["key", "at"]))
        pairs = keep(engine, ibis.union(*met, distinct=True))
        self._spare(sized)
        return pairs

    def _spare(self, *tables: Table) -> None:
        """Give back tables that the next ones were made of. Spark makes those when they are asked
        for, so there they wait until likely pairs have been.
        """
        if self._engine.name == "duckdb":
            forget(self._engine, *tables)
        else:
            self._spared += tables

    def names(self) -> Table:
        """Each distinct (source, name) with its supplier."""
        found = _found(self._engine, self._numbered, self._joined, self._lexicon, self._answers)
        return _by_source(self._settled, found)

    def end(self) -> None:
        """Give back what only this run needed (on Spark it is needed until its tables are)."""
        self._spared.clear()
        self._spare(self._numbered)

    def doubtful(self) -> Table:
        """The questions."""
        shown = _shown_names(self._engine, self._numbered, self._joined)
        return mapped(
            self._engine,
            put(self._engine, self._joined.questions(shown)),
            partial(batches.say_doubts, self._lexicon),
            batches.doubts_schema(),
        )


def _in_memory(nodes: Table, lexicon: Lexicon) -> tuple[NodeArrays, Standing]:
    """Nodes as arrays, in their order, and what joining asks of them."""
    rows = nodes.order_by("node").to_pyarrow()
    columns = (rows[field].to_pylist() for field in ("support", "times", "fitness", "number"))
    return arrays_of(rows, lexicon), Standing(*columns)


def _complete(names: Table) -> Table:
    import ibis

    columns = {
        "number": names["number"].cast("string") if "number" in names.columns else ibis.literal(""),
        "times": names["times"].cast("int64")
        if "times" in names.columns
        else ibis.literal(1, "int64"),
    }
    return names.select("source", "name", **columns)


def _answers(judged: Table | None) -> Iterable[Judged]:
    if judged is None:
        return
    ordered = judged.order_by("at") if "at" in judged.columns else judged
    for row in ordered.select("one", "other", "same").to_pyarrow().to_pylist():
        yield Judged(**row)


def _items(settled: Table) -> Table:
    """Each distinct name with each of its numbers."""
    return settled.group_by(["name", "number"]).agg(
        times=settled.times.sum(), sources=settled.source.nunique()
    )


def _learnt(engine: BaseBackend, read: Table, answers: Answers) -> tuple[Lexicon, Taught]:
    lexicon = _lexicon(read)
    taught = teach(answers, lexicon)
    if not taught:
        return lexicon, taught
    retold = mapped(
        engine,
        read.select("words", "tail"),
        partial(batches.retell, taught),
        batches.retold_schema(),
    )
    return _lexicon(retold), taught


def _lexicon(read: Table) -> Lexicon:
    """What names as read teach about their words."""
    each = read.select(word=read.each.split(" ").unnest())
    behind = read.filter(read.tail != "")
    counts, places = (
        dict(
            zip(*rows.group_by("word").agg(n=rows.count()).to_pyarrow().to_pydict().values(),
                strict=True)
        )
        for rows in (each, behind.select(word=behind.tail.split(" ").unnest()))
    )  # fmt: skip
    return learn(counts, names=int(read.count().to_pyarrow().as_py()), behind=places)


def _numbered(keyed: Table) -> Table:
    """Names with the number of their node: nodes are numbered in the order of their keys."""
    import ibis

    return keyed.mutate(node=ibis.dense_rank().over(order_by=keyed.key)).drop("key")


def _nodes(numbered: Table) -> Table:
    first = numbered.name
    return numbered.group_by(["node", "number", "family", "marked"]).agg(
        words=numbered.means.argmin(first),
        figures=numbered.figures.argmin(first),
        aside=numbered.aside.argmin(first),
        others=numbered.others.argmin(first),
        forms=numbered.form.collect(),
        tails=numbered.tail.collect(),
        width=numbered.name.length().max(),
        support=numbered.count(),
        times=numbered.times.sum(),
        fitness=numbered.fitness.max(),
    )


def _meeting(ones: Table, others: Table, on: str | list[str]) -> Table:
    import ibis

    left, right = ones.view(), others.view()
    columns = [on] if isinstance(on, str) else on
    met = left.join(right, [left[column] == right[column] for column in columns]).select(
        a=left.node, b=right.node
    )
    met = met.filter(met.a != met.b)
    return met.select(one=ibis.least(met.a, met.b), other=ibis.greatest(met.a, met.b)).distinct()


def _nodes_of_answers(numbered: Table, answers: Answers) -> dict[str, list[int]]:
    """Where the names are that people answered about."""
    names = sorted({name for pair in answers.answered for name in pair})
    of: dict[str, list[int]] = {}
    if names:
        found = numbered.filter(numbered.name.isin(names)).select("name", "node")
        for row in found.order_by(["name", "node"]).to_pyarrow().to_pylist():
            of.setdefault(row["name"], []).append(row["node"])
    return of


def _best_shown(rows: Table, by: str) -> Table:
    """Of the names of each group the one that is shown (`assembling.display_name`)."""
    import ibis

    order = [
        rows.fitness.desc(), rows.sources.desc(), rows.name.desc(),
        rows.number.desc(),
    ]  # fmt: skip
    ranked = rows.mutate(place=ibis.row_number().over(group_by=rows[by], order_by=order))
    return ranked.filter(ranked.place == 0)


def _shown_names(engine: BaseBackend, numbered: Table, joined: Joined) -> dict[int, str]:
    """The name shown for each node that a question may be about."""
    asked = joined.asked_nodes()
    if not asked:
        return {}
    import pyarrow as pa

    wanted = put(engine, pa.table({"node": pa.array(asked, pa.int64())}))
    shown = _best_shown(numbered.semi_join(wanted, "node"), "node").select("node", "name")
    rows = shown.to_pyarrow().to_pydict()
    return dict(zip(rows["node"], rows["name"], strict=True))


def _found(
    engine: BaseBackend, numbered: Table, joined: Joined, lexicon: Lexicon, answers: Answers
) -> Table:
    """Each distinct name and number with its supplier."""
    nodes = put(engine, joined.nodes())
    clusters = put(engine, joined.clusters())
    placed = keep(engine, numbered.join(nodes, "node").drop("family", "marked", "means", "aside"))
    centres = placed.join(clusters, [placed.node == clusters.centre]).select(
        placed.cluster, *(placed[c] for c in ("name", "number", "times", "sources", "fitness"))
    )
    shown = _best_shown(centres, "cluster").select("cluster", shown="name")
    counted = clusters.join(shown, "cluster").select(
        "cluster", "supplier_id", "cluster_number", "names", "shown"
    )
    asked = (
        placed.join(counted, "cluster")
        .order_by("cluster")
        .select(
            "name",
            "number",
            *batches.READ,
            "link",
            "shown",
            "cluster_number",
            "names",
            "supplier_id",
        )
    )
    judged = frozenset(name for pair in answers.together for name in pair)
    why = mapped(engine, asked, partial(batches.say_why, lexicon, judged), batches.why_schema())
    if engine.name == "duckdb":
        forget(engine, placed)
    return _whole_where_only_part(why)


def _whole_where_only_part(why: Table) -> Table:
    """A supplier all of whose names are of one branch is that branch, whole."""
    parts = why.group_by("supplier_id").agg(
        parts=why.branch_id.nunique(), wholes=why.branch_id.isnull().sum()
    )
    both = why.join(parts, "supplier_id")
    single = (both.parts == 1) & (both.wholes == 0)
    return both.mutate(branch_id=single.ifelse(None, both.branch_id)).drop("parts", "wholes")


def _by_source(settled: Table, found: Table) -> Table:
    import ibis

    sources = settled.select("source", "as_given", "name", "number").distinct()
    joined = sources.join(found, ["name", "number"])
    branch = joined.branch_id.notnull()
    return joined.select(
        "source", joined.as_given.name("name"), "supplier_id", "canonical_name",
        branch.ifelse(joined.supplier_id, ibis.null("string")).name("parent_id"), "branch_id",
        "confidence", "reason", "code", "detail",
    )  # fmt: skip
