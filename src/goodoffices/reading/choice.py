"""Which reader reads which article: the English one, the lite one, or a model on a server."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, get_args

from goodoffices.errors import InputError, MissingExtra
from goodoffices.reading.language import LANGUAGE_NAMES
from goodoffices.reading.lite import LiteReader
from goodoffices.reading.lite_words import LITE_LANGUAGES

if TYPE_CHECKING:
    from goodoffices.reading.article import Article
    from goodoffices.reading.names import NameSource
    from goodoffices.reading.reader import EnglishReader, Reader, Reading

__all__ = ["READER_KINDS", "BestReader", "ReaderKind", "choose_reader"]

ReaderKind = Literal["best", "english", "lite", "endpoint"]
"""``best`` is the English reader for English and the lite reader for its other languages."""

READER_KINDS: tuple[ReaderKind, ...] = get_args(ReaderKind)

NO_MODEL_NOTE = (
    "the English model is not installed, so the lite reader stands in; "
    "install it with: pip install goodoffices[en]"
)
"""Note of each reading that the lite reader makes for want of the English model."""


class BestReader:
    """The English reader for English; the lite reader where there is no better one, and it says so.

    ``english`` is None when its model is not installed.
    """

    def __init__(self, english: EnglishReader | None, lite: LiteReader) -> None:
        self._english = english
        self._lite = lite

    @property
    def name(self) -> str:
        """Which reader reads English here; the trace of an event tells which one found it."""
        return self._lite.name if self._english is None else self._english.name

    @property
    def version(self) -> str:
        """Versions of all that may take part, so that a change of either shows."""
        own = f"{self._lite.name}-{self._lite.version}"
        return own if self._english is None else f"{self._english.version}+{own}"

    def read(self, article: Article) -> Reading:
        """Return what the article says happened.

        Raises ``InputError`` for a language that neither reader knows.
        """
        if article.language == "en" and self._english is not None:
            return self._english.read(article)
        if article.language not in LITE_LANGUAGES:
            told = LANGUAGE_NAMES.get(article.language, f"unknown ({article.language})")
            others = ", ".join(LANGUAGE_NAMES[code] for code in LITE_LANGUAGES if code != "en")
            raise InputError(
                f"the language of the text is {told}; English is read, and {others} "
                "by the lite reader",
                where=article.name,
            )
        reading = self._lite.read(article)
        if article.language != "en":
            return reading
        return replace(reading, skipped=(NO_MODEL_NOTE, *reading.skipped))


def choose_reader(world: NameSource | None = None, kind: ReaderKind = "best") -> Reader:
    """Return a reader of the kind asked for.

    ``endpoint`` takes its server from the environment (`open_endpoint_reader` takes arguments).
    Raises ``MissingExtra`` when ``english`` is asked for and its model is not installed, and
    ``InputError`` when ``endpoint`` is asked for and no server is named.

    >>> choose_reader(kind="lite").name
    'lite'
    """
    from goodoffices.reading.endpoint import open_endpoint_reader
    from goodoffices.reading.parse import open_model
    from goodoffices.reading.reader import EnglishReader
    from goodoffices.world import World, load_world

    names = load_world() if world is None else world
    if kind == "endpoint":
        if not isinstance(names, World):
            raise InputError("the endpoint reader needs the world tables, not a twin of them")
        return open_endpoint_reader(names)
    if kind == "lite":
        return LiteReader(names)
    try:
        open_model()
    except MissingExtra:
        if kind == "english":
            raise
        return BestReader(None, LiteReader(names))
    english = EnglishReader(names)
    return english if kind == "english" else BestReader(english, LiteReader(names))
