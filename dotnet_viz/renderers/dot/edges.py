"""Lines as edges of DOT: connections along their curves, one edge for each line of a bundle."""

from __future__ import annotations

from dotnet_viz.colors import hex_colors
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_number
from dotnet_viz.renderers.common.bundles import mean_texts
from dotnet_viz.renderers.common.escape import dot_string
from dotnet_viz.renderers.dot.curves import route
from dotnet_viz.renderers.themes.theme_colors import ThemeColors
from dotnet_viz.scene import Bundle, Connection, Mesh, Scene


def connection_edge(line: Connection, height: float, colors: ThemeColors, *, is_covered: bool = False) -> str:
    """Return a connection as one edge.

    Args:
        line: with its points.
        height: of the picture.
        colors: of the theme.
        is_covered: whether it is drawn below the shapes that it joins, so that the edge is not drawn.
    """
    style = ", style=invis" if is_covered else ", style=dashed" if line.dashed else ""
    arrow = ", dir=forward" if line.arrow else ""
    tooltip = f", tooltip={dot_string(line.tooltip)}" if line.tooltip else ""
    label = f", label={dot_string(one_line(line.label))}" if line.label else ""
    return (
        f"  {dot_string(line.source)} -> {dot_string(line.target)} "
        f'[color="{colors.outline(line.stroke)}", penwidth={line.width:g}{style}{arrow}{label}{tooltip}{route(line, height)}]'
    )


def mesh_edges(mesh: Mesh, colors: ThemeColors) -> str:
    """Return the edges of a mesh as one statement.

    Args:
        mesh: the lines.
        colors: of the theme.
    """
    sources, targets = (" ".join(dot_string(name) for name in names) for names in (mesh.sources, mesh.targets))
    return f'  {{ {sources} }} -> {{ {targets} }} [color="{colors.outline(mesh.stroke)}", penwidth={mesh.width:g}]'


def bundle_edges(scene: Scene, bundle: Bundle) -> str:
    """Return all edges of a bundle, formatted in one go: there can be very many.

    Args:
        scene: whose.
        bundle: the lines.
    """
    sources, targets = bundle.source_index.tolist(), bundle.target_index.tolist()
    source_ids, target_ids = [dot_string(name) for name in bundle.sources], [dot_string(name) for name in bundle.targets]
    # Quoted once a shape, not once an edge; the quotes around each part are left out to join them.
    from_names = [dot_string(scene.shape_by_id[name].name)[:-1] for name in bundle.sources]
    to_names = [dot_string(scene.shape_by_id[name].name)[1:-1] for name in bundle.targets]
    rows = zip(
        sources,
        targets,
        bundle.values.tolist(),
        bundle.widths.tolist(),
        hex_colors(bundle.colors),
        bundle.dashed.tolist(),
        mean_texts(bundle),
        strict=True,
    )
    arrow = ", dir=forward, arrowsize=0.6" if bundle.arrow else ""
    return "\n".join(
        f'  {source_ids[source]} -> {target_ids[target]} [penwidth={width:.3g}, color="{color}", weight_value="{value:.6g}", '
        f'tooltip={from_names[source]} → {to_names[target]}: {format_number(value)}{mean}"'
        f"{', style=dashed' if dashed else ''}{arrow}]"
        for source, target, value, width, color, dashed, mean in rows
    )
