"""Run Recognizers-Text over sentences: JSON lines in, JSON lines out. Runs in a Python of its own.

Every value that it offers for a time is kept, so that a past and a coming reading both count.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from typing import Any


def main() -> None:
    """Read ``{"text", "published"}`` lines, write the times found, then the seconds taken."""
    from recognizers_date_time import Culture, recognize_datetime

    seconds = 0.0
    for line in sys.stdin:
        task = json.loads(line)
        reference = dt.datetime.fromisoformat(task["published"])
        started = time.process_time()
        found = recognize_datetime(task["text"], Culture.English, reference=reference)
        seconds += time.process_time() - started
        times = [
            {
                "start": one.start,
                "end": one.end + 1,
                "values": _values(one.resolution, task["published"]),
            }
            for one in found
        ]
        sys.stdout.write(json.dumps(times) + "\n")
    sys.stdout.write(json.dumps(seconds) + "\n")


def _values(resolution: dict[str, Any] | None, reference: str) -> list[list[str]]:
    """Return first and last day of each value.

    The end of a range is sometimes its last day and sometimes the day after: both are kept. A
    range open at one end reaches to the day of publication.
    """
    days = []
    for value in (resolution or {}).get("values", ()):
        if "date" not in value.get("type", "") or value.get("value") == "not resolved":
            continue
        if "value" in value:
            days.append([value["value"][:10]] * 2)
            continue
        start, end = ((value.get(k) or reference)[:10] for k in ("start", "end"))
        before = dt.date.fromisoformat(end) - dt.timedelta(days=1)
        days += [[start, end], [start, before.isoformat()]]
    return days


if __name__ == "__main__":
    main()
