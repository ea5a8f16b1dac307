"""Long work: progress, interruption, the interpreter's lock, threads."""

import os
import signal
import subprocess
import sys
import threading
import time

import cmgraph as cg
import pytest


def test_progress_is_reported(large):
    seen: list[tuple[str, int, int]] = []
    c = cg.read(large, progress=lambda *news: seen.append(news))
    assert len(c) > 1_000_000
    files, done, total = zip(*seen, strict=True)
    assert list(done) == sorted(done)
    assert len(set(done)) > 2
    assert all(d <= t for d, t in zip(done, total, strict=True))
    assert "Messages.csv" in files[-1]


def test_a_line_on_standard_error(large, capfd, monkeypatch):
    # Without tqdm, whether or not it is installed here.
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    cg.read(large, progress=True)
    shown = capfd.readouterr().err
    assert "Messages.csv" in shown
    assert shown.endswith("\n")


def test_tqdm_is_used_where_it_is(large, monkeypatch):
    class Tqdm:
        made: "list[Tqdm]" = []

        def __init__(self, **options):
            self.options, self.n, self.total, self.closed = options, 0, None, False
            self.made.append(self)

        def set_postfix_str(self, text, refresh):
            self.file = text

        def update(self, more):
            self.n += more

        def close(self):
            self.closed = True

    module = type(sys)("tqdm.auto")
    module.tqdm = Tqdm
    monkeypatch.setitem(sys.modules, "tqdm", type(sys)("tqdm"))
    monkeypatch.setitem(sys.modules, "tqdm.auto", module)
    cg.read(large, progress=True)
    (bar,) = Tqdm.made
    assert 0 < bar.n <= bar.total
    assert bar.closed


def test_an_exception_of_the_callback_stops_reading(large):
    def progress(file, done, total):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        cg.read(large, progress=progress)


def test_other_threads_go_on(large):
    ticks, stop = [], threading.Event()

    def tick():
        while not stop.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    start = time.perf_counter()
    cg.read(large)
    end = time.perf_counter()
    stop.set()
    thread.join()
    inside = [at for at in ticks if start < at < end]
    # With the lock held the other thread would stand still all the time.
    longest = max(b - a for a, b in zip([start, *inside], [*inside, end], strict=True))
    assert longest < 0.8 * (end - start)
    assert len(inside) > 5


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_ctrl_c_interrupts_reading(large):
    code = (
        "import sys, cmgraph as cg\n"
        "def progress(file, done, total):\n"
        "    print('reading', flush=True)\n"
        "try:\n"
        "    while True:\n"
        "        cg.read(sys.argv[1], progress=progress)\n"
        "except KeyboardInterrupt:\n"
        "    print('interrupted', flush=True)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", code, str(large)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "reading\n"
    child.send_signal(signal.SIGINT)
    start = time.perf_counter()
    rest, _ = child.communicate(timeout=60)
    assert rest.endswith("interrupted\n")
    assert child.returncode == 0
    assert time.perf_counter() - start < 10


def test_threads_do_not_change_anything(data):
    def everything(threads: int | None) -> list[str]:
        c = cg.read(data / "export.zip", roster=data / "roster.csv", threads=threads)
        results = [c.adoption(by="unit"), c.champions(), c.question_hubs(), c.audit()]
        tables = [table for result in results for table in result.tables.values()]
        return [table.to_json() for table in [*tables, c.graph().pagerank(), c.graph().arcs()]]

    assert everything(1) == everything(2) == everything(None)
