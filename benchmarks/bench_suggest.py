"""Suggested categories: learning from 50,000 invented texts in a process of its own, and the answer in one that learns nothing."""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks import harness

TEXTS = 50_000
ROUNDS = 400
LEARN_TARGET, ANSWER_TARGET = "< 60 s", "< 10 ms"
MODEL = "model.bin"


def run() -> list[harness.Row]:
    """Learn in one process, answer in another."""
    with harness.home() as folder:
        return [
            row
            for part in ("learn", "answer")
            for row in harness.apart("benchmarks.bench_suggest", part, str(folder))
        ]


def learn(folder: Path) -> list[harness.Row]:
    """Learn and measure as the worker does, but for reading the rows."""
    harness.enter(harness.environment(folder))
    from binhyen.matters.suggesting import fitting, lexicon, weights
    from binhyen.matters.tests import said

    texts = said.texts(TEXTS)
    begun, worked = time.perf_counter(), time.process_time()
    learnt, measured = fitting.learn(texts, lexicon.lexicon())
    assert learnt is not None
    assert measured is not None
    content = weights.packed(learnt)
    taken, worked = time.perf_counter() - begun, time.process_time() - worked
    (folder / MODEL).write_bytes(content)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        (f"learning from {TEXTS:,} texts, by the clock", f"{taken:.1f} s", LEARN_TARGET),
        ("the same, processor time", f"{worked:.1f} s", ""),
        ("memory of the learning process at its peak", f"{peak:.0f} MB", ""),
        ("model as stored", f"{len(content) / 2**20:.1f} MB", ""),
        ("first suggestion right, learnt / keywords / guess", _shares(measured), ""),
    ]


def _shares(measured: Any) -> str:
    shares = (measured.top1, measured.lexicon_top1, measured.baseline_top1)
    return " / ".join(f"{100 * share:.0f} %" for share in shares)


def answer(folder: Path) -> list[harness.Row]:
    """Answer as a web process does, with a row in a database; prove that nothing that learns is loaded."""
    env = harness.environment(folder)
    harness.binhyen(["migrate", "--verbosity", "0"], env)
    harness.enter(env)
    from django.db import connection

    try:
        return _answers((folder / MODEL).read_bytes())
    finally:
        connection.close()


def _answers(content: bytes) -> list[harness.Row]:
    from binhyen.core import clock
    from binhyen.matters.models import Learning, SuggestionModel
    from binhyen.matters.suggesting import suggest, weights
    from binhyen.matters.tests import said
    from binhyen.people.tests import factories

    commune = factories.unit("Mỹ Thạnh", code="28051")
    SuggestionModel.objects.create(
        unit=commune, state=Learning.IN_USE, asked_at=clock.now(), top1=1.0, weights=content,
        digest=weights.digest_of(content),
    )  # fmt: skip
    begun = time.perf_counter()
    suggest("mất xe đạp", commune)
    rows = [
        ("first suggestion of a process", harness.milliseconds(time.perf_counter() - begun), "")
    ]
    texts = iter(said.drawn_words(ROUNDS + 10))
    worked = time.process_time()
    taken = harness.timings(lambda: suggest(next(texts), commune), rounds=ROUNDS)
    worked = (time.process_time() - worked) / (ROUNDS + 10)
    for share, name in ((0.5, "p50"), (0.95, "p95")):
        value = harness.milliseconds(harness.percentile(taken, share))
        rows.append((f"suggestion, {name}", value, ANSWER_TARGET))
    rows.append(("suggestion, processor time on average", harness.milliseconds(worked), ""))
    long = " ".join(said.drawn_words(60))[:5000]
    taken = harness.timings(lambda: suggest(long, commune), rounds=50)
    value = harness.milliseconds(harness.percentile(taken, 0.95))
    rows.append(("suggestion for 5,000 letters, p95", value, ANSWER_TARGET))
    assert not {"sklearn", "scipy", "joblib"} & set(sys.modules)
    rows.append(("scikit-learn in the process that answers", "not loaded", "not loaded"))
    return rows


if __name__ == "__main__":
    work = {"learn": learn, "answer": answer}[sys.argv[1]]
    print(json.dumps(work(Path(sys.argv[2]))))
