"""A bar for ``progress=True``: tqdm's where it is installed, else a line on standard error."""

import sys
from typing import Any


class Bar:
    """Told ``(file, bytes done, all bytes)``; ``close`` ends it."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._shown = ""
        try:
            from tqdm.auto import tqdm

            self._bar = tqdm(unit="B", unit_scale=True, unit_divisor=1024, desc="read")
        except ImportError:
            pass

    def __call__(self, file: str, done: int, total: int) -> None:
        if self._bar is not None:
            self._bar.total = max(total, done)
            self._bar.set_postfix_str(file, refresh=False)
            self._bar.update(done - self._bar.n)
            return
        share = 100 * done // total if total else 0
        text = f"{min(share, 100):3d}% {done / 2**20:,.0f} MiB {file}"[:100]
        if text != self._shown:
            sys.stderr.write("\r" + text.ljust(len(self._shown)))
            sys.stderr.flush()
            self._shown = text

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
        elif self._shown:
            sys.stderr.write("\n")
            sys.stderr.flush()
