"""Kill a load of feed slots at random moments, with readers looping, and count what went wrong.

Run: python benchmarks/ledger/kill_loads.py [KILLS]

The child loads slots and merges months as it goes. After each kill the store is checked and, now
and then, begun anew; at the end it must equal one that was loaded undisturbed.
"""

from __future__ import annotations

import collections
import json
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "crash"))
from feed_loader import main as load_undisturbed
from test_killed_feeds import N_ROWS, N_SLOTS, PER_COMMIT, Watching, shown, start

from goodoffices.ledger import check_store, init_store, open_store

LONGEST_WAIT_S = 0.8


def main(arguments: list[str]) -> int:
    """Print how many kills were survived, where they fell, and what readers saw."""
    n_kills = int(arguments[0]) if arguments else 200
    chance = random.Random(4)  # noqa: S311  moments, not secrets
    wrong: list[str] = []
    fell: collections.Counter[str] = collections.Counter()
    n_looks = n_rounds = n_killed = 0
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        calm = Path(place) / "calm"
        init_store(calm)
        load_undisturbed([str(calm), *map(str, (N_SLOTS, PER_COMMIT, N_ROWS))])
        expected = shown(open_store(calm))
        while n_killed < n_kills:
            folder = Path(place) / f"round{n_rounds}"
            init_store(folder)
            watching = Watching(folder)
            watching.start()
            is_done = False
            while not is_done and n_killed < n_kills:
                is_done, where = _kill_once(folder, chance)
                n_killed += not is_done
                fell[where] += not is_done
                wrong += check_store(folder).damage
            last = start(folder)
            last.communicate()
            watching.is_over.set()
            watching.join()
            wrong += watching.wrong
            wrong += check_store(folder).damage
            if shown(open_store(folder)) != expected:
                wrong.append(f"round {n_rounds}: not equal to the undisturbed store")
            n_looks += watching.n_looks
            n_rounds += 1
    print(f"{n_killed} kills in {n_rounds} rounds, {time.monotonic() - started:.0f} s")
    print(f"last commit when killed: {dict(fell)}")
    print(f"{n_looks} looks of readers beside; {len(wrong)} things wrong")
    for line in wrong[:10]:
        print(f"  {line}")
    return 1 if wrong else 0


def _kill_once(folder: Path, chance: random.Random) -> tuple[bool, str]:
    """Start a load and kill it; returns whether it was done before, and the last commit's kind."""
    child = start(folder)
    assert child.stdout is not None  # noqa: S101  it is a pipe
    child.stdout.readline()
    time.sleep(chance.uniform(0, LONGEST_WAIT_S))
    child.send_signal(signal.SIGKILL)
    is_done = "done" in child.communicate()[0]
    lines = (folder / "commits.jsonl").read_bytes().split(b"\n")
    whole = [line for line in lines[:-1] if line]
    what = json.loads(whole[-1])["what"] if whole else "nothing yet"
    return is_done, f"{what}, with a torn line" if lines[-1] else what


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
