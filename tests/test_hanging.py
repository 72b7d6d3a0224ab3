"""What hangs is ended, and nothing else."""

from __future__ import annotations

import time

import pytest

from tests.hanging import Hangs, no_longer_than


def test_work_without_end_is_ended() -> None:
    with pytest.raises(Hangs), no_longer_than(0.05):
        while True:
            pass


def test_waiting_is_no_work() -> None:
    with no_longer_than(0.05):
        time.sleep(0.2)
