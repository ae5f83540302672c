"""Where the finding is done: in this process, on all cores, or on a Ray cluster. The record is the same whichever it is.

An engine takes whole batches of documents and gives back what was found in each, in order. A worker that dies takes no report with it:
its batches are read again, and a report that kills every worker it meets is named as one that could not be read.

    communique read --engine cores archive/      communique read --engine ray --address ray://head:10001 archive/
"""

from __future__ import annotations

import functools
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol

from communique.model import Document
from communique.run.finding import Found, find_all
from communique.run.parses import Place

Batch = Sequence[Document]
Result = Callable[[], Iterable[Found]]


class EngineError(Exception):
    """The engine cannot be had; the message says what to do."""


class Engine(Protocol):
    """Something that finds.

    Attributes:
        ahead: how many batches it should be given before the first result is asked for.
    """

    ahead: int

    def submit(self, batch: Batch) -> Result:
        """Take a batch; what comes back gives its findings, and waits for them."""

    def close(self) -> None:
        """Let go of the workers."""


def _one_thread() -> None:
    """A process multiplies on one thread, unless told otherwise: the matrices are too small to share, and each core has its worker."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class Here:
    """This process; a batch is read when its findings are asked for.

    Args:
        topics: a desk's own topics as TOML, beside the packaged ones.
        place: where parses are kept.
    """

    ahead = 1

    def __init__(self, topics: str | None = None, place: Place | None = None) -> None:
        _one_thread()
        self._topics, self._place = topics, place

    def submit(self, batch: Batch) -> Result:
        """See ``Engine``."""
        return lambda: find_all(batch, topics=self._topics, place=self._place)

    def close(self) -> None:
        """See ``Engine``."""


def find_batch(batch: Batch, topics: str | None = None, place: Place | None = None) -> list[Found]:
    """What a worker does."""
    return list(find_all(batch, topics=topics, place=place))


class Cores:
    """Worker processes on this machine, each with its own language pipeline.

    Args:
        workers: how many; as many as there are cores when None.
        work: what a worker does with a batch.
    """

    def __init__(self, workers: int | None = None, work: Callable[[Batch], list[Found]] = find_batch) -> None:
        _one_thread()
        self.workers = workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else workers or os.cpu_count() or 1
        self.ahead = 2 * self.workers
        self._work = work
        self._pool = self._made(self.workers)

    def _made(self, workers: int) -> ProcessPoolExecutor:
        # Forked workers would share the store's connection; fresh ones share nothing.
        return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))

    def submit(self, batch: Batch) -> Result:
        """See ``Engine``."""
        pool = self._pool
        try:
            future = pool.submit(self._work, batch)
        except BrokenProcessPool:
            return lambda: self._once_more(batch, pool)
        return lambda: self._waited(future, batch, pool)

    def _waited(self, future: Future[list[Found]], batch: Batch, pool: ProcessPoolExecutor) -> Iterable[Found]:
        try:
            return future.result()
        except BrokenProcessPool:
            return self._once_more(batch, pool)

    def _once_more(self, batch: Batch, broken: ProcessPoolExecutor) -> Iterator[Found]:
        """A batch whose worker died, read document by document, so that only the one that kills is given up."""
        if self._pool is broken:
            broken.shutdown(wait=False)
            self._pool = self._made(self.workers)
        for document in batch:
            with self._made(1) as alone:
                try:
                    yield from alone.submit(self._work, [document]).result()
                except BrokenProcessPool:
                    yield Found(document, failure="it ended the process that read it, twice; perhaps memory ran out")

    def close(self) -> None:
        """See ``Engine``."""
        self._pool.shutdown(cancel_futures=True)


class Ray:
    """Tasks on a Ray cluster, which starts them again when a worker or a machine is lost. Needs the extra ``ray``.

    Args:
        address: of the cluster ("auto" for the one that this machine belongs to); a cluster of this machine alone when None.
        topics: a desk's own topics as TOML.

    Raises:
        EngineError: Ray is not installed, or no cluster answers.
    """

    def __init__(self, address: str | None = None, topics: str | None = None) -> None:
        try:
            import ray
        except ModuleNotFoundError:
            raise EngineError("the engine ray needs its library: pip install 'communique[ray]'") from None
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
        try:
            ray.init(address, include_dashboard=False, log_to_driver=False, logging_level="ERROR", ignore_reinit_error=True)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise EngineError(f"no Ray cluster at {address}: {error}") from error
        self._ray: Any = ray
        self._task = ray.remote(max_retries=3, retry_exceptions=False)(find_batch)
        self._topics = topics
        self.ahead = max(2, 2 * int(ray.cluster_resources().get("CPU", 1)))

    def submit(self, batch: Batch) -> Result:
        """See ``Engine``."""
        reference = self._task.remote(batch, self._topics)
        return lambda: self._waited(reference, batch)

    def _waited(self, reference: object, batch: Batch) -> Iterable[Found]:
        try:
            found: list[Found] = self._ray.get(reference)
        except self._ray.exceptions.RayError as error:
            why = str(error).strip().splitlines()[0]
            return [Found(document, failure=f"the cluster gave it up ({why})") for document in batch]
        return found

    def close(self) -> None:
        """See ``Engine``."""
        self._ray.shutdown()


ENGINES: dict[str, Callable[[str | None, str | None, Place | None], Engine]] = {
    "here": lambda _, topics, place: Here(topics, place),
    "cores": lambda _, topics, place: Cores(work=functools.partial(find_batch, topics=topics, place=place)),
    # Its workers may be on other machines, which have no file of this one.
    "ray": lambda cluster, topics, _: Ray(cluster, topics),
}
