"""The functions that draw what the layers of a model return over a data set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dotnet_viz.api.explaining.activations import activation_statistics

if TYPE_CHECKING:
    from dotnet_viz.charts.chart import Chart
    from dotnet_viz.drawing import Drawing


def activation_histograms(
    model: object,
    x: Any,
    layers: str | Sequence[str] | None = None,
    *,
    batch_size: int = 32,
    theme: str = "light",
    title: str | None = None,
    background: str | None = None,
) -> Chart:
    """Draw the distribution of the activations of each layer over a data set, with its dead and saturated units.

    Args:
        model: see :func:`~dotnet_viz.api.explaining.activations.activations`.
        x: the data set, of which one batch is in memory at a time.
        layers: which layers; ``None`` for all.
        batch_size: samples that are run at a time.
        theme: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the chart; ``None`` for none.
        background: ``"transparent"``, or a colour of the paper; ``None`` for that of the theme.

    Raises:
        VizError: the model cannot be run, or the inputs do not fit.

    Example:
        >>> import numpy as np
        >>> activation_histograms([(np.array([[1.0, -1.0]]), None, "relu")], np.array([[1.0], [2.0]])).alternative
        'Histograms of the activations of 1 layer over 2 samples; 1 layer has dead units.'
    """
    from dotnet_viz.charts.activations import activation_histograms as draw

    found = activation_statistics(model, x, layers, batch_size=batch_size, top=1)
    return draw(list(found.values()), found.samples).presented(theme, title, background)


def exciting_inputs(
    model: object,
    x: Any,
    layer: str,
    *,
    units: int | Sequence[int] | None = None,
    top: int = 9,
    max_units: int = 8,
    image_shape: Sequence[int] | None = None,
    theme: str = "light",
) -> Drawing:
    """Draw the samples of a data set that excite each unit of a layer most: those with its largest activations.

    Args:
        model: see :func:`~dotnet_viz.api.explaining.activations.activations`; it takes one input.
        x: an array of samples, which may be a memory map.
        layer: id or name of the layer.
        units: positions of the units; ``None`` takes those with the largest activations.
        top: samples of each unit.
        max_units: units at most where none are named.
        image_shape: shape in which a sample is drawn, such as ``(28, 28)`` for images that the model takes as vectors.
        theme: colours of the page: ``"light"``, ``"dark"``, or ``"auto"`` for the setting of the reader's browser.

    Raises:
        OptionError: an unknown layer or unit, or a number that cannot be.
        UnsupportedInputError: ``x`` is not an array.
        VizError: the model cannot be run, or the inputs do not fit.

    Example:
        >>> import numpy as np
        >>> drawing = exciting_inputs([np.array([[1.0, -1.0]])], np.array([[1.0], [2.0]]), "dense_1", top=1)
        >>> [raster.name for raster in drawing.scene.rasters]
        ['sample 1', 'sample 0']
    """
    import numpy as np

    from dotnet_viz.arguments import positions_in, whole_number
    from dotnet_viz.diagrams.passage.exciting import exciting_scene
    from dotnet_viz.drawing import Drawing
    from dotnet_viz.errors import OptionError, UnsupportedInputError
    from dotnet_viz.explain.activations.forward_pass import forward_pass

    if not hasattr(x, "shape") or not hasattr(x, "__getitem__"):
        raise UnsupportedInputError(f"exciting_inputs draws samples of an array, and {type(x).__name__!r} is none")
    wanted = None if units is None else positions_in("units", units)
    found = activation_statistics(model, x, layer, top=whole_number("top", top))
    statistics = next(iter(found.values()))
    strongest = np.argsort(-statistics.unit_largest, kind="stable")[: whole_number("max_units", max_units)]
    chosen = sorted(int(unit) for unit in strongest) if wanted is None else list(wanted)
    for unit in chosen:
        if not 0 <= unit < statistics.units:
            raise OptionError(f"unit {unit} is none of the {statistics.units} units of {statistics.name!r}, which start at 0")

    def sample(number: int) -> Any:
        values = np.asarray(x[number])
        return values if image_shape is None else values.reshape(tuple(image_shape))

    scene = exciting_scene(statistics, chosen, sample, forward_pass(model).name)
    return Drawing(scene, theme=theme)


def activation_diagram(
    model: object, x: Any, *, batch_size: int = 32, colormap: str = "viridis", engine: str = "wasm", theme: str = "light",
    **options: Any,
) -> Drawing:  # fmt: skip
    """Draw the layers of a model as boxes in the colours of their activations: the root of their mean square.

    Args:
        model: see :func:`~dotnet_viz.api.explaining.activations.activations`.
        x: one sample or a data set.
        batch_size: samples that are run at a time.
        colormap: see :func:`~dotnet_viz.api.explaining.activations.pattern_passage`.
        engine: see :func:`dotnet_viz.draw`.
        theme: see :func:`dotnet_viz.draw`.
        options: options of :class:`~dotnet_viz.diagrams.PlotModel`.

    Raises:
        VizError: the model cannot be run, or the inputs do not fit.

    Example:
        >>> import numpy as np
        >>> drawing = activation_diagram([np.array([[1.0]]), np.array([[2.0]])], np.array([[3.0]]))
        >>> [text for _, text in drawing.scene.legends[0].ticks]
        ['0', '2', '4', '6']
    """
    import numpy as np

    from dotnet_viz.api.reading import read
    from dotnet_viz.diagrams import style_of
    from dotnet_viz.diagrams.common.node_fills import filled_by_values
    from dotnet_viz.drawing import Drawing
    from dotnet_viz.explain.activations.places import call_names
    from dotnet_viz.explain.live.live_model import is_model_file, load_live
    from dotnet_viz.scales.colormaps import RangeScale

    live = load_live(model) if is_model_file(model) else model
    graph = read(live)
    found = activation_statistics(live, x, batch_size=batch_size, top=1)
    sizes = {name: float(np.hypot(one.mean, one.standard_deviation)) for name, one in found.items()}
    names = call_names([(node.id, node.layer.id) for node in graph.nodes])
    values = {node: sizes[name] for node, name in names.items() if name in sizes}
    scale = RangeScale.of([[0.0, *values.values()]], colormap, "root mean square of activations")
    scene = style_of("plot-model", options).build(graph)
    return Drawing(filled_by_values(scene, values, scale), engine=engine, theme=theme)
