"""Memory that a load frees stays with the process where the C library can be told so."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

PROGRAM = """
import resource
from goodoffices.feeds.memory import keep_freed_memory

is_kept = keep_freed_memory() if {asked} else False


def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


for _ in range(3):
    held = [bytes(1 << 20) for _ in range(16)]
    del held
before = faults()
for _ in range(20):
    held = [bytes(1 << 20) for _ in range(16)]
    del held
print(is_kept, faults() - before)
"""

ARROW = """
import resource
import time
from goodoffices.feeds.memory import keep_freed_memory

if {asked}:
    keep_freed_memory()
import pyarrow as pa


def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


for _ in range(2):
    before = faults()
    held = [pa.nulls(1 << 19, pa.int64()) for _ in range(16)]
    held.clear()
    time.sleep(1.2)  # after a second Arrow looks what it can give back
    pa.nulls(1 << 17, pa.int64())
print(pa.default_memory_pool().backend_name, faults() - before)
"""


def run(*, asked: bool, program: str = PROGRAM) -> list[str]:
    command = [sys.executable, "-c", program.format(asked=asked)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be told")
def test_what_is_freed_is_not_cleared_and_handed_out_again() -> None:
    is_kept, n_faults = run(asked=True)
    _, n_otherwise = run(asked=False)
    assert is_kept == "True"
    assert int(n_faults) < int(n_otherwise) / 10


def test_what_arrow_frees_stays_too() -> None:
    pool, n_faults = run(asked=True, program=ARROW)
    if pool != "mimalloc":
        pytest.skip(f"Arrow takes its memory from {pool} here")
    _, n_otherwise = run(asked=False, program=ARROW)
    assert int(n_faults) < int(n_otherwise) / 10
