"""How long pages of the report take to open, in a browser without a window.

    python benches/page.py report.html ... [--times 5]

Pages are files, or folders with them (CMGRAPH_BENCH_PAGES of the bench "report" keeps its pages in one). For each: its size, the time
from asking for it to its load event, and to the end of the first click that sorts a table, in milliseconds: the median and the longest.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "python" / "tests"))

from browser import launched  # noqa: E402


def opening(browser, path: Path) -> tuple[float, float]:
    """Milliseconds to the load event and to the first sorted table, in a context that knows nothing of the page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    try:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(path.as_uri(), wait_until="load")
        loaded = time.perf_counter()
        # As a user would: unfold the first table, press its first header.
        page.locator("details.numbers > summary").first.click()
        page.locator("details.numbers[open] th button").first.click()
        page.wait_for_selector("details.numbers[open] th[aria-sort]")
        return 1000 * (loaded - start), 1000 * (time.perf_counter() - start)
    finally:
        context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    pages = [p for path in given.pages for p in (sorted(path.glob("*.html")) if path.is_dir() else [path])]
    print(f"{'page':32} {'kB':>7} {'load':>12} {'first sort':>14}")
    with launched() as browser:
        for path in pages:
            times = [opening(browser, path.resolve()) for _ in range(given.times)]
            cells = [f"{statistics.median(t):5.0f} ({max(t):.0f})" for t in zip(*times, strict=True)]
            print(f"{path.name:32} {path.stat().st_size / 1000:7.0f} {cells[0]:>12} {cells[1]:>14}")


if __name__ == "__main__":
    main()
