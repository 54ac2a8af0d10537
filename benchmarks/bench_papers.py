"""Official papers: one decision, a long yearly report, and the monthly reports of all communes in two processes.

Every paper has words and numbers of its own, so that nothing is drawn from the typesetter's memory. `BENCH_COMMUNES`
makes the batch smaller; memory is that of one process after a tenth of the batch and at its end.
"""

import os
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import count
from multiprocessing import get_context

from benchmarks import harness
from binhyen.documents import docx, pdf, wording
from binhyen.documents.content import Chart, Content, Head, Heading, Signer, Table, Text

DECISION_PDF, DECISION_DOCX, REPORT, BATCH = 120, 60, 3, 15 * 60
COMMUNES = int(os.environ.get("BENCH_COMMUNES", "3321"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "60"))
PROCESSES, _WARM = 2, 10
_SENTENCE = "Tình hình an ninh, trật tự ổn định; vụ việc được giải quyết ngay tại cơ sở, không để phức tạp. "
_CHAIR = Signer("", "Chủ tịch", "Nguyễn Văn Bình", ("TM. Ủy ban nhân dân",))
_numbers = count(1)


def head(symbol: str, number: int) -> Head:
    """Return the head of paper `number`."""
    body = f"Ủy ban nhân dân xã số {number}"
    return Head("Tỉnh Tây Ninh", body, symbol, f"Xã {number}", number, date(2026, 3, 17))


def decision(number: int) -> Content:
    """Return a decision of one page."""
    return wording.compose(
        "rate_teams",
        {
            "authority": f"Chủ tịch Ủy ban nhân dân xã số {number}",
            "year": "2026",
            "count": str(number),
            "minutes": f"Biên bản số {number} ngày 14 tháng 11 năm 2026",
            "proposer": "Trưởng Công an xã",
            "teams": [[f"Tổ {number}", f"Ấp {number}", "90", "Tốt"]],
            "signer_name": "Nguyễn Văn Bình",
            "signer_office": "Chủ tịch",
            "on_behalf": ["TM. Ủy ban nhân dân"],
            "recipients": ["Công an tỉnh", "Các trưởng ấp"],
        },
    )


def one_page(number: int) -> Content:
    """Return the decision without its list, which has a page of its own."""

    return replace(decision(number), appendices=())


def table(number: int, rows: int) -> Table:
    """Return a table of counts with comparisons."""
    columns = ("Chỉ tiêu", "Kỳ này", "Kỳ trước", "Cùng kỳ", "Tăng, giảm (%)")
    lines = tuple(
        (f"Nhóm việc {row} của xã {number}", f"{number + row}", f"{row * 3}", f"{row * 2}", "5,0")
        for row in range(rows)
    )
    return Table(f"Số liệu {number}", columns, lines, ("left", *["right"] * 4))


def chart(number: int) -> Chart:
    """Return a bar chart with a shape of its own."""
    bars = "".join(
        f'<text x="0" y="{30 * row + 14}" font-size="11">Tháng {row + 1}</text>'
        f'<rect x="60" y="{30 * row + 4}" width="{(number * (row + 7)) % 290 + 5}" height="14" fill="#0b4843"/>'
        for row in range(12)
    )
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 360">{bars}</svg>'
    return Chart(drawn, f"Số vụ theo tháng của xã {number}", "Số vụ theo tháng")


def yearly(number: int) -> Content:
    """Return a yearly report of about thirty pages with 20 tables and 8 charts."""
    blocks: list[Heading | Text | Table | Chart] = []
    for part in range(20):
        blocks += [Heading(1, f"Phần việc {part}"), Text(f"Xã {number}. " + _SENTENCE * 6)]
        blocks += [table(number * 100 + part, 14)]
        blocks += [chart(number * 100 + part)] if part < 8 else [Text(_SENTENCE * 12)]
    return Content("BC", f"Kết quả năm 2026 của xã {number}", tuple(blocks), _CHAIR)


def monthly(number: int) -> Content:
    """Return a monthly report of three pages with two tables and a chart."""
    blocks: list[Heading | Text | Table | Chart] = []
    for part in ("Tình hình", "Kết quả", "Đánh giá", "Phương hướng"):
        blocks += [Heading(1, part), Text(f"Xã {number}. " + _SENTENCE * 5)]
    blocks += [table(number, 12), chart(number), table(number + 1, 10)]
    return Content("BC", f"Kết quả tháng 3 năm 2026 của xã {number}", tuple(blocks), _CHAIR)


def draw_month(number: int) -> tuple[int, int, float]:
    """Draw both files of one commune's month; return bytes, the process and its peak memory in megabytes."""
    given, content = head("BC-UBND", number), monthly(number)
    drawn = len(pdf.render(given, content)) + len(docx.render(given, content))
    return drawn, os.getpid(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run() -> list[harness.Row]:
    """Measure."""
    return [*_single(), *_report(), *_batch()]


def _single() -> list[harness.Row]:
    rows = []
    for what, render, promised in (
        ("one-page decision as PDF", pdf.render, DECISION_PDF),
        ("one-page decision as DOCX", docx.render, DECISION_DOCX),
    ):
        begun = time.process_time()
        taken = harness.timings(
            lambda render=render: render(head("QĐ-UBND", n := next(_numbers)), one_page(n)),  # type: ignore[misc]
            rounds=ROUNDS,
            warm_up=_WARM,
        )
        busy = harness.milliseconds((time.process_time() - begun) / (ROUNDS + _WARM))
        shown = f"{harness.milliseconds(harness.percentile(taken, 0.95))} ({busy} of processor)"
        rows.append((f"{what}, 95 of 100 faster than", shown, f"< {promised} ms"))
    return rows


def _report() -> list[harness.Row]:
    rows = []
    for what, render in (("PDF", pdf.render), ("DOCX", docx.render)):
        taken = harness.timings(
            lambda render=render: render(head("BC-UBND", n := next(_numbers)), yearly(n)),  # type: ignore[misc]
            rounds=5,
            warm_up=1,
        )
        shown = f"{max(taken):.2f} s"
        rows.append((f"yearly report, 20 tables, 8 charts, as {what}, slowest of 5", shown, f"< {REPORT} s"))  # fmt: skip
    return rows


def _batch() -> list[harness.Row]:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    before = used.ru_utime + used.ru_stime
    begun, peaks, early = time.perf_counter(), dict[int, float](), 0.0
    # spawned, for the typesetter has threads of its own and a forked copy of it waits for them for ever
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        drawn = pool.map(draw_month, range(1, COMMUNES + 1), chunksize=8)
        for done, (_bytes, process, megabytes) in enumerate(drawn, start=1):
            peaks[process] = megabytes
            if done == max(COMMUNES // 10, 16):
                early = max(peaks.values())
            if done % 50 == 0 or done == COMMUNES:
                _progress(done, begun)
    taken = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = harness.milliseconds((used.ru_utime + used.ru_stime - before) / COMMUNES)
    rate = COMMUNES / taken
    whole = (
        f"{taken / 60:.1f} min" if COMMUNES >= 3321 else f"{3321 / rate / 60:.1f} min at this rate"
    )
    return [
        (f"monthly reports, PDF and DOCX, {PROCESSES} processes", f"{rate:.1f} a second ({busy} of processor each)", ""),
        (f"{COMMUNES:,} of 3,321 communes drawn", whole, f"< {BATCH // 60} min"),
        ("peak memory of a process, a tenth in and at the end", f"{early:.0f} MB, {max(peaks.values()):.0f} MB", "flat"),
    ]  # fmt: skip


def _progress(done: int, begun: float) -> None:
    left = (time.perf_counter() - begun) / done * (COMMUNES - done)
    print(f"\r{done:,} of {COMMUNES:,} reports, {left:.0f} s left ", end="", file=sys.stderr, flush=True)  # fmt: skip
