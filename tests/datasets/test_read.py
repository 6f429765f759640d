"""Samples and labels from whatever holds them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dotnet_viz.datasets import read as reading
from dotnet_viz.datasets.model_inputs import InputSpec
from dotnet_viz.datasets.read import read_data
from dotnet_viz.errors import OptionError, ShapeError, UnreadableFileError, UnsupportedInputError
from dotnet_viz.translation.translate import in_language

X = np.arange(60, dtype=np.float32).reshape(20, 3)
Y = np.arange(20) % 2


def pairs(batch: int = 6) -> Iterator[tuple[Any, Any]]:
    for start in range(0, len(X), batch):
        yield X[start : start + batch], Y[start : start + batch]


def test_arrays_are_taken_as_they_are() -> None:
    found = read_data((X, Y))
    assert found.x is X
    assert found.y is Y
    assert (found.source, found.notes) == ("", ())
    assert np.shares_memory(read_data([X, Y], max_samples=5).x, X)


def test_a_generator_is_consumed_only_as_far_as_needed() -> None:
    asked: list[int] = []

    def generate() -> Iterator[tuple[Any, Any]]:
        for number in range(1000):
            asked.append(number)
            yield X[:6], Y[:6]

    found = read_data(generate(), max_samples=12)
    assert found.x.shape == (12, 3)
    assert asked == [0, 1]
    assert found.source == "generator: the first 12 samples of an unknown number"


def test_single_samples_are_put_together() -> None:
    for stream in (zip(X, Y, strict=True), iter([(X[0], 1), (X[1], 0)])):
        found = read_data(stream, max_samples=2)
        np.testing.assert_array_equal(found.x, X[:2])
        assert found.y.shape == (2,)
    alone = read_data((row for row in X), spec=InputSpec(("x",), [(None, 3)]))
    np.testing.assert_array_equal(alone.x, X)
    assert alone.y is None


def test_what_has_an_end_is_read_to_it_and_weights_are_noted() -> None:
    found = read_data((x, y, np.ones(len(x))) for x, y in pairs())
    np.testing.assert_array_equal(found.x, X)
    assert found.source == "generator: all 20 samples"
    assert found.notes == ("Weights of samples are not used.",)


def test_inputs_and_labels_by_name() -> None:
    found = read_data(({"a": x, "b": x[:, 0]}, [y, -y]) for x, y in pairs())
    assert {name: part.shape for name, part in found.x.items()} == {"a": (20, 3), "b": (20,)}
    assert [part.tolist() for part in found.y] == [Y.tolist(), (-Y).tolist()]
    by_name = read_data({"x": x, "labels": y} for x, y in pairs())
    np.testing.assert_array_equal(by_name.x, X)
    np.testing.assert_array_equal(by_name.y, Y)


def test_batches_of_numbers_that_a_model_of_two_inputs_takes_have_no_labels() -> None:
    found = read_data(((x, y) for x, y in pairs()), spec=InputSpec(("a", "b"), [(None, 3), (None, 1)]))
    assert found.y is None
    assert [part.shape for part in found.x] == [(20, 3), (20,)]


def test_memory_is_bounded_unless_the_user_says_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    found = read_data(pairs())
    assert found.x.shape == (6, 3)
    assert found.notes == ("No more than 100 bytes were read; max_samples= takes more.",)
    assert read_data(pairs(), max_samples=20).x.shape == (20, 3)


def test_samples_of_different_shapes_name_both() -> None:
    with pytest.raises(ShapeError, match=r"different shapes, such as \(3,\) and \(4,\)"):
        read_data(iter([(np.zeros((2, 3)), [0, 1]), (np.zeros((2, 4)), [0, 1])]))


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (None, UnsupportedInputError, r"data must be a pair \(x, y\)"),
        (5, UnsupportedInputError, "'int'"),
        ({}, ShapeError, "empty dict"),
        (iter([]), ShapeError, "has no samples"),
        ((pairs(), Y), UnsupportedInputError, "pass it alone, without y"),
        (iter([(X, Y[:3])]), ShapeError, "different numbers of samples"),
        (iter([object()]), UnsupportedInputError, "no samples of numbers"),
        ("data.xls", OptionError, r"ending of a file of data"),
    ],
)
def test_what_are_no_data_is_one_sentence(data: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        read_data(data)


def test_a_number_of_samples_below_one_and_an_unknown_target_are_refused() -> None:
    with pytest.raises(OptionError, match="max_samples must be a whole number of at least 1"):
        read_data((X, Y), max_samples=0)
    with pytest.raises(OptionError, match="did you mean 'label'"):
        read_data({"a": X, "label": Y}, target="labl")
    with pytest.raises(OptionError, match="beside the samples"):
        read_data((X, Y), target="y")


def test_a_file_of_arrays(tmp_path: Path) -> None:
    np.savez(tmp_path / "d.npz", x_train=X, y_train=Y, x_test=X[:5], y_test=Y[:5])
    found = read_data(tmp_path / "d.npz")
    np.testing.assert_array_equal(found.x, X[:5])
    np.testing.assert_array_equal(found.y, Y[:5])
    assert found.source == "d.npz: x_test and y_test"
    assert found.notes == ("Left out: x_train and y_train.",)
    np.savez(tmp_path / "inputs.npz", a=X, b=X, kind=Y)
    found = read_data(tmp_path / "inputs.npz", target="kind", max_samples=4)
    assert {name: part.shape for name, part in found.x.items()} == {"a": (4, 3), "b": (4, 3)}
    assert found.y.tolist() == [0, 1, 0, 1]
    assert "the first 4 of 20 samples" in found.source


def test_a_table(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("age,height,kind\n30,1.8,cat\n,1.5,dog\n20,1.6,cat\n", encoding="utf-8")
    found = read_data(tmp_path / "t.csv", target="kind")
    np.testing.assert_array_equal(found.x, [[30, 1.8], [np.nan, 1.5], [20, 1.6]])
    assert found.feature_names == ("age", "height")
    assert found.y.tolist() == ["cat", "dog", "cat"]
    assert found.source == "t.csv: all 3 samples, labels in 'kind'"
    without = read_data(tmp_path / "t.csv", max_samples=2)
    assert without.y is None
    assert list(without.x) == ["age", "height", "kind"]
    assert without.source == "t.csv: the first 2 of 3 samples"
    (tmp_path / "bare.csv").write_text("1,2,0\n3,4,1\n", encoding="utf-8")
    bare = read_data(tmp_path / "bare.csv", target=2)
    assert (bare.x.tolist(), bare.y.tolist()) == ([[1, 2], [3, 4]], [0, 1])
    (tmp_path / "twice.csv").write_text("a,a\n1,2\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="several columns of the name 'a'"):
        read_data(tmp_path / "twice.csv")


def test_arrays_in_two_files(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", X)
    np.save(tmp_path / "y.npy", Y)
    found = read_data((tmp_path / "x.npy", str(tmp_path / "y.npy")))
    assert isinstance(found.x, np.memmap)
    np.testing.assert_array_equal(found.y, Y)


def test_frames_of_pandas_and_bunches_of_scikit_learn() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(X, columns=["a", "b", "c"]).assign(kind=["x", "y"] * 10)
    found = read_data(frame, target="kind", max_samples=7)
    assert list(found.x.columns) == ["a", "b", "c"]
    assert (found.x.shape, found.y.shape) == ((7, 3), (7,))
    assert found.source == "pandas DataFrame, labels in 'kind': the first 7 of 20 samples"
    assert read_data(frame).y is None
    assert list(read_data(frame, target=["a", "b"]).y.columns) == ["a", "b"]
    both = read_data((frame, frame["kind"]))
    assert both.x is frame
    datasets = pytest.importorskip("sklearn.datasets")
    iris = read_data(datasets.load_iris())
    assert (iris.x.shape, iris.y.shape) == ((150, 4), (150,))


def test_tables_of_polars_are_known_by_what_they_can() -> None:
    polars = pytest.importorskip("polars")
    found = read_data(polars.DataFrame({"a": [1.0, 2.0], "kind": ["x", "y"]}), target="kind")
    assert found.x.columns == ["a"]
    assert list(found.y) == ["x", "y"]


def test_loaders_and_data_sets_of_pytorch() -> None:
    torch = pytest.importorskip("torch")
    whole = torch.utils.data.TensorDataset(torch.tensor(X), torch.tensor(Y))
    for data, source in (
        (torch.utils.data.DataLoader(whole, batch_size=8), "torch DataLoader: all 20 samples"),
        (torch.utils.data.DataLoader(whole, batch_size=None), "torch DataLoader: all 20 samples"),
        (whole, "torch TensorDataset: all 20 samples"),
        ((torch.tensor(X, requires_grad=True), torch.tensor(Y)), ""),
    ):
        found = read_data(data)
        np.testing.assert_array_equal(found.x, X)
        np.testing.assert_array_equal(found.y, Y)
        assert found.source == source
    part = read_data(torch.utils.data.DataLoader(whole, batch_size=8), max_samples=10)
    assert part.source == "torch DataLoader: the first 10 of 20 samples"
    half = read_data([(torch.ones((4, 2), dtype=torch.bfloat16), torch.zeros(4))] * 3)
    assert (half.x.shape, half.x.dtype) == ((12, 2), np.float32)

    class Endless(torch.utils.data.IterableDataset):  # type: ignore[misc,name-defined,unused-ignore]
        def __iter__(self) -> Iterator[Any]:
            while True:
                yield torch.ones(3), 1

    found = read_data(torch.utils.data.DataLoader(Endless(), batch_size=4), max_samples=10)
    assert found.source == "torch DataLoader: the first 10 samples of an unknown number"


@pytest.mark.keras
def test_data_sets_of_tensorflow_and_of_keras() -> None:
    keras = pytest.importorskip("keras")
    tf = pytest.importorskip("tensorflow")
    whole = tf.data.Dataset.from_tensor_slices((X, Y))
    for data in (whole.batch(8), whole, whole.map(lambda x, y: ({"x": x}, y)).batch(3)):
        found = read_data(data)
        np.testing.assert_array_equal(found.x["x"] if isinstance(found.x, dict) else found.x, X)
        np.testing.assert_array_equal(found.y, Y)
        assert found.source == "tf.data.Dataset: all 20 samples"
    for data, source in (
        (whole.batch(8), "the first 10 of at most 24 samples"),
        (whole.batch(8).repeat(), "the first 10 samples of a data set without end"),
        (whole.filter(lambda x, y: True).batch(8), "the first 10 samples of an unknown number"),
    ):
        assert read_data(data, max_samples=10).source == f"tf.data.Dataset: {source}"
    assert read_data(tf.data.Dataset.from_tensor_slices((X, np.array(["a", "b"] * 10))).batch(4)).y[1] == "b"
    with pytest.raises(UnsupportedInputError, match=r"RaggedTensor is not an array; convert it first, with to_tensor"):
        read_data((tf.ragged.constant([[1], [1, 2]]), Y[:2]))

    class Numbered(keras.utils.PyDataset):  # type: ignore[misc,name-defined,unused-ignore]
        def __len__(self) -> int:
            return 4

        def __getitem__(self, number: int) -> Any:
            return X[number * 5 : number * 5 + 5], Y[number * 5 : number * 5 + 5]

    found = read_data(Numbered())
    np.testing.assert_array_equal(found.x, X)
    assert found.source == "Keras Numbered: all 20 samples"


def test_numbers_without_an_axis_of_samples_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "d.npz", x=3, y=4)
    for given in (tmp_path / "d.npz", {"x": 3, "y": 4}, {"age": 3}):
        with pytest.raises(ShapeError, match="the samples are a single number"):
            read_data(given)


def test_a_list_of_batches_is_joined() -> None:
    found = read_data([(X[:4], Y[:4]), (X[4:6], Y[4:6]), (X[6:], Y[6:])])
    np.testing.assert_array_equal(found.x, X)
    assert found.source == "list of batches: all 20 samples"


def test_where_data_are_from_is_said_in_the_language_that_is_written() -> None:
    with in_language("ru"):
        assert read_data(iter(pairs()), max_samples=12).source == "generator: первые 12 образцов (общее число неизвестно)"
        found = read_data((X, Y), max_samples=7)
    assert found.source == "arrays: первые 7 (всего 20 образцов)"
    assert found.is_part
