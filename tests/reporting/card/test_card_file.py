from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz.errors import MissingFileError, OptionError, UnreadableFileError, UnsafeFileError, VizError
from dotnet_viz.reporting.card.card import ModelCard
from dotnet_viz.reporting.card.card_file import model_card_of


def write(folder: Path, text: str | bytes, name: str = "card.yaml") -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return path


def test_a_file_a_mapping_and_a_card_state_the_same(tmp_path: Path) -> None:
    text = "\ufeffname: Katzen & Hunde\nlicense: mit\nmodel_details:\n  version: 1.10\ntags: [a, no]\n"
    card = ModelCard("Katzen & Hunde", license="mit", model_details={"version": "1.10"}, tags=("a", "no"))
    assert model_card_of(write(tmp_path, text)) == card
    assert model_card_of(str(write(tmp_path, text, "card.yml"))) == card
    assert (
        model_card_of({"name": "Katzen & Hunde", "license": "mit", "model_details": {"version": "1.10"}, "tags": ["a", "no"]})
        == card
    )
    assert model_card_of(card) is card
    assert model_card_of(None) is None


def test_a_file_of_comments_states_nothing(tmp_path: Path) -> None:
    assert model_card_of(write(tmp_path, "# nothing yet\n")) == ModelCard()


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("licence: mit", OptionError, r"card.yaml'.* no key 'licence' \(did you mean 'license'\?\)"),
        ("- a\n- b", UnreadableFileError, "holds no keys of a model card"),
        ("just text", UnreadableFileError, "holds no keys of a model card"),
        (b"name: \xff\xfe", UnreadableFileError, "not text in UTF-8"),
        ("a: &x 1", UnsafeFileError, "anchor"),
        ("", UnreadableFileError, "empty"),
        ("x" * (1 << 21), UnsafeFileError, "which no model card has"),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", UnreadableFileError, "Git LFS"),
    ],
    ids=["key", "list", "text", "bytes", "anchor", "empty", "huge", "lfs"],
)
def test_a_file_that_is_no_card_is_named(tmp_path: Path, text: str | bytes, error: type[VizError], words: str) -> None:
    with pytest.raises(error, match=words):
        model_card_of(write(tmp_path, text))


def test_other_files_and_objects_are_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        model_card_of(tmp_path / "none.yaml")
    with pytest.raises(OptionError, match=r"ending of a file of a model card: '.json'.*\.yaml, \.yml"):
        model_card_of(tmp_path / "card.json")
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(UnreadableFileError, match="folder"):
        model_card_of(tmp_path / "a.yaml")
    with pytest.raises(OptionError, match=r"card must be a dict, .* not 'int'"):
        model_card_of(3)
