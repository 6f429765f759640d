"""A scene of boxes and arrows as Mermaid text, which GitHub, GitLab and notebooks show as a picture."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from dotnet_viz.errors import OptionError
from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.common.escape import mermaid_text
from dotnet_viz.renderers.graphs.contents import ink_on, main_fill
from dotnet_viz.renderers.graphs.keys import entry_colors, keys
from dotnet_viz.renderers.mermaid.columns import MermaidColumns, columns_of, outermost_frames
from dotnet_viz.renderers.mermaid.sizes import lines_of
from dotnet_viz.scene import FLOWCHARTS, ROLES, Cluster, Connection, KeyLegend, Scene, Shape

MAX_LINES = 500
MAX_TEXT = 50_000

# Blocks leave much out: texts of five points are better.
_LEAST_ZOOM = 0.85
_ARROWS = {(False, True): "-->", (True, True): "-.->", (False, False): "---", (True, False): "-.-"}
_ACROSS = {"TB": "LR", "BT": "LR", "LR": "TB", "RL": "TB"}
"""Where the parts of a diagram follow one another, by the direction of its data."""
_DASHES = "stroke-dasharray:5 3"
_SHAPES = {"circle": ("((", "))"), "rounded": ("(", ")")}


def mermaid(scene: Scene) -> str:
    """Return a scene as a Mermaid flowchart with its keys; places are Mermaid's own, notes are comments.

    What is longer than a page goes on in columns, which circles with numbers join.

    Args:
        scene: of the layout ``"graphviz"``, with or without places.

    Raises:
        OptionError: the scene is no diagram of boxes and arrows, or larger than Mermaid draws
            (:data:`MAX_LINES` lines, :data:`MAX_TEXT` characters).

    Example:
        >>> from dotnet_viz.scene import Connection, Label
        >>> shapes = Shape("a", "a", 60, 30, labels=(Label("input"),)), Shape("b", "b", 60, 30, labels=(Label("end"),))
        >>> print(mermaid(Scene("two", shapes=shapes, connections=(Connection("a", "b"),))))
        flowchart TB
          accTitle: two
          s0["input"]
          s1["end"]
          s0 --> s1
          classDef c0 stroke-width:1px
          class s0,s1 c0
        <BLANKLINE>
    """
    if not is_flowchart(scene):
        raise OptionError(
            f"Mermaid draws boxes and arrows only, and {scene.title!r} is another kind of picture; "
            "draw the style 'blocks' or 'plot-model', or save it as .svg, .png or .pdf"
        )
    text = mermaid_lines(scene)
    if len(scene.connections) > MAX_LINES or len(text) > MAX_TEXT:
        raise OptionError(
            f"Mermaid draws at most {MAX_LINES} lines and reads {MAX_TEXT:,} characters, and {scene.title!r} has "
            f"{len(scene.connections)} and {len(text):,}; draw the style 'blocks', or save it as .svg or .pdf"
        )
    return text


def is_flowchart(scene: Scene) -> bool:
    """Whether a scene is made of boxes and arrows, which is what Mermaid draws."""
    return scene.layout in FLOWCHARTS and not scene.bundles


def fits(scene: Scene) -> bool:
    """Whether a scene is within what Mermaid draws."""
    return len(scene.connections) <= MAX_LINES and len(mermaid_lines(scene)) <= MAX_TEXT


def is_read_on_a_page(scene: Scene) -> bool:
    """Whether the texts of a scene that :func:`fits` can be read on a page, as Mermaid draws it."""
    return columns_of(scene).zoom >= _LEAST_ZOOM


def mermaid_lines(scene: Scene) -> str:
    """Return the text of :func:`mermaid` without a check of its size."""
    return "\n".join(_lines(scene)) + "\n"


def _lines(scene: Scene) -> Iterator[str]:
    names = {shape.id: f"s{number}" for number, shape in enumerate(scene.boxes)}
    columns = columns_of(scene)
    is_cut = bool(columns.cuts)
    flow = _ACROSS[scene.direction] if is_cut else scene.direction
    yield from (f"%% {mermaid_text(one_line(note))}" for note in scene.notes)
    yield f"flowchart {flow}"
    yield f"  accTitle: {mermaid_text(one_line(scene.title))}"
    if scene.description:
        yield f"  accDescr: {mermaid_text(one_line(scene.description))}"
    yield from _columns(scene, columns, names) if is_cut else _members(scene, None, names, "  ")
    links = [
        *_cut_links(scene, columns, names),
        *((_line(line, names), line) for line in scene.connections if line not in columns.cuts),
    ]
    yield from (text for text, _ in links)
    yield from _link_colors([line for _, line in links])
    if is_cut:
        yield f"  {' --> '.join(_parts(columns))}"
        yield "  classDef part fill:none,stroke:none"
        yield f"  class {','.join(_parts(columns))} part"
    yield from _classes(scene, names)
    yield from _keys(scene, "" if is_cut else _last(scene, names))


def _last(scene: Scene, names: Mapping[str, str]) -> str:
    """Return the last box that nothing leaves."""
    left = {line.source for line in scene.connections}
    return next((names[shape.id] for shape in reversed(scene.boxes) if shape.id not in left), "")


def _keys(scene: Scene, before: str) -> Iterator[str]:
    """Yield the keys: behind a box, so that they push none aside, or where it is none beside the columns."""
    for number, key in enumerate(keys(scene)):
        yield from _key(number, key, scene.direction)
        if before:
            yield f"  {before} ~~~ k{number}"
            before = f"k{number}"


def _key(number: int, key: KeyLegend, direction: str) -> Iterator[str]:
    yield f'  subgraph k{number}["{mermaid_text(one_line(key.title)) or " "}"]'
    yield f"    direction {direction}"
    entries = [f"k{number}e{index}" for index in range(len(key.entries))]
    for name, entry in zip(entries, key.entries, strict=True):
        yield f'    {name}["{mermaid_text(one_line(entry.text)) or " "}"]'
    yield "  end"
    for name, entry in zip(entries, key.entries, strict=True):
        fill, stroke, ink = entry_colors(entry)
        yield f"  style {name} fill:{fill},color:{ink},stroke:{stroke}{',' + _DASHES if entry.dashed else ''}"


def _parts(columns: MermaidColumns) -> list[str]:
    return [f"p{number}" for number in range(len(columns.members))]


def _numbers(columns: MermaidColumns) -> Mapping[str, int]:
    """Return the number of each box that leads to another part, which the circles show."""
    return {source: number for number, source in enumerate(dict.fromkeys(line.source for line in columns.cuts), 1)}


def _columns(scene: Scene, columns: MermaidColumns, names: Mapping[str, str]) -> Iterator[str]:
    """Yield the parts of a diagram; a line that leads to another one ends at a circle and goes on at one with its number."""
    number_of, outermost = _numbers(columns), outermost_frames(scene)
    for part, members in zip(_parts(columns), columns.members, strict=True):
        yield f'  subgraph {part}[" "]'
        yield f"    direction {scene.direction}"
        entering = dict.fromkeys(line.source for line in columns.cuts if outermost[line.target] in members)
        yield from (f'    i{number_of[source]}{part}(("{number_of[source]}"))' for source in entering)
        yield from _members(scene, None, names, "    ", members)
        leaving = [number for source, number in number_of.items() if outermost[source] in members]
        yield from (f'    o{number}(("{number}"))' for number in leaving)
        yield "  end"


def _cut_links(scene: Scene, columns: MermaidColumns, names: Mapping[str, str]) -> Iterator[tuple[str, Connection]]:
    number_of, outermost = _numbers(columns), outermost_frames(scene)
    for source, line in {line.source: line for line in columns.cuts}.items():
        yield f"  {names[source]} {_ARROWS[line.dashed, line.arrow]} o{number_of[source]}", line
    for line in columns.cuts:
        part = next(index for index, members in enumerate(columns.members) if outermost[line.target] in members)
        yield f"  i{number_of[line.source]}p{part} {_arrow(line)} {names[line.target]}", line


def _link_colors(lines: Sequence[Connection]) -> Iterator[str]:
    """Yield the colours of lines, which Mermaid knows by the order in which they are written."""
    indices: dict[str, list[str]] = {}
    for index, line in enumerate(lines):
        if line.stroke not in ROLES:
            indices.setdefault(line.stroke, []).append(str(index))
    yield from (f"  linkStyle {','.join(found)} stroke:{stroke}" for stroke, found in indices.items())


def _members(
    scene: Scene, owner: str | None, names: Mapping[str, str], indent: str, among: Collection[str] | None = None
) -> Iterator[str]:
    for shape in scene.boxes:
        if shape.cluster == owner and (among is None or shape.id in among):
            yield f"{indent}{names[shape.id]}{_box(shape)}"
    for number, cluster in enumerate(scene.clusters):
        if cluster.parent == owner and (among is None or cluster.id in among):
            yield f'{indent}subgraph g{number}["{_caption(cluster)}"]'
            yield from _members(scene, cluster.id, names, indent + "  ")
            yield f"{indent}end"


def _caption(cluster: Cluster) -> str:
    return mermaid_text(one_line(cluster.label.text)) or " "


def _box(shape: Shape) -> str:
    """Return a box with its texts; texts of one height are one line."""
    lines = [mermaid_text(one_line(line)) for line in lines_of(shape)]
    before, after = _SHAPES.get(shape.form, ("[", "]"))
    return f'{before}"{"<br/>".join(lines) or " "}"{after}'


def _line(line: Connection, names: Mapping[str, str]) -> str:
    return f"  {names[line.source]} {_arrow(line)} {names[line.target]}"


def _arrow(line: Connection) -> str:
    text = f'|"{mermaid_text(one_line(line.label))}"|' if line.label else ""
    return f"{_ARROWS[line.dashed, line.arrow]}{text}"


def _classes(scene: Scene, names: Mapping[str, str]) -> Iterator[str]:
    members: dict[str, list[str]] = {}
    for shape in scene.boxes:
        members.setdefault(_appearance(shape), []).append(names[shape.id])
    for number, (appearance, shapes) in enumerate(members.items()):
        yield f"  classDef c{number} {appearance}"
        yield f"  class {','.join(shapes)} c{number}"


def _appearance(shape: Shape) -> str:
    """Return the appearance of a box; colours of roles are left to the page's own theme."""
    inside = shape.head_fill if shape.head > 0 else shape.fill
    parts = [] if inside in ROLES else [f"fill:{main_fill(shape)}", f"color:{ink_on(shape)}"]
    parts += [] if shape.stroke in ROLES else [f"stroke:{shape.stroke}"]
    parts.append(f"stroke-width:{shape.stroke_width:g}px")
    return ",".join([*parts, *([_DASHES] if shape.dashed else [])])
