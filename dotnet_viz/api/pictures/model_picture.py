"""The picture of one model: a style, the part of the model that it draws, what is added, and how it is presented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from dotnet_viz.api.pictures.page_pictures import page_instead, pictures_for_page
from dotnet_viz.api.pictures.presentation import Presentation
from dotnet_viz.api.pictures.scenes import scenes_for, with_text_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dotnet_viz.diagrams import Style
    from dotnet_viz.diagrams.annotations.annotate import Annotations
    from dotnet_viz.diagrams.annotations.options import AnnotationOptions
    from dotnet_viz.drawing import Drawing
    from dotnet_viz.fitting.drawn_size import DrawnSize
    from dotnet_viz.fitting.paper import Paper
    from dotnet_viz.graph import Graph
    from dotnet_viz.scene import Scene


@dataclass(frozen=True, eq=False)
class ModelPicture:
    """What makes the picture of a model.

    Args:
        style: its options.
        graph: the layers that were asked for.
        drawn: the same as the style draws them, with marks, groups and opened models.
        added: colours and marks; ``None`` for nothing.
        presentation: title and paper.
        statistics: whether pages have the statistics of weights; ``None`` for models that are not large.
    """

    style: Style
    graph: Graph
    drawn: Graph
    added: Annotations | None
    presentation: Presentation
    statistics: bool | None = None

    def drawing(self, size: DrawnSize, paper: Paper | None, engine: str) -> Drawing:
        """Return it as a drawing.

        Args:
            size: that was asked for.
            paper: what it is made for; ``None`` for its own size.
            engine: of the layout.

        Raises:
            OptionError: see :func:`~dotnet_viz.api.pictures.one_model.draw`.
            EngineError: the layout of a picture for a paper failed.
        """
        from dotnet_viz.drawing import Drawing

        drawing = partial(
            Drawing,
            engine=engine,
            theme=self.presentation.theme,
            folded=self.folded,
            details=self.details if hasattr(self.style, "details") else None,
            card=self.facts,
            explained=self.explained,
            table=None if self.added is None else self.added.table,
            is_limited=True,
        )
        if paper is not None:
            from dotnet_viz.fitting.fitted import fitted

            found = fitted(scenes_for(self.style, self.drawn, paper), paper, engine=engine, finished=self.finished)
            return drawing(found.scene, drawn_size=found.drawn_size(size, paper), fitted=found.placed)
        pictures = pictures_for_page(self.style, self.drawn)
        if pictures is None:
            return drawing(self.finished(self.style.build(self.drawn)), drawn_size=size)
        again = partial(pictures_for_page, self.style, self.drawn)
        instead = page_instead(pictures, again, engine, self.finished, size.text_size)
        return drawing(self.finished(pictures.usual()), drawn_size=size, on_page=instead)

    def finished(self, scene: Scene) -> Scene:
        """Return what the style built with everything that was asked for.

        Args:
            scene: of the style.
        """
        return self.presentation.of(scene if self.added is None else self.added.on(scene, self.style))

    def folded(self) -> Scene:
        """Return a smaller picture of the same model, for formats with a limit of size."""
        from dotnet_viz.diagrams import STYLES

        return self.finished(STYLES["blocks"]().build(self.drawn))

    def details(self) -> Mapping[str, Scene]:
        """Return the pictures of what is inside the shapes of a style that folds, by the shape's id."""
        inside: Mapping[str, Scene] = self.style.details(self.drawn)  # type: ignore[attr-defined]  # asked for before
        return inside if self.added is None else {name: self.added.on(scene) for name, scene in inside.items()}

    def facts(self) -> Sequence[tuple[str, str]]:
        """Return what pages say of the model as a whole."""
        from dotnet_viz.diagrams.common.page_texts import model_card

        return model_card(self.graph)

    def explained(self, scene: Scene) -> Scene:
        """Return a picture with what pages say of each layer made longer, by its statistics and its cost, and frames counted.

        Args:
            scene: of the model.
        """
        from dotnet_viz.diagrams.common.cost_texts import with_costs
        from dotnet_viz.diagrams.common.frame_counts import with_layer_counts
        from dotnet_viz.diagrams.common.page_texts import with_statistics

        return with_layer_counts(with_costs(with_statistics(scene, self.graph, self.statistics), self.graph), self.graph)


def model_picture(
    style: Style,
    graph: Graph,
    options: AnnotationOptions,
    presentation: Presentation,
    *,
    layer_range: str | Sequence[str | int] | None = None,
    text_size: float | None = None,
    statistics: bool | None = None,
) -> ModelPicture:
    """Return what makes the picture of a model.

    Args:
        style: its options.
        graph: the whole model.
        options: what is added.
        presentation: title and paper.
        layer_range: the layers that are drawn; ``None`` for all.
        text_size: of the smallest text in points; ``None`` for that of the style.
        statistics: see :class:`ModelPicture`.

    Raises:
        OptionError: see :func:`~dotnet_viz.api.pictures.one_model.draw`.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.api.reading import read
        >>> from dotnet_viz.diagrams import Neurons
        >>> from dotnet_viz.diagrams.annotations.options import AnnotationOptions
        >>> picture = model_picture(Neurons(), read([np.ones((3, 2))]), AnnotationOptions(), Presentation())
        >>> [layer.id for layer in picture.graph.layers]
        ['input', 'dense_1']
    """
    from dotnet_viz.diagrams import STYLES
    from dotnet_viz.diagrams.annotations.marks import marked, marks_of
    from dotnet_viz.diagrams.common.graphs.layer_range import in_range

    marks = marks_of(graph, STYLES.name_of_class(type(style)), is_open=getattr(style, "expand_nested", True))
    style, added = _annotated(style, graph, options)
    drawn = graph = in_range(graph if added is None else added.graph, layer_range)
    if added is not None:
        style, drawn = added.drawn(style, graph)
    drawn = marked(drawn, marks)
    return ModelPicture(with_text_size(style, drawn, text_size), graph, drawn, added, presentation, statistics)


def _annotated(style: Style, graph: Graph, options: AnnotationOptions) -> tuple[Style, Annotations | None]:
    """Return the style, and what options add to its pictures of a model; ``None`` where that is nothing."""
    if not options.given:
        return style, None
    from dotnet_viz.diagrams import STYLES
    from dotnet_viz.diagrams.annotations.annotate import annotations_of, check_style
    from dotnet_viz.diagrams.options import takes_of

    own = getattr(style, "__dataclass_fields__", {}).get("color_by")
    if own is not None and takes_of(own).has_choice(options.color_by):
        style, options = replace(style, color_by=options.color_by), replace(options, color_by=None)  # type: ignore[type-var]
    check_style(STYLES.name_of_class(type(style)), options)
    return style, annotations_of(graph, options) if options.given else None
