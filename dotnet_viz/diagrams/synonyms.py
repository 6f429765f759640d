"""What styles and their options are called in other tools, so that an error can say what they are called here."""

STYLES = {
    "visualkeras": "layered",
    "layered-view": "layered",
    "alexnet": "layered",
    "plotneuralnet": "layered",
    "graph-view": "neurons",
    "nodes": "neurons",
    "ann-visualizer": "ann",
    "ann-viz": "ann",
    "nn-svg": "ann",
    "fcnn": "ann",
    "keras": "plot-model",
    "graph": "plot-model",
    "architecture": "plot-model",
    "model-to-dot": "plot-model",
    "netron": "plot-model",
    "heatmap": "weight-matrix",
    "distribution": "weight-histograms",
    "kernels": "filters",
}
"""Words for a style, with its name in :data:`dotnet_viz.diagrams.STYLES`."""

OPTIONS = {
    "direction": "rankdir",
    "orientation": "rankdir",
    "ellipsize_after": "max_neurons",
    "max_planes": "max_neurons",
    "max_units": "max_neurons",
    "max_lines": "max_edges",
    "colors": "color_map",
    "cmap": "palette",
    "colormap": "palette",
    "captions": "show_captions",
    "show_dimension": "show_shapes",
    "spacing": "layer_spacing",
    "show_names": "show_layer_names",
    "show_activations": "show_layer_activations",
    "show_params": "show_parameters",
    "labels": "class_names",
    **dict.fromkeys(("to_file", "filename", "file", "format", "out", "save"), "output"),
}
"""Words for an option of a style, with its name here."""
