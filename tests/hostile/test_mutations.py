from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path

from tests.conftest import DATA
from tests.hostile.mutations import mutated
from tests.hostile.samples import make_samples
from tests.model_files import MLP


def test_the_same_seed_gives_the_same_change_and_others_others() -> None:
    data = MLP.read_bytes()
    changed = [mutated(data, random.Random(seed)) for seed in range(40)]
    assert changed == [mutated(data, random.Random(seed)) for seed in range(40)]
    assert len(set(changed)) > 30


def test_many_archives_stay_sound_with_another_configuration() -> None:
    data = MLP.read_bytes()
    with zipfile.ZipFile(MLP) as archive:
        before = json.loads(archive.read("config.json"))
    changed = 0
    for seed in range(60):
        try:
            with zipfile.ZipFile(io.BytesIO(mutated(data, random.Random(seed)))) as archive:
                changed += json.loads(archive.read("config.json")) != before
        except (zipfile.BadZipFile, ValueError, KeyError, OSError, NotImplementedError, RuntimeError):
            continue
    assert changed > 5


def test_nodes_of_trees_come_to_name_themselves() -> None:
    data = next((DATA / "models" / "keras-2.15").glob("*.h5")).read_bytes()
    nodes = [place for place in range(len(data)) if data[place : place + 4] == b"TREE"]
    changed = [one for one in (mutated(data, random.Random(seed)) for seed in range(300)) if len(one) == len(data)]
    own = sum(one[node + 32 : node + 40] == node.to_bytes(8, "little") for one in changed for node in nodes if one[node + 5])
    assert own > 2


def test_files_that_lost_all_their_trees_are_changed_further() -> None:
    for seed in range(500):
        assert isinstance(mutated(b"[0, 1] TREE", random.Random(seed)), bytes)
        assert isinstance(mutated(b"TREE" + bytes(60) + b"\x89HDF TREE" + bytes(60), random.Random(seed)), bytes)


def test_there_are_samples_of_every_kind_and_all_are_sound(tmp_path: Path) -> None:
    samples = make_samples(tmp_path)
    kinds = {sample.kind for sample in samples}
    assert {".keras", ".h5", "SavedModel", "TensorFlow.js", "graph JSON", "weights alone", "training log"} <= kinds
    assert all(sample.damaged.is_file() for sample in samples)
