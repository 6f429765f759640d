"""Animations of a training, of a row of models, or of pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dotnet_viz.animation.animation import Animation
from dotnet_viz.animation.composed import composed
from dotnet_viz.animation.frames import Frame
from dotnet_viz.animation.panel import MetricsPanel, caption_below
from dotnet_viz.animation.scenes import frame_scenes
from dotnet_viz.animation.selection import check_selection, even_positions
from dotnet_viz.animation.states import epoch_graphs
from dotnet_viz.diagrams import Style
from dotnet_viz.drawing import Drawing, Picture
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.progress import Progress, silent
from dotnet_viz.translation.audience import spelled
from dotnet_viz.translation.translate import translate

_CAPTION_LINES = 1
_GAP = 8.0


@dataclass(frozen=True)
class AnimationOptions:
    """How an animation moves and how large it is.

    Args:
        frames: how many there are at most; ``None`` for all.
        choose: ``"even"`` or ``"change"``.
        metrics: names of those whose curves stand beside the picture; ``None`` chooses them.
        fps: frames a second.
        hold: seconds for which the last frame stands still.
        max_width: pixels at most.
        max_height: pixels at most.
        engine: see :class:`~dotnet_viz.drawing.Drawing`.
        theme: see :class:`~dotnet_viz.drawing.Drawing`.
        progress: is called with the name of each step as it begins.

    Raises:
        OptionError: a value that an option cannot take.
    """

    frames: int | None = 60
    choose: str = "even"
    metrics: Sequence[str] | None = None
    fps: float = 8.0
    hold: float = 2.0
    max_width: int = 1000
    max_height: int = 1000
    engine: str = "wasm"
    theme: str = "light"
    progress: Progress = silent

    def __post_init__(self) -> None:
        check_selection(self.frames, self.choose)

    def animation(self, title: str, frames: Sequence[Frame]) -> Animation:
        """Return frames as they move by these options.

        Args:
            title: what all frames show.
            frames: at least one.
        """
        return Animation(
            title, tuple(frames), fps=self.fps, hold=self.hold, max_width=self.max_width, max_height=self.max_height,
            progress=self.progress,
        )  # fmt: skip


def animate_run(run: TrainingRun, style: Style, options: AnimationOptions) -> Animation:
    """Return the animation of a training: a picture at the end of each epoch, and the metrics so far beside it.

    Args:
        run: the training; it has weights of at least two epochs.
        style: what is drawn.
        options: how it moves.

    Raises:
        OptionError: the training has weights of fewer than two epochs, or lacks a metric.
        VizError: as the style's ``build``.
    """
    options.progress("reading weights")
    graphs = epoch_graphs(run, options.frames, options.choose)
    scenes = frame_scenes(graphs, style, options.engine)
    panel = MetricsPanel(run, options.metrics, (scenes[0].size or (0.0, 0.0))[0] + _GAP)
    frames = [
        Frame(Drawing(panel.beside(scene, epoch), options.engine, options.theme), panel.caption(epoch))
        for scene, epoch in zip(scenes, graphs.epochs, strict=True)
    ]
    return options.animation(translate("{title} while it learns", title=scenes[0].title), frames)


def animate_graphs(graphs: Sequence[Graph], captions: Sequence[str], style: Style, options: AnimationOptions) -> Animation:
    """Return the animation of a row of models of one architecture.

    Args:
        graphs: the models.
        captions: one for each.
        style: what is drawn.
        options: how it moves.

    Raises:
        OptionError: the style draws values, and the models are not of one architecture.
        VizError: as the style's ``build``.
    """
    if hasattr(style, "build_frames"):
        _check_alike(graphs, captions)
    positions = even_positions(len(graphs), options.frames)
    scenes = frame_scenes([graphs[position] for position in positions], style, options.engine)
    frames = []
    for scene, position in zip(scenes, positions, strict=True):
        shown = caption_below(scene, captions[position], _CAPTION_LINES)
        frames.append(Frame(Drawing(shown, options.engine, options.theme), captions[position]))
    return options.animation(scenes[0].title, frames)


def _check_alike(graphs: Sequence[Graph], captions: Sequence[str]) -> None:
    for graph, caption in zip(graphs, captions, strict=False):
        if _architecture(graph) != _architecture(graphs[0]):
            raise OptionError(
                f"an animation of weights has models of one architecture, but the layers or weights of {caption!r} are not"
                f" those of {captions[0]!r}; {spelled('dv.diff', 'dotnet-viz diff')} shows what differs"
            )


def _architecture(graph: Graph) -> list[object]:
    return [(node.id, node.layer.kind, [(weight.role, weight.shape) for weight in node.layer.weights]) for node in graph.nodes]


def animate_pictures(pictures: Sequence[Picture], captions: Sequence[str], title: str, options: AnimationOptions) -> Animation:
    """Return pictures of any kind as an animation.

    Args:
        pictures: in order.
        captions: one for each, which stands below it; all empty for none.
        title: what all of them show.
        options: how it moves.

    Raises:
        UnsupportedInputError: a picture that does not know its size.
    """
    positions = even_positions(len(pictures), options.frames)
    chosen = [pictures[position] for position in positions]
    texts = [captions[position] for position in positions]
    return options.animation(title, [Frame(*pair) for pair in zip(composed(chosen, texts), texts, strict=True)])


def checked_captions(captions: Sequence[str] | None, count: int, usual: Sequence[str]) -> list[str]:
    """Return a caption for each frame.

    Args:
        captions: that were given; ``None`` for none.
        count: how many frames there are.
        usual: the captions otherwise.

    Raises:
        OptionError: there are more or fewer than frames.
    """
    if captions is None:
        return list(usual)
    if len(captions) != count:
        raise OptionError(f"captions has {len(captions):,} texts, but there are {count:,} frames")
    return [str(caption) for caption in captions]
