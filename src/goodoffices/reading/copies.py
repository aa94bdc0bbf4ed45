"""Find copies among texts: syndicated reports, small edits, cut-down versions.

One happening told by one agency and printed by forty papers is forty reports of one reading, not
forty witnesses. Words are cut into overlapping runs of three (shingles); MinHash signatures put
texts that share many runs into the same bucket; each pair so found is then compared exactly.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING, Any

from goodoffices.reading import limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from goodoffices.records import Event, Statement

    Hashes = NDArray[np.uint64]

__all__ = ["Overlap", "group_copies", "overlap", "stories_of_quotes"]

# Scripts that write no blanks between words are cut into single signs.
_WORD = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\\w+")
_PLAIN_WORD = re.compile(r"\w+", re.ASCII)
_GOLDEN = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How much two texts share: of all their runs, and of the runs of the shorter one."""

    resemblance: float
    containment: float
    n_shorter: int

    @property
    def is_copy(self) -> bool:
        """True when one is a copy of the other, whole or cut down."""
        is_part = (
            self.containment >= limits.COPY_CONTAINMENT and self.n_shorter >= limits.MIN_PART_RUNS
        )
        return is_part or self.resemblance >= limits.COPY_RESEMBLANCE


def overlap(one: str, other: str) -> Overlap:
    """Return how much two texts share in runs of three words.

    With A and B the sets of runs: resemblance |A n B| / |A u B|, containment
    |A n B| / min(|A|, |B|). Case, punctuation and white space do not count.

    Reference: Broder, A. (1997), On the resemblance and containment of documents.

    >>> overlap("Envoys met in Astana today.", "ENVOYS MET in Astana -- today").resemblance
    1.0
    """
    codes: dict[str, int] = {}
    return _overlap(_runs(_words(one), codes), _runs(_words(other), codes))


def group_copies(texts: Mapping[str, str]) -> dict[str, str]:
    """Return for each text, by id, the story it belongs to: the least id among its copies.

    A copy of a copy belongs to the same story, so the order of the texts makes no difference.
    Texts with the same words always share a story; texts without a word never do.

    >>> group_copies({"b": "Envoys met in Astana.", "a": "Envoys met in Astana", "c": "Rain."})
    {'b': 'a', 'a': 'a', 'c': 'c'}
    """
    same: dict[tuple[str, ...], list[str]] = {}
    for key, text in texts.items():
        words = _words(text)
        same.setdefault(words or ("", key), []).append(key)
    heads = {min(keys): words for words, keys in same.items()}
    parent = {key: key for key in heads}
    _join_copies(heads, parent)
    found = {key: _root(parent, min(keys)) for keys in same.values() for key in keys}
    return {key: found[key] for key in texts}


def stories_of_quotes(records: Iterable[Event | Statement]) -> dict[str, str]:
    """Return for each document that records quote the story it belongs to.

    The store holds no text, only the sentences that records rest on; two documents are copies when
    their quoted sentences are. Documents with fewer than ``MIN_STORY_WORDS`` quoted words stand
    alone: short sentences are alike by chance.

    >>> stories_of_quotes([])
    {}
    """
    quotes: dict[str, set[tuple[int, str]]] = {}
    for one in records:
        for document in one.document_ids if one.quote else ():
            quotes.setdefault(document, set()).add((one.quote_start or 0, one.quote))
    texts = {key: " ".join(text for _, text in sorted(found)) for key, found in quotes.items()}
    long = {key: t for key, t in texts.items() if len(_words(t)) >= limits.MIN_STORY_WORDS}
    return {key: key for key in texts} | group_copies(long)


def _words(text: str) -> tuple[str, ...]:
    if text.isascii():
        return tuple(_PLAIN_WORD.findall(text.lower()))
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _runs(words: tuple[str, ...], codes: dict[str, int]) -> Hashes:
    """Return the sorted hashes of all runs of words; of a shorter text, of the whole of it.

    ``codes`` keeps the hash of each word, so that a word is hashed once for many texts.
    """
    import numpy as np

    for word in words:
        if word not in codes:
            codes[word] = _digest(word)
    coded = np.array(list(map(codes.__getitem__, words)), dtype=np.uint64)
    n_runs = max(1, len(words) - limits.WORDS_PER_RUN + 1)
    joined = np.zeros(n_runs, dtype=np.uint64)
    for place in range(min(limits.WORDS_PER_RUN, len(words))):
        joined = joined * np.uint64(_GOLDEN) + coded[place : place + n_runs]
    joined = np.sort(_mixed(joined))
    is_new = np.ones(joined.size, dtype=np.bool_)
    is_new[1:] = joined[1:] != joined[:-1]
    return joined[is_new]


def _mixed(values: Hashes) -> Hashes:
    """Return numbers so stirred that each bit of one depends on all bits of it (SplitMix64)."""
    import numpy as np

    mixed = values + np.uint64(_GOLDEN)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))


def _digest(text: str) -> int:
    packed = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(packed, digest_size=8).digest(), "big")


def _overlap(one: Hashes, other: Hashes) -> Overlap:
    import numpy as np

    n_shared = np.intersect1d(one, other, assume_unique=True).size
    shorter = min(one.size, other.size)
    return Overlap(
        resemblance=n_shared / (one.size + other.size - n_shared),
        containment=n_shared / shorter,
        n_shorter=shorter,
    )


def _join_copies(texts: Mapping[str, tuple[str, ...]], parent: dict[str, str]) -> None:
    """Join the texts that are copies: those that meet in a bucket, compared exactly."""
    codes: dict[str, int] = {}
    runs = {key: _runs(words, codes) for key, words in texts.items() if words}
    buckets: dict[tuple[int, bytes], list[str]] = {}
    for key, hashes in runs.items():
        for band, rows in enumerate(_signature(hashes)):
            buckets.setdefault((band, rows.tobytes()), []).append(key)
    compared: set[tuple[str, str]] = set()
    for keys in buckets.values():
        if len(keys) == 1 or len({_root(parent, key) for key in keys}) == 1:
            continue
        for one, other in combinations(sorted(keys), 2):
            low, high = sorted((_root(parent, one), _root(parent, other)))
            if low == high or (one, other) in compared:
                continue
            compared.add((one, other))
            if _overlap(runs[one], runs[other]).is_copy:
                parent[high] = low


def _signature(hashes: Hashes) -> Any:
    """Return the MinHash signature, bands by rows, from one hashing cut into equal bins.

    An entry is the least hash in its bin; an empty bin takes that of the first filled one in an
    order of its own, the same for all texts. Two sets share one entry with the probability of
    their resemblance s, and at least one of b bands of r rows with about 1 - (1 - s^r)^b.

    Reference: Shrivastava, A. (2017), Optimal densification for fast and accurate minwise hashing.
    """
    import numpy as np

    edges, orders = _bins()
    starts = np.searchsorted(hashes, edges)
    is_filled = starts < np.append(starts[1:], hashes.size)
    chosen = np.arange(edges.size)
    empty = chosen[~is_filled]
    if empty.size:
        chosen[empty] = orders[empty, is_filled[orders[empty]].argmax(axis=1)]
    return hashes[starts[chosen]].reshape(limits.BANDS, -1)


@cache
def _bins() -> tuple[Hashes, NDArray[np.int64]]:
    """Return where each bin begins, and for each bin the order in which it looks at the others."""
    import numpy as np

    size = limits.BANDS * limits.ROWS_PER_BAND
    edges = np.arange(size, dtype=np.uint64) * np.uint64(2**64 // size)
    places = np.arange(size * size, dtype=np.uint64)
    return edges, np.argsort(_mixed(places).reshape(size, size), axis=1)


def _root(parent: dict[str, str], key: str) -> str:
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key
