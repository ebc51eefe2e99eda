"""Other programs that put names together, each set up as its manual says. Imports no Spinney.

    PYTHON benchmarks/supplier_peers.py PEER < names.json > clusters.json

Reads {"names": [...], "labels": [[i, j, same], …]} and writes {"seconds": …, "found": {setting:
[cluster of each name]}}: every setting that the manual offers for the purpose is returned, and the
benchmark takes the one that suits the truth best, which favours the peer. Run it by a Python that
has the peers (they ask for older pandas than Spinney):

    uv venv peers && uv pip install "pandas<3" recordlinkage dedupe "BTrees<6" "zope.index<7" \
        "splink>=5" "duckdb>=2" rapidfuzz

- *fingerprint*: OpenRefine's key collision method by itself, in Python.
- *openrefine*: every key collision method, and nearest neighbours where the list is short, through
  its HTTP interface; needs the `openrefine` command.
- *splink*: a name model with term frequencies, blocked on words; EM training.
- *dedupe*: trained on up to 600 labelled matches and 700 distinct pairs, taken from the truth.
- *recordlinkage*: sorted neighbourhood and block index, Jaro-Winkler.
- *sql*: what one would write in DuckDB: words that block, Jaro-Winkler, connected components.
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
import urllib.parse
import urllib.request
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable

Found = dict[str, list[int]]


def fingerprint(names: list[str], _labels: list) -> Found:
    def key(name: str) -> str:
        plain = unicodedata.normalize("NFKD", name.strip().lower())
        plain = "".join(one for one in plain if not unicodedata.combining(one))
        return " ".join(sorted(set(re.sub(r"[^\w\s]|_", "", plain).split())))

    return {"fingerprint": _by_key(key(name) for name in names)}


def sql(names: list[str], _labels: list) -> Found:
    import duckdb

    con = duckdb.connect()
    con.execute("create table n (i integer, name varchar)")
    _insert(con, names)
    con.execute(
        r"""
        create table c as select i, trim(regexp_replace(regexp_replace(lower(name),
            '[^a-z0-9 ]', ' ', 'g'), '\b(ltd|limited|plc|llp|cic|the|co|company|uk)\b', ' ', 'g'))
            as c from n;
        create table t as select distinct i, unnest(string_split_regex(c, '\s+')) as t from c;
        delete from t where length(t) < 3;
        create table rare as select t from t group by t having count(*) between 2 and 60;
        create table p as
            select distinct a.i as a, b.i as b from t a join t b on a.t = b.t and a.i < b.i
            where a.t in (select t from rare)
            union select a.i, b.i from c a join c b on left(a.c, 6) = left(b.c, 6) and a.i < b.i
            where length(a.c) >= 6;
        create table s as select a, b, jaro_winkler_similarity(x.c, y.c) as s
            from p join c x on x.i = a join c y on y.i = b;
        """
    )
    found = {}
    for least in (0.88, 0.9, 0.92, 0.94, 0.96):
        pairs = con.execute("select a, b from s where s >= ?", [least]).fetchall()
        found[f"jaro_winkler >= {least}"] = _components(len(names), pairs)
    return found


def recordlinkage(names: list[str], _labels: list) -> Found:
    import pandas as pd
    import recordlinkage as rl
    from recordlinkage.preprocessing import clean

    table = pd.DataFrame({"name": clean(pd.Series(names)).fillna("")})
    table["start"] = table["name"].str.slice(0, 4)
    indexer = rl.Index()
    indexer.sortedneighbourhood("name", window=9)
    if len(names) <= 30_000:
        indexer.block("start")
    pairs = indexer.index(table)
    compare = rl.Compare(n_jobs=1)
    compare.string("name", "name", method="jarowinkler", label="s")
    compared = compare.compute(pairs, table)["s"]
    found = {}
    for least in (0.88, 0.9, 0.92, 0.94, 0.96):
        found[f"jaro_winkler >= {least}"] = _components(
            len(names), compared.index[compared >= least].tolist()
        )
    return found


def splink(names: list[str], _labels: list) -> Found:
    import pandas as pd
    import splink.comparison_level_library as cll
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink.comparison_library import CustomComparison

    rows = []
    for at, name in enumerate(names):
        words = re.sub(r"[^a-z0-9 ]", " ", name.lower()).split()
        words = [w for w in words if w not in ("ltd", "limited", "plc", "llp", "cic", "the")]
        rare = sorted(set(words), key=len, reverse=True)
        rows.append(
            {
                "unique_id": at, "name": " ".join(words) or name.lower(),
                "first": words[0] if words else "", "start": "".join(words)[:6],
                "long1": rare[0] if rare else "", "long2": rare[1] if len(rare) > 1 else "",
                "last": words[-1] if words else "", "words": sorted(set(words)),
            }
        )  # fmt: skip
    levels = [
        cll.NullLevel("name"),
        cll.ExactMatchLevel("name").configure(tf_adjustment_column="name"),
        *(cll.JaroWinklerLevel("name", least) for least in (0.97, 0.94, 0.9, 0.85)),
        cll.ElseLevel(),
    ]
    long_levels = [
        cll.NullLevel("long1"),
        cll.ExactMatchLevel("long1").configure(tf_adjustment_column="long1"),
        cll.LevenshteinLevel("long1", 1),
        cll.LevenshteinLevel("long1", 2),
        cll.ElseLevel(),
    ]
    first_levels = [
        cll.NullLevel("first"),
        cll.ExactMatchLevel("first").configure(tf_adjustment_column="first"),
        cll.LevenshteinLevel("first", 1),
        cll.ElseLevel(),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            CustomComparison(levels, output_column_name="name"),
            CustomComparison(long_levels, output_column_name="long1"),
            CustomComparison(first_levels, output_column_name="first"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("start"), block_on("long1", "long2"), block_on("first", "last"),
            *([block_on("long1"), block_on("first")] if len(names) <= 30_000 else []),
        ],
    )  # fmt: skip
    api = DuckDBAPI()
    frame = pd.DataFrame(rows)
    registered = api.register(frame) if hasattr(api, "register") else frame
    linker = Linker(registered, settings)
    linker.training.estimate_probability_two_random_records_match([block_on("name")], recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("start"), block_on("long1", "long2")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    scored = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
    found = {}
    for least in (0.5, 0.9, 0.99, 0.999, 0.9999):
        kept = scored[scored["match_probability"] >= least]
        pairs = zip(kept["unique_id_l"].tolist(), kept["unique_id_r"].tolist(), strict=True)
        found[f"probability >= {least}"] = _components(len(names), pairs)
    return found


def dedupe(names: list[str], labels: list) -> Found:
    import dedupe as library
    from dedupe import variables

    data = {str(at): {"name": name.lower().strip() or None} for at, name in enumerate(names)}
    deduper = library.Dedupe(
        [variables.String("name"), variables.Text("name", corpus=[n.lower() for n in names])],
        num_cores=1,
    )
    records = [(data[str(one)], data[str(other)]) for one, other, _same in labels]
    sames = [bool(same) for _one, _other, same in labels]
    training = {
        "match": [pair for pair, same in zip(records, sames, strict=True) if same],
        "distinct": [pair for pair, same in zip(records, sames, strict=True) if not same],
    }
    deduper.prepare_training(
        data, io.StringIO(json.dumps(training)), sample_size=min(15_000, len(names))
    )
    deduper.train(recall=0.95)
    found = {}
    for least in (0.3, 0.5, 0.7, 0.9):
        of = [0] * len(names)
        clusters = deduper.partition(data, threshold=least)
        for number, (members, _scores) in enumerate(clusters):
            for member in members:
                of[int(member)] = number
        found[f"threshold {least}"] = of
    return found


def openrefine(names: list[str], _labels: list) -> Found:
    with _OpenRefine() as server:
        project = server.load(names)
        found = {}
        for function, settings in (
            ("fingerprint", {}), ("ngram-fingerprint", {"ngram-size": 2}),
            ("ngram-fingerprint", {"ngram-size": 1}), ("metaphone3", {}), ("cologne-phonetic", {}),
        ):  # fmt: skip
            clusters = server.cluster(
                project, {"type": "binning", "function": function, "params": settings}
            )
            found[f"{function} {settings or ''}".strip()] = _by_words(names, clusters)
        if len(names) <= 4_000:
            for radius in (2, 3, 4):
                clusters = server.cluster(
                    project,
                    {
                        "type": "knn", "function": "levenshtein",
                        "params": {"radius": radius, "blocking-ngram-size": 6},
                    },
                )  # fmt: skip
                found[f"levenshtein {radius}"] = _by_words(names, clusters)
        return found


class _OpenRefine:
    """OpenRefine on a port of this machine, while it is needed."""

    def __enter__(self) -> "_OpenRefine":
        self._folder = tempfile.TemporaryDirectory()
        self._port = 3300 + os.getpid() % 600
        self._process = subprocess.Popen(
            ["openrefine", "-i", "127.0.0.1", "-p", str(self._port), "-m", "6144M", "-d",
             self._folder.name, "-x", "refine.headless=true"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        for _ in range(120):
            try:
                self._token = json.load(self._get("get-csrf-token"))["token"]
            except OSError:
                time.sleep(0.5)
            else:
                return self
        raise RuntimeError("OpenRefine did not start within a minute.")

    def __exit__(self, *_why: object) -> None:
        os.killpg(self._process.pid, 15)
        self._process.wait()
        self._folder.cleanup()

    def load(self, names: list[str]) -> str:
        edge = uuid.uuid4().hex
        text = "name\n" + "\n".join('"' + name.replace('"', '""') + '"' for name in names)
        options = json.dumps({"separator": ",", "guessCellValueTypes": False})
        parts = {"project-name": "names", "format": "text/line-based/*sv", "options": options}
        body = "".join(
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in parts.items()
        )
        body += (
            f'--{edge}\r\nContent-Disposition: form-data; name="project-file"; '
            f'filename="names.csv"\r\nContent-Type: text/csv\r\n\r\n{text}\r\n--{edge}--\r\n'
        )
        request = urllib.request.Request(
            f"{self._base()}create-project-from-upload?csrf_token={self._token}",
            body.encode(),
            {"Content-Type": f"multipart/form-data; boundary={edge}"},
        )
        with urllib.request.urlopen(request) as answer:
            return urllib.parse.parse_qs(urllib.parse.urlparse(answer.url).query)["project"][0]

    def cluster(self, project: str, how: dict) -> list[list[str]]:
        clusterer = json.dumps({**how, "column": "name"})
        engine = json.dumps({"facets": [], "mode": "row-based"})
        data = urllib.parse.urlencode(
            {"engine": engine, "clusterer": clusterer, "csrf_token": self._token}
        )
        answer = self._get(f"compute-clusters?project={project}", data.encode())
        return [[choice["v"] for choice in cluster] for cluster in json.load(answer)]

    def _base(self) -> str:
        return f"http://127.0.0.1:{self._port}/command/core/"

    def _get(self, what: str, data: bytes | None = None):
        return urllib.request.urlopen(self._base() + what, data)


def _insert(con, names: list[str]) -> None:
    import pandas as pd

    frame = pd.DataFrame({"i": range(len(names)), "name": names})
    con.register("frame", frame)
    con.execute("insert into n select * from frame")


def _by_key(keys: Iterable[str]) -> list[int]:
    numbers: dict[str, int] = {}
    return [numbers.setdefault(key, len(numbers)) for key in keys]


def _by_words(names: list[str], clusters: list[list[str]]) -> list[int]:
    at = defaultdict(list)
    for place, name in enumerate(names):
        at[name].append(place)
    pairs = [
        (at[cluster[0]][0], place)
        for cluster in clusters
        if cluster[0] in at
        for name in cluster[1:]
        for place in at.get(name, ())
    ]
    return _components(len(names), pairs)


def _components(size: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    of = list(range(size))

    def root(node: int) -> int:
        while of[node] != node:
            of[node] = of[of[node]]
            node = of[node]
        return node

    for one, other in pairs:
        of[root(int(one))] = root(int(other))
    return [root(node) for node in range(size)]


PEERS: dict[str, Callable[[list[str], list], Found]] = {
    "fingerprint": fingerprint, "sql": sql, "recordlinkage": recordlinkage, "splink": splink,
    "dedupe": dedupe, "openrefine": openrefine,
}  # fmt: skip


def main() -> None:
    """Run one peer."""
    given = json.load(sys.stdin)
    start = time.perf_counter()
    spent = time.process_time
    before = spent()
    out = sys.stdout
    sys.stdout = sys.stderr
    found = PEERS[sys.argv[1]](given["names"], given["labels"])
    import resource

    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    json.dump(
        {
            "seconds": time.perf_counter() - start, "cpu": spent() - before,
            "megabytes": peak / 1024, "found": found,
        },
        out,
    )  # fmt: skip


if __name__ == "__main__":
    main()
