from __future__ import annotations

from typing import Any

import numpy as np

from dotnet_viz.readers.arrays.in_memory import read
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.printing.figures import printed_figure, smallest_text
from dotnet_viz.reporting.printing.paper import SMALLEST_TEXT
from dotnet_viz.reporting.section import SectionData
from dotnet_viz.reporting.sections import activations

KERNEL = np.array([[1.0, -1.0, 2.0], [1.0, -1.0, 0.5]])
NET = [(KERNEL, None, "relu"), (np.ones((3, 2)), None, "sigmoid")]
X = np.random.default_rng(0).uniform(0.5, 1, size=(40, 2))


def build(x: Any = X, model: Any = NET, **given: Any) -> SectionData:
    section = activations.build(ReportContext(read(model), model=model, inputs=x, **given))
    assert section is not None
    return section


def test_each_layer_has_a_row_and_a_histogram() -> None:
    section = build()
    cells = [[cell.text for cell in row] for row in section.data["table"].rows]
    assert [row[:3] for row in cells] == [["dense_1", "Dense", "3"], ["dense_2", "Dense", "2"]]
    assert [row[8] for row in cells] == ["1", "0"]
    assert float(cells[0][6]) == round(float((X @ KERNEL).max()), 3)
    assert [figure.caption for figure in section.data["figures"]] == ["", ""]
    for figure, name in zip(section.data["figures"], ("dense_1", "dense_2"), strict=True):
        assert f">{name}</text>" in figure.svg
    assert section.data["lead"] == "The numbers are of 40 samples in inference mode."
    assert "1 of 3 in dense_1" in section.data["notes"][0]


def test_the_passage_of_the_first_input_names_the_classes() -> None:
    section = build(class_names=["cat", "dog"])
    assert "largest: " in section.data["figure"].svg
    assert "input 1 of 40" in section.data["figure"].svg
    assert "Passage through" in section.data["figure"].svg


def test_on_paper_the_passage_is_no_wider_than_an_upright_page() -> None:
    random = np.random.default_rng(0)
    wide = [random.normal(size=sizes) for sizes in ((64, 32), (32, 32), (32, 10))]
    section = build(random.random((4, 64)), wide)
    assert printed_figure(section.data["figure"]).is_landscape
    printed = printed_figure(section.data["print_figure"])
    assert not printed.is_landscape
    (picture,) = printed.pictures
    assert smallest_text(picture) >= SMALLEST_TEXT - 0.02


def test_where_the_passage_has_more_rows_than_a_page_its_parts_can_be_read() -> None:
    random = np.random.default_rng(0)
    section = build(random.random((4, 64)), [random.normal(size=(64, 64)) for _ in range(20)])
    assert len(section.data["parts"]) > 1
    assert all(smallest_text(part) >= SMALLEST_TEXT for part in section.data["parts"])


def test_values_that_are_no_numbers_have_a_column() -> None:
    with np.errstate(over="ignore"):
        section = build(np.array([[1e200, 1e200]]), [np.full((2, 2), 1e200)])
    assert [column.title for column in section.data["table"].columns][-1] == "NaN, ∞"
    assert section.data["notes"] == ("Values are NaN or infinite in dense_1; they count as 0.",)


def test_of_many_layers_some_have_a_histogram_and_it_is_reported() -> None:
    section = build(np.ones((3, 2)), [np.eye(2)] * 30)
    assert len(section.data["figures"]) == activations.MAX_HISTOGRAMS
    assert len(section.data["table"].rows) == 30
    assert section.data["histogram_notes"] == ("Histograms are of 24 of 30 outputs, evenly chosen; the table has all.",)


def test_a_model_that_cannot_be_run_is_one_line_and_no_error() -> None:
    section = build(model=[(KERNEL, None, "mish")])
    assert section.data["failure"].startswith("There are no activations: unknown activation")
    assert set(section.data) == {"failure"}


def test_without_inputs_there_is_no_section() -> None:
    assert activations.build(ReportContext(read(NET))) is None
