"""Nodes as arrays: thousands of pairs of them are weighed in one go.

Words become numbers in alphabetical order, so that comparing numbers is comparing words; a node is
a row of them. What is rare (names with other names, with one word twice, with more than
`MOST_WORDS` words) is *odd*: it is weighed one pair at a time, as a `Node`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from spinney.purchasing.engine.matching.known import INITIALS
from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.nodes import Node
from spinney.purchasing.engine.matching.scoring import NAMED_BY_ALL, SHARED_BY_FEDERATED
from spinney.purchasing.engine.matching.vocabulary import (
    FEDERATED,
    GENERIC,
    LEGAL,
    LEGAL_PHRASES,
    LOCAL_KINDS,
    NAMED_KINDS,
    SUBSIDIARY,
)

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

MOST_WORDS: Final = 8
FORMS: Final = tuple(sorted({*LEGAL.values(), *LEGAL_PHRASES.values()}))
NO_WORD: Final = -1


@dataclass(frozen=True)
class WordArrays:
    """What is known of each word, by its number. `means` is the number of what it is a slip of;
    `place` and `generic` speak of that; `local` are words of federations and of what is in many
    places, `federation` of the former, `federated` all that bodies of one share; `council` is that
    word, `letters` what may be a council's; `kind` are words of what each place has its own of,
    `named` of what is called the same in many places, `namesake` all that such are called by.
    """

    text: pa.StringArray
    weight: NDArray[Any]
    length: NDArray[Any]
    first: NDArray[Any]
    means: NDArray[Any]
    alpha: NDArray[Any]
    place: NDArray[Any]
    generic: NDArray[Any]
    local: NDArray[Any]
    federation: NDArray[Any]
    kind: NDArray[Any]
    named: NDArray[Any]
    namesake: NDArray[Any]
    federated: NDArray[Any]
    subsidiary: NDArray[Any]
    council: NDArray[Any]
    letters: NDArray[Any]

    def texts(self, numbers: NDArray[Any]) -> list[str]:
        """The words of these numbers."""
        import pyarrow as pa

        found: list[str] = self.text.take(pa.array(numbers)).to_pylist() if len(numbers) else []
        return found


@dataclass(frozen=True)
class NodeArrays:
    """Nodes 0..n-1. `rows` has the numbers of a node's words, `NO_WORD` behind the last, `many` how
    many they are; `odd` says that it is weighed by itself, `marked` that its letters alone do not
    tell whether a pair is worth weighing, `federated` that a word of it is of a federation,
    `traded` that it has other names.
    `figures` and `aside` number its figures and what stands aside (0 for none). `letters` are its
    words run together (`length` of them), `ordered` its words in alphabetical order; the same
    letters have the same id.

    `family` is one number for nodes of one family (`nodes.Keys`), 0 the first. Of all its names
    together are `placed` (how many places stand behind them), `forms` (a bit for each legal form),
    `width`, `support`, and `tails`: family * number of words + word, sorted.
    """

    words: WordArrays
    rows: NDArray[Any]
    many: NDArray[Any]
    odd: NDArray[Any]
    federated: NDArray[Any]
    traded: NDArray[Any]
    marked: NDArray[Any]
    family: NDArray[Any]
    figures: NDArray[Any]
    aside: NDArray[Any]
    placed: NDArray[Any]
    forms: NDArray[Any]
    width: NDArray[Any]
    support: NDArray[Any]
    tails: NDArray[Any]
    letters: pa.StringArray
    letters_id: NDArray[Any]
    length: NDArray[Any]
    ordered: pa.StringArray
    ordered_id: NDArray[Any]
    written: pa.StringArray
    others: pa.StringArray
    figures_text: pa.StringArray

    def node(self, at: int) -> Node:
        """One node, to be compared by itself. Of its tails only those are there that may be words
        of others.
        """
        size = len(self.words.text)
        family = int(self.family[at])
        start, end = self.tails.searchsorted((family * size, (family + 1) * size)).tolist()
        tails = (self.tails[start:end] % size).tolist()
        bits = int(self.forms[at])
        others = self.others[at].as_py()
        return Node(
            "",
            self.words_of(at),
            tuple(self.figures_text[at].as_py().split()),
            tuple(tuple(other.split()) for other in others.split("/")) if others else (),
            "",
            {form for place, form in enumerate(FORMS) if bits >> place & 1} if bits else set(),
            {self.words.text[word].as_py() for word in tails},
            range(int(self.support[at])),
            int(self.width[at]),
        )

    def words_of(self, at: int) -> tuple[str, ...]:
        """A node's words in their order."""
        return tuple(self.written[at].as_py().split())

    def in_tails(self, nodes: NDArray[Any], words: NDArray[Any]) -> NDArray[Any]:
        """Whether each word stands behind a name of the family of the node beside it."""
        import numpy as np

        if not len(self.tails):
            return np.zeros(len(nodes), bool)
        wanted = self.family[nodes] * len(self.words.text) + words
        at = np.searchsorted(self.tails, wanted)
        found: NDArray[Any] = self.tails[np.minimum(at, len(self.tails) - 1)] == wanted
        return found


def table_of(nodes: Sequence[Node]) -> pa.Table:
    """Nodes of memory as the table that `arrays_of` takes."""
    import pyarrow as pa

    texts = pa.list_(pa.string())
    return pa.table(
        {
            "words": pa.array([" ".join(node.words) for node in nodes], pa.string()),
            "figures": pa.array([" ".join(node.numbers) for node in nodes], pa.string()),
            "aside": pa.array([" ".join(node.aside) for node in nodes], pa.string()),
            "others": pa.array(
                ["/".join(" ".join(other) for other in node.others) for node in nodes], pa.string()
            ),
            "forms": pa.array([sorted(node.forms) for node in nodes], texts),
            "tails": pa.array([sorted(node.tails) for node in nodes], texts),
            "width": pa.array([node.width for node in nodes], pa.int64()),
            "support": pa.array([node.support for node in nodes], pa.int64()),
            "family": pa.array([node.family for node in nodes], pa.string()),
            "marked": pa.array([node.marked for node in nodes], pa.bool_()),
        }
    )


def arrays_of(nodes: pa.Table, lexicon: Lexicon) -> NodeArrays:
    """(words, figures, aside, others, forms, tails, width, support, family, marked), a row for each
    node in their order, as arrays. The first four are texts with spaces ("/" between other names),
    `forms` and `tails` lists of what names of the node have.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    written = _whole(nodes["words"])
    split = pc.split_pattern(written, " ")
    words = _words(_every_word(split, nodes["others"], lexicon), lexicon)
    rows, many, twice = _rows(split, words)
    ordered = pa.array([" ".join(sorted(one)) for one in split.to_pylist()], pa.string())
    letters = pc.replace_substring(written, " ", "")
    others, family = _whole(nodes["others"]), _ids(_whole(nodes["family"]))
    has_others = np.asarray(pc.not_equal(others, ""))
    return NodeArrays(
        words=words,
        rows=rows,
        many=many,
        odd=has_others | twice | (many > MOST_WORDS),
        federated=_federated(rows, words),
        traded=np.asarray(has_others),
        marked=np.asarray(_whole(nodes["marked"]).to_numpy(zero_copy_only=False)),
        family=family,
        figures=_numbered(nodes["figures"]),
        aside=_numbered(nodes["aside"]),
        placed=_placed(nodes["tails"], family, lexicon)[family],
        forms=_of_family(np.bitwise_or, _form_bits(nodes["forms"]), family),
        width=_of_family(np.maximum, nodes["width"].to_numpy(), family),
        support=_of_family(np.add, nodes["support"].to_numpy(), family),
        tails=_tail_keys(nodes["tails"], family, words),
        letters=letters,
        letters_id=_ids(letters),
        length=np.asarray(pc.utf8_length(letters), np.int64),
        ordered=ordered,
        ordered_id=_ids(ordered),
        written=written,
        others=others,
        figures_text=_whole(nodes["figures"]),
    )


def _ids(texts: Any) -> NDArray[Any]:
    """A number for each text, the same for the same."""
    import numpy as np

    return np.asarray(texts.dictionary_encode().indices, np.int64)


def _whole(column: pa.ChunkedArray) -> Any:
    return column.combine_chunks()


def _every_word(split: Any, others: pa.ChunkedArray, lexicon: Lexicon) -> list[str]:
    """Every word of the nodes and what each means, in alphabetical order."""
    import pyarrow.compute as pc

    found = set(pc.unique(split.flatten()).to_pylist())
    for other in pc.unique(others).to_pylist():
        found.update(other.replace("/", " ").split())
    found |= {lexicon.meant(word) for word in found}
    return sorted(found)


def _words(every: list[str], lexicon: Lexicon) -> WordArrays:
    import numpy as np
    import pyarrow as pa

    at = {word: number for number, word in enumerate(every)}
    means = np.array([at[lexicon.meant(word)] for word in every], np.int32)

    def told(words: Iterable[str]) -> NDArray[Any]:
        found = np.zeros(len(every), bool)
        found[[at[word] for word in words if word in at]] = True
        return found

    return WordArrays(
        text=pa.array(every, pa.string()),
        weight=np.array([lexicon.weight(word) for word in every], np.float64),
        length=np.array([len(word) for word in every], np.int32),
        first=np.array([ord(word[0]) if word else 0 for word in every], np.int32),
        means=means,
        alpha=np.array([word.isalpha() for word in every], bool),
        place=told(lexicon.places)[means],
        generic=told(GENERIC)[means],
        local=told(FEDERATED | NAMED_KINDS),
        federation=told(FEDERATED),
        kind=told(LOCAL_KINDS),
        named=told(NAMED_KINDS),
        namesake=told(NAMED_BY_ALL),
        federated=told(SHARED_BY_FEDERATED),
        subsidiary=told(SUBSIDIARY),
        council=told({"council"}),
        letters=told(word for word in every if word.endswith(INITIALS) or word.startswith("lb")),
    )


def _rows(split: Any, words: WordArrays) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """The numbers of each node's words, how many they are, and whether one is there twice."""
    import numpy as np
    import pyarrow.compute as pc

    numbers = np.asarray(pc.index_in(split.flatten(), words.text), np.int32)
    many = np.asarray(pc.list_value_length(split), np.int64)
    whose = np.repeat(np.arange(len(many)), many)
    place = np.arange(len(numbers)) - np.repeat(np.cumsum(many) - many, many)
    rows = np.full((len(many), MOST_WORDS), NO_WORD, np.int32)
    fits = place < MOST_WORDS
    rows[whose[fits], place[fits]] = numbers[fits]
    ordered = np.sort(rows, axis=1)
    twice = ((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] != NO_WORD)).any(axis=1)
    return rows, many, twice


def _federated(rows: NDArray[Any], words: WordArrays) -> NDArray[Any]:
    """Nodes with a word of a federation."""
    found: NDArray[Any] = (words.local[rows] & (rows != NO_WORD)).any(axis=1)
    return found


def _numbered(texts: pa.ChunkedArray) -> NDArray[Any]:
    """A number for each text: 0 for "", else the same for the same."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    every = [text for text in pc.unique(texts).to_pylist() if text]
    found = pc.fill_null(pc.index_in(_whole(texts), pa.array(every, pa.string())), -1)
    return np.asarray(found, np.int64) + 1


def _form_bits(forms: pa.ChunkedArray) -> NDArray[Any]:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    lists = _whole(forms)
    found = np.zeros(len(lists), np.int64)
    numbers = np.asarray(
        pc.fill_null(pc.index_in(lists.flatten(), pa.array(FORMS, pa.string())), -1), np.int64
    )
    whose = np.asarray(pc.list_parent_indices(lists), np.int64)
    known = numbers >= 0
    np.bitwise_or.at(found, whose[known], np.int64(1) << numbers[known])
    return found


def _placed(tails: pa.ChunkedArray, family: NDArray[Any], lexicon: Lexicon) -> NDArray[Any]:
    """For each family how many different places stand behind its names."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    lists = _whole(tails)
    split = pc.split_pattern(lists.flatten(), " ")
    whose = pc.list_parent_indices(lists).take(pc.list_parent_indices(split))
    places = sorted(lexicon.places)
    numbers = pc.index_in(split.flatten(), pa.array(places, pa.string()))
    there = pc.is_valid(numbers)
    keys = family[np.asarray(whose.filter(there), np.int64)] * len(places)
    keys = np.unique(keys + np.asarray(numbers.filter(there), np.int64))
    found: NDArray[Any] = np.bincount(keys // len(places), minlength=len(family))
    return found


def _of_family(gather: Any, values: NDArray[Any], family: NDArray[Any]) -> NDArray[Any]:
    """What the nodes of each family have together, for each node."""
    import numpy as np

    found = np.zeros(len(family), np.int64)
    gather.at(found, family, values)
    told: NDArray[Any] = found[family]
    return told


def _tail_keys(tails: pa.ChunkedArray, family: NDArray[Any], words: WordArrays) -> NDArray[Any]:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    lists = _whole(tails)
    flat, whose = lists.flatten(), pc.list_parent_indices(lists)
    said = pc.not_equal(flat, "")
    split = pc.split_pattern(flat.filter(said), " ")
    nodes = whose.filter(said).take(pc.list_parent_indices(split))
    numbers = pc.index_in(split.flatten(), words.text)
    there = pc.is_valid(numbers)
    keys = family[np.asarray(nodes.filter(there), np.int64)] * len(words.text)
    return np.unique(keys + np.asarray(pa.array(numbers).filter(there), np.int64))
