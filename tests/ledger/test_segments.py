"""What becomes of a segment whose writer is cut short."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_CUT_SHORT = """
import sys
from pathlib import Path
import pyarrow as pa
from goodoffices.ledger.segments import stored_schema, write_segment_of_stream

def rows():
    schema = stored_schema("feed_slots")
    columns = []
    for field in schema:
        numbers = pa.array(range(300_000), pa.int32())
        columns.append(numbers.cast(field.type, safe=False) if not pa.types.is_nested(field.type)
                       else pa.nulls(300_000, field.type))
    yield pa.RecordBatch.from_arrays(columns, schema=schema)
    raise KeyboardInterrupt

try:
    write_segment_of_stream(Path(sys.argv[1]), "feed_slots", rows(), group="2016")
except KeyboardInterrupt:
    print("stopped")
"""


def test_a_writer_cut_short_leaves_no_file_and_says_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CUT_SHORT, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("stopped\n", "")
    assert list(tmp_path.iterdir()) == []
