"""Run UniversalPetrarch (Python 3.7) over parsed sentences: JSON lines in, JSON lines out.

Started by ``reader_universalpetrarch.py`` as ``python up_worker.py FOLDER``; each line in holds
``parse`` (CoNLL-U), ``text`` and ``date`` (YYYYMMDD), each line out the list of
[source code, target code, event code, source text, target text].
"""

from __future__ import annotations

import json
import logging
import sys
import types
from pathlib import Path
from typing import Any

DICTIONARIES = (
    ("read_internal_coding_ontology", "PETR.Internal.Coding.Ontology.txt"),
    ("read_verb_dictionary", "CAMEO.2.0.txt"),
    ("read_actor_dictionary", "Phoenix.Countries.actors.txt"),
    ("read_actor_dictionary", "Phoenix.International.actors.txt"),
    ("read_actor_dictionary", "Phoenix.MilNonState.actors.txt"),
    ("read_agent_dictionary", "Phoenix.agents.txt"),
    ("read_discard_list", "Phoenix.discards.txt"),
)


def _load(folder: Path) -> Any:
    """Import the coder and read its dictionaries; its own parser is not needed."""
    sys.path.insert(0, str(folder))
    parser = types.ModuleType("udpipeparser")
    parser.UDpipeparser = None
    sys.modules["udpipeparser"] = parser
    import PETRglobals
    import PETRgraph
    import PETRreader

    PETRreader.parse_Config(str(folder / "data" / "config" / "PETR_config.ini"))
    PETRglobals.CodeWithPetrarch1 = False  # its default dictionary scores .20 on its own file
    PETRglobals.CodeWithPetrarch2 = True
    for name, file in DICTIONARIES:
        getattr(PETRreader, name)(str(folder / "data" / "dictionaries" / file))
    return PETRgraph, PETRreader


def _events(graph: Any, reader: Any, line: dict[str, str]) -> list[list[str]]:
    sentence = graph.Sentence(line["parse"], line["text"], reader.dstr_to_ordate(line["date"]))
    sentence.get_events()
    rows = []
    for key, event in sentence.events.items():
        triplet = sentence.triplets.get("#".join(str(key).split("#")[:3]), {})
        for source in event[0] or ["---"]:
            for target in event[1] or ["---"]:
                texts = [triplet.get(name) or "" for name in ("source_text", "target_text")]
                rows.append([str(source), str(target), str(event[2]), *map(str, texts)])
    return rows


def main(folder: str) -> None:
    """Answer each line of the standard input with one line."""
    answers, sys.stdout = sys.stdout, sys.stderr
    logging.disable(logging.CRITICAL)
    graph, reader = _load(Path(folder) / "UniversalPetrarch")
    for line in sys.stdin:
        try:
            rows = _events(graph, reader, json.loads(line))
        except Exception as error:  # noqa: BLE001 - the peer fails in its own ways; counted
            rows = [["error", type(error).__name__, str(error), "", ""]]
        answers.write(json.dumps(rows) + "\n")
        answers.flush()


if __name__ == "__main__":
    main(sys.argv[1])
