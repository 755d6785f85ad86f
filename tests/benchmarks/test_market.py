"""The whole judge, on other markets than the figures in docs/analysis/market.md are of."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support import ROOT


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1, 5))
def test_all_that_is_claimed_holds(seed: int) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "market.py"), "--seed", str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    sys.stdout.write(done.stdout)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
