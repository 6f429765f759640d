"""What an animation of a training shows, whatever its format."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz import readers
from dotnet_viz.animation.build import AnimationOptions, animate_graphs, animate_pictures, animate_run
from dotnet_viz.charts.chart import draw_chart
from dotnet_viz.diagrams import style_of
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import OptionError, UnreadableFileError, VizWarning
from dotnet_viz.scene import Legend, Scene, Shape
from tests.animation.trainings import EPOCHS, HIDDEN, animation, run
from tests.scene_builders import limit_of


def scenes(style: str = "weight-graph", **fields: Any) -> list[Scene]:
    return [frame.picture.scene for frame in animation(style, **fields).frames if isinstance(frame.picture, Drawing)]


def test_there_is_a_frame_for_each_epoch_and_one_before_the_training() -> None:
    assert animation().captions == tuple(f"epoch {epoch} of {EPOCHS}" for epoch in range(EPOCHS + 1))


@pytest.mark.parametrize("style", ["weight-graph", "weight-matrix", "weight-histograms", "plot-model", "layered"])
def test_nothing_jumps_and_all_frames_are_of_one_size(style: str) -> None:
    found = scenes(style)
    # Markers, bars and quantiles are where the values are.
    moving = ("marker", "bin", "quantiles")
    places = [{shape.id: (shape.x, shape.y) for shape in scene.shapes if shape.kind not in moving} for scene in found]
    assert len({scene.size for scene in found}) == 1
    for one in places[1:]:
        assert {name: one[name] for name in one.keys() & places[-1].keys()} == {
            name: places[-1][name] for name in one.keys() & places[-1].keys()
        }


def test_one_scale_serves_all_frames() -> None:
    found = scenes()
    assert len({scene.legends for scene in found}) == 1
    (legend,) = found[0].legends
    assert isinstance(legend, Legend)
    limit = limit_of(legend)
    states = [run().load_snapshot(epoch) for epoch in range(EPOCHS + 1)]
    largest = max(float(np.abs(values).max()) for state in states for values in state.values())
    widths = np.concatenate([bundle.widths for scene in found for bundle in scene.bundles])
    values = np.concatenate([bundle.values for scene in found for bundle in scene.bundles])
    assert np.allclose(widths, 0.5 + 3.5 * np.abs(values) / limit, atol=0.01)
    assert limit == pytest.approx(largest, rel=0.01)


def test_the_same_neurons_and_lines_are_drawn_in_all_frames() -> None:
    found = scenes(max_neurons=3, max_edges=4)
    assert len({tuple(shape.id for shape in scene.shapes if shape.kind == "neuron") for scene in found}) == 1
    assert {len(scene.bundles[0]) for scene in found} == {4}
    for scene in found:
        assert scene.bundles[0].source_index.tolist() == found[0].bundles[0].source_index.tolist()
    assert any("same in all frames" in note for note in found[0].notes)


def test_the_last_frame_shows_the_weights_of_the_last_epoch() -> None:
    last = run().load_snapshot(EPOCHS)["hidden/kernel"]
    bundle = scenes()[-1].bundles[0]
    assert bundle.values.tolist() == last[bundle.source_index, bundle.target_index].tolist()
    assert len(bundle) == 2 * HIDDEN


def test_the_marker_moves_along_the_curve_and_the_curve_grows() -> None:
    found = scenes()
    markers = [next(shape.x or 0.0 for shape in scene.shapes if shape.kind == "marker") for scene in found[1:]]
    assert all(shape.kind != "marker" for shape in found[0].shapes)
    assert markers == sorted(markers)
    assert len(set(markers)) == EPOCHS
    lengths = [max((len(line.points) for line in scene.connections if line.width == 2.0), default=0) for scene in found]
    assert lengths == sorted(lengths)


def test_the_numbers_beside_the_curve_are_those_of_the_epoch() -> None:
    losses = run().curves[0].values
    for epoch, scene in enumerate(scenes()[1:], 1):
        assert f"{losses[epoch - 1]:.3g}" in {label.text for label in scene.labels}


def test_texts_beside_the_picture_do_not_overlap() -> None:
    from dotnet_viz.geometry.parts import label_box

    for scene in scenes():
        boxes = [label_box(label) for label in scene.labels if label.text]
        placed = [box.moved(0, 0) for box in boxes]
        for index, one in enumerate(placed):
            for other in placed[index + 1 :]:
                apart = one.right <= other.left + 0.5 or other.right <= one.left + 0.5
                assert apart or one.bottom <= other.top + 3 or other.bottom <= one.top + 3


def test_fewer_frames_are_evenly_chosen_or_by_change() -> None:
    even = animation(options=AnimationOptions(frames=3))
    assert even.captions == (f"epoch 0 of {EPOCHS}", f"epoch 4 of {EPOCHS}", f"epoch {EPOCHS} of {EPOCHS}")
    by_change = animation(options=AnimationOptions(frames=3, choose="change"))
    assert len(by_change) == 3
    assert by_change.captions[0] == even.captions[0]


def test_metrics_can_be_named_and_a_wrong_name_is_told() -> None:
    drawn = animation(options=AnimationOptions(metrics=()))
    assert not any(shape.kind == "marker" for shape in drawn.frames[-1].picture.scene.shapes)  # type: ignore[attr-defined]
    with pytest.raises(OptionError, match="unknown metric of the training 'los'; choose one of: loss"):
        animation(options=AnimationOptions(metrics=("los",)))


def test_a_training_without_weights_says_how_to_get_them() -> None:
    with pytest.raises(OptionError, match=r"weights of 1 epoch, and an animation needs two; record it with dv.ReportCallback"):
        animate_run(run(snapshot_epochs=(1,)), style_of("weight-graph", {}), AnimationOptions())


def test_epochs_with_damaged_weights_or_of_another_model_are_left_out() -> None:
    whole = run()

    def load(epoch: int) -> Any:
        if epoch == 4:
            raise UnreadableFileError("'4.npz' holds no weights")
        return whole.load_snapshot(epoch) if epoch > 1 else {"other/kernel": np.ones((3, 3))}

    with pytest.warns(VizWarning, match="3 epochs of 'rings' left out, whose weights are damaged or of another model"):
        made = animate_run(run(load_snapshot=load), style_of("weight-graph", {}), AnimationOptions())
    assert made.captions == tuple(f"epoch {epoch} of {EPOCHS}" for epoch in (2, 3, 5, 6, 7, 8))


def test_sampled_weights_are_told() -> None:
    states = run().load_snapshot(0)
    whole = run(load_graph=lambda: _graph(states), load_snapshot=lambda _: {n: v[:1] for n, v in states.items()})
    with pytest.raises(OptionError, match="record with a larger snapshot_bytes"):
        animate_run(whole, style_of("weight-graph", {}), AnimationOptions())


def _graph(states: object) -> object:
    from dotnet_viz import readers

    return readers.read(dict(states))  # type: ignore[call-overload]


def test_pictures_of_any_kind_become_frames_of_one_size_with_captions() -> None:
    def paint(figure: Any) -> None:
        figure.add_subplot().plot([1, 2])

    drawing = Drawing(Scene("one", shapes=(Shape("a", "a", 300, 30),)))
    chart = draw_chart("two", "Two points.", (200, 100), paint)
    made = animate_pictures([drawing, chart], ["first", "second <b>"], "both", AnimationOptions())
    assert len({(frame.picture.width, frame.picture.height) for frame in made.frames}) == 1  # type: ignore[attr-defined]
    assert "second &lt;b&gt;" in made.frames[1].picture.svg
    assert made.frames[0].picture.png(0.5).startswith(b"\x89PNG")


@pytest.mark.parametrize("style", ["weight-graph", "weight-matrix", "weight-histograms"])
@pytest.mark.parametrize("other", [[np.ones((3, 4))], [np.ones((3, 2)), np.ones((2, 4))]])
def test_models_of_several_architectures_are_an_error_that_names_the_first_that_differs(style: str, other: list[Any]) -> None:
    graphs = [readers.read([np.ones((3, 2))]), readers.read([np.zeros((3, 2))]), readers.read(other)]
    with pytest.raises(OptionError, match=r"layers or weights of 'third' are not those of 'first'; dv\.diff"):
        animate_graphs(graphs, ["first", "second", "third"], style_of(style, {}), AnimationOptions())
