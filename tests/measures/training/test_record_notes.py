"""What a record says is English in its file and any language where it is shown."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dotnet_viz.measures.training import record_notes
from dotnet_viz.measures.training.logs import read_run
from dotnet_viz.measures.training.record_parts import EVENTS
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.sections.training import build
from dotnet_viz.translation.sentences import Sentence, sentence
from dotnet_viz.translation.translate import in_language, retold
from tests.training.records import write_record
from tests.translation.marked import marked_language, unmarked_words

VALUES = {
    "file": "record.jsonl",
    "name": "gradients",
    "share": "4 %",
    "parts": record_notes.BOTH,
    "part": "weights",
    "limit": "1,000",
    "size": "3.8 MiB",
    "error": "ValueError: 3",
    "times": sentence(*record_notes.TIMES, count=1),
    "epochs": sentence(*record_notes.EPOCHS, count=1200),
}


def _note(message: str | tuple[str, str]) -> Sentence:
    forms = (message,) if isinstance(message, str) else message
    values = {name: VALUES[name] for name in re.findall(r"{(\w+)}", forms[0]) if name != "count"}
    return sentence(*forms, count=2 if len(forms) > 1 else None, **values)


NOTES = {name: _note(message) for name, message in vars(record_notes).items() if name.isupper() and name[0] != "_"}


@pytest.mark.parametrize("name", NOTES)
def test_every_note_is_known_again(name: str) -> None:
    found = record_notes.recorded_note(str(NOTES[name]))
    assert isinstance(found, Sentence)
    with marked_language():
        assert unmarked_words([retold(found)]) <= {"record", "jsonl", "gradients", "ValueError", "MiB"}
    assert found == NOTES[name]


def test_notes_of_a_record_are_shown_in_the_language_of_a_report(tmp_path: Path) -> None:
    write_record(tmp_path, 3)
    notes = ["Weights are kept every 6 epochs, to stay within 3.8 MiB.", "What somebody else wrote."]
    with (tmp_path / EVENTS).open("a") as file:
        file.writelines(json.dumps({"event": "note", "text": note}) + "\n" for note in notes)
        file.write('{"event": "epoch"}\n')
    run = read_run(tmp_path)
    assert run.notes == (*notes, "Left out: 1 line of the record that cannot be read.")
    with in_language("es"):
        section = build(ReportContext(run=run))
    assert section is not None
    assert section.data["notes"][:3] == (
        "Los pesos se guardan cada 6 épocas, para no pasar de 3,8 MiB.",
        "What somebody else wrote.",
        "Se omite 1 línea del registro que no se puede leer.",
    )
