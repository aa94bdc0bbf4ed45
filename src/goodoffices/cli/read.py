"""``read``: news texts into events."""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.options import DAY, Settings, json_option, print_json, write_file

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from goodoffices.errors import InputError
    from goodoffices.reading import (
        Article,
        Gathered,
        Reader,
        ReaderKind,
        ReaderPool,
        Reading,
    )

__all__ = ["read"]

_TEXTS_WORTH_A_PROCESS = 8


@click.command(
    epilog="""\b
Examples:
  goodoffices read report.txt --published 2016-06-27
  goodoffices read page.html --dry-run
  goodoffices read report.txt --dry-run --html report.html
  goodoffices read folder-of-texts
  goodoffices read news.jsonl
  cat report.txt | goodoffices read - --published 2016-06-27"""
)
@click.argument("targets", nargs=-1, required=True, metavar="FILE|FOLDER|URL|- ...")
@click.option(
    "--published",
    type=DAY,
    default=None,
    metavar="YYYY-MM-DD",
    help="Day of publication, for texts that carry no date.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=None,
    metavar="N",
    help="How many texts to read at once.  [default: one a core for a batch]",
)
@click.option(
    "--reader",
    "kind",
    type=click.Choice(["best", "english", "lite", "endpoint"]),
    default="best",
    show_default=True,
    help="Which reader reads: the English one where it can and the lite one elsewhere, one of "
    "them, or a language model on a server.",
)
@click.option(
    "--endpoint",
    "url",
    default=None,
    metavar="URL",
    help="Server for --reader endpoint, one that speaks the OpenAI chat API.  The texts are sent "
    "there. (Or set GOODOFFICES_ENDPOINT; the key goes into GOODOFFICES_API_KEY.)",
)
@click.option(
    "--model",
    default=None,
    metavar="NAME",
    help="Model on that server (or set GOODOFFICES_MODEL).",
)
@click.option("--dry-run", is_flag=True, help="Show what would be found; write nothing.")
@click.option(
    "--html",
    "html_file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    metavar="FILE",
    help="With --dry-run: write the texts as a page with every event marked and explained.",
)
@json_option
@click.pass_obj
def read(
    settings: Settings,
    targets: tuple[str, ...],
    published: dt.date | None,
    workers: int | None,
    kind: ReaderKind,
    url: str | None,
    model: str | None,
    html_file: Path | None,
    *,
    dry_run: bool,
    is_json: bool,
) -> None:
    """Read news texts: who did what to whom, when, with the words that say so.

    Plain text or HTML. A text may begin with the lines "Title:", "Published: YYYY-MM-DD" and
    "Source: ADDRESS". A file of JSON lines (.jsonl) holds many articles, each an object with "text"
    and, where known, "title", "url", "published", "publisher". Each text is one unit: it is in the
    store wholly or not at all, and reading it again changes nothing. An address is fetched only
    because you name it.
    """
    from goodoffices.reading import ReaderPool, count_articles, gather, list_inputs
    from goodoffices.reading.limits import SECONDS_PER_ANSWER, SECONDS_PER_ARTICLE

    if html_file is not None and not dry_run:
        raise click.UsageError("--html shows what would be read: give it together with --dry-run")
    if (url or model) and kind != "endpoint":
        raise click.UsageError("--endpoint and --model go with --reader endpoint")
    opened = partial(_open, kind, url, model)
    inputs = list_inputs(targets)
    gathered = gather(inputs, published=published, stdin=sys.stdin.buffer)
    total = count_articles(inputs)
    n_workers = workers or _workers_for(total)
    seconds = SECONDS_PER_ANSWER if kind == "endpoint" else SECONDS_PER_ARTICLE
    pool = ReaderPool(n_workers, seconds=seconds, opened=opened)
    if dry_run:
        with pool:
            _show(settings, gathered, pool, html_file, is_json=is_json)
        return
    _load(settings, gathered, pool, total, is_json=is_json)


def _load(
    settings: Settings,
    gathered: Iterable[Gathered],
    pool: ReaderPool,
    total: int,
    *,
    is_json: bool,
) -> None:
    """Read the texts into the store, and say what came of each."""
    from goodoffices.cli.store import finish
    from goodoffices.ledger import load_texts, open_store

    heard = _Heard(pool)
    with open_store(Path(settings.store_path), mode="write") as store:
        followed = settings.track(gathered, "Reading", total)
        try:
            with pool:
                outcomes = load_texts(store, followed, heard)
        except KeyboardInterrupt:
            settings.say(
                "What was read so far is in the store; the same command goes on from there."
            )
            raise
    if is_json:
        print_json(outcomes)
    for note, n_texts in heard.notes.items():
        settings.say(f"{n_texts} {'text' if n_texts == 1 else 'texts'}: {note}")
    finish(settings, outcomes)


class _Heard:
    """A pool that counts, over all its readings, what a lesser reader said of itself."""

    def __init__(self, pool: ReaderPool) -> None:
        self._pool = pool
        self.notes: Counter[str] = Counter()

    @property
    def name(self) -> str:
        return self._pool.name

    @property
    def version(self) -> str:
        return self._pool.version

    def read(self, article: Article) -> Reading:
        reading = self._pool.read(article)
        self._hear(reading)
        return reading

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading | InputError]:
        for reading in self._pool.read_many(articles):
            self._hear(reading)
            yield reading

    def _hear(self, reading: Reading | InputError) -> None:
        from goodoffices.reading.choice import NO_MODEL_NOTE
        from goodoffices.reading.lite import LITE_NOTE

        notes = getattr(reading, "skipped", ())
        self.notes.update(note for note in notes if note in {NO_MODEL_NOTE, LITE_NOTE})


def _open(kind: ReaderKind, url: str | None, model: str | None) -> Reader:
    from goodoffices.reading import open_endpoint_reader, open_reader

    if kind == "endpoint":
        return open_endpoint_reader(url=url, model=model)
    return open_reader(kind=kind)


def _workers_for(n_texts: int) -> int:
    """Return how many processes are worth their start: each takes seconds to load its model."""
    import os

    return max(1, min(os.cpu_count() or 1, n_texts // _TEXTS_WORTH_A_PROCESS))


def _show(
    settings: Settings,
    gathered: Iterable[Gathered],
    reader: Reader,
    html_file: Path | None,
    *,
    is_json: bool,
) -> None:
    """Print what would be found, or write it as a page; exit with 1 if a text cannot be read."""
    from rich.console import Console

    from goodoffices.errors import InputError
    from goodoffices.reading import annotate_html, render_dry_run

    console = Console(highlight=False, soft_wrap=False)
    shown, problems = [], []
    for item in gathered:
        problem, reading = item.problem, None
        try:
            reading = reader.read(item.article) if item.article is not None else None
        except InputError as error:
            problem = str(error)
        if item.article is None or reading is None:
            problems.append(problem)
            settings.say(f"failed     {problem}")
        elif is_json:
            print_json(reading)
        elif html_file is not None:
            shown.append((item.article, reading))
        else:
            console.print(render_dry_run(item.article, reading))
    if html_file is not None and not is_json:
        write_file(html_file, annotate_html(shown, problems))
        settings.say(f"The page is here: {html_file}")
    if problems:
        raise click.exceptions.Exit(1)
