"""Readers in processes of their own: kept alive over many articles, stopped when one hangs."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from goodoffices.errors import GoodOfficesError, InputError
from goodoffices.reading.limits import READER_START_SECONDS, SECONDS_PER_ARTICLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from typing import Self

    from goodoffices.reading.article import Article
    from goodoffices.reading.reader import Reader, Reading

__all__ = ["ReaderPool", "read_all"]

_AHEAD = 2
"""Articles taken from the input per worker before the first answer is due."""


def read_all(reader: Reader, articles: Iterable[Article]) -> Iterator[Reading | InputError]:
    """Yield the reading of each article in order, or the error that says why there is none.

    A `ReaderPool` reads several at once; any other reader one after the other.
    """
    if isinstance(reader, ReaderPool):
        yield from reader.read_many(articles)
        return
    for article in articles:
        try:
            yield reader.read(article)
        except InputError as error:
            yield error


@dataclass(slots=True, kw_only=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    name: str = ""
    version: str = ""
    at: int | None = None
    article: Article | None = None
    due: float = 0.0


class ReaderPool:
    """A reader that runs in ``n_workers`` processes; a context manager.

    An article that takes longer than ``seconds`` or brings its process down becomes one error, and
    a new process takes over. ``opened`` makes the reader inside each process; the processes start
    when the first article comes.
    """

    def __init__(
        self,
        n_workers: int = 1,
        *,
        seconds: float = SECONDS_PER_ARTICLE,
        opened: Callable[[], Reader] | None = None,
    ) -> None:
        self._seconds = seconds
        self._opened = opened
        self._context = multiprocessing.get_context("spawn")
        self._n_workers = max(1, n_workers)
        self._started: list[_Worker] = []

    @property
    def _workers(self) -> list[_Worker]:
        """The processes, started when the first of them is needed."""
        if not self._started:
            self._started = [self._start() for _ in range(self._n_workers)]
            try:
                for worker in self._started:
                    self._greet(worker)
            except BaseException:
                self.close()
                raise
        return self._started

    @property
    def name(self) -> str:
        """Which reader this is: that of its processes."""
        return self._workers[0].name

    @property
    def version(self) -> str:
        """Version of the reader in the processes."""
        return self._workers[0].version

    def read(self, article: Article) -> Reading:
        """Return what one article says happened."""
        (found,) = self.read_many([article])
        if isinstance(found, InputError):
            raise found
        return found

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading | InputError]:
        """Yield a reading or an error for each article, in order."""
        for worker in self._started:
            if worker.at is not None:  # left over from a call that was not read to its end
                worker.at = worker.article = None
                self._replace(worker)
        waiting = enumerate(articles)
        done: dict[int, Reading | InputError] = {}
        n_asked = n_given = 0
        ready: deque[_Worker] = deque()
        is_open = True
        while is_open or n_given < n_asked:
            while (
                is_open and (ready or not n_asked) and n_asked - n_given < _AHEAD * self._n_workers
            ):
                following = next(waiting, None)
                if following is None:
                    is_open = False
                    break
                if not n_asked:
                    ready.extend(self._workers)
                self._ask(ready.popleft(), *following)
                n_asked += 1
            for worker in self._finished():
                at, found = self._answer(worker)
                done[at] = found
                ready.append(worker)
            while n_given in done:
                yield done.pop(n_given)
                n_given += 1

    def close(self) -> None:
        """Stop all processes."""
        for worker in self._started:
            worker.pipe.close()
            worker.process.kill()
        for worker in self._started:
            worker.process.join()
        self._started = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._opened), daemon=True)
        with _deaf_to_interrupts():
            process.start()
        theirs.close()
        return _Worker(process=process, pipe=ours)

    def _greet(self, worker: _Worker) -> None:
        """Wait until the reader of a process is open; raise its error if it cannot be."""
        if not worker.pipe.poll(READER_START_SECONDS):
            message = f"the reader did not start within {READER_START_SECONDS:.0f} seconds"
            raise GoodOfficesError(message)
        try:
            kind, *words = worker.pipe.recv()
        except EOFError:
            raise GoodOfficesError("the process of the reader ended before it was ready") from None
        if kind == "failed":
            raise words[0]
        worker.name, worker.version = words

    def _ask(self, worker: _Worker, at: int, article: Article) -> None:
        worker.at, worker.article = at, article
        worker.due = time.monotonic() + self._seconds
        with suppress(OSError):  # a process that died is found when it does not answer
            worker.pipe.send(article)

    def _finished(self) -> list[_Worker]:
        """Return the workers that answered, died or are overdue; wait until there is one."""
        busy = [worker for worker in self._started if worker.at is not None]
        if not busy:
            return []
        left = max(0.0, min(worker.due for worker in busy) - time.monotonic())
        told = wait([worker.pipe for worker in busy], timeout=left)
        now = time.monotonic()
        return [worker for worker in busy if worker.pipe in told or worker.due <= now]

    def _answer(self, worker: _Worker) -> tuple[int, Reading | InputError]:
        at, article = worker.at, worker.article
        if at is None or article is None:
            raise AssertionError("asked for the answer of an idle process")
        worker.at = worker.article = None
        if not worker.pipe.poll():
            self._replace(worker)
            message = f"reading took longer than {self._seconds:.0f} seconds and was stopped"
            return at, InputError(message, where=article.name)
        try:
            found: Any = worker.pipe.recv()
        except (EOFError, OSError):
            self._replace(worker)
            message = "the process of the reader ended while it read this text"
            return at, InputError(message, where=article.name)
        if isinstance(found, str):
            return at, InputError(found)
        return at, found

    def _replace(self, worker: _Worker) -> None:
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()
        fresh = self._start()
        worker.process, worker.pipe = fresh.process, fresh.pipe
        self._greet(worker)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let a process that starts inside inherit that Ctrl-C is not for it, from its first line on.

    The terminal sends Ctrl-C to all processes; the parent stops its readers itself.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, opened: Callable[[], Reader] | None) -> None:
    """Read articles from a pipe until it closes; runs in the process of a worker."""
    from goodoffices.reading.reader import open_reader

    try:
        reader = (opened or open_reader)()
        pipe.send(("ready", reader.name, reader.version))
    except GoodOfficesError as error:
        pipe.send(("failed", error))
        return
    with suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        while True:
            article = pipe.recv()
            try:
                pipe.send(reader.read(article))
            except InputError as error:
                pipe.send(str(error))
            except Exception as error:  # noqa: BLE001 - a fault of ours costs one article, not all
                pipe.send(f"{article.name}: the reader failed on this text ({error!r:.200})")
