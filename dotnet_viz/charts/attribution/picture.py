"""Attribution maps in the hand: arrays, and a picture of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.chart_picture import ChartPicture
from dotnet_viz.charts.themes import check_theme
from dotnet_viz.errors import OptionError
from dotnet_viz.explain.attribution.faithfulness import Faithfulness, faithfulness
from dotnet_viz.explain.attribution.maps import AttributionMap
from dotnet_viz.explain.attribution.options import method_in_words
from dotnet_viz.explain.attribution.randomization import Randomization, randomization
from dotnet_viz.formatting import format_items
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dotnet_viz.charts.attribution.layout import Appearance
    from dotnet_viz.explain.attribution.explain import ExplainedMap


@dataclass(frozen=True, eq=False, repr=False)
class Attribution(ChartPicture):
    """Which parts of an input decide an output: maps as arrays, and a picture of them.

    It is a sequence of maps, one for each target and input; ``.values``, ``.target``, ``.layer``, ``.method``, ``.score`` and
    ``.signed`` are those of the only one.

    Args:
        explained: the maps with what they are of.
        appearance: how they are drawn.
        check: whether the picture shows if the maps can be believed.
        theme: colours of paper and text: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the picture; ``None`` for none.

    Raises:
        OptionError: an unknown theme.
    """

    explained: tuple[ExplainedMap, ...] = field(repr=False)
    appearance: Appearance = field(repr=False)
    check: bool = False
    theme: str = "light"
    title: str | None = None

    def __post_init__(self) -> None:
        check_theme(self.theme)

    @property
    def maps(self) -> tuple[AttributionMap, ...]:
        """All maps: by target, then by input."""
        return tuple(one.map for one in self.explained)

    def __len__(self) -> int:
        return len(self.explained)

    def __getitem__(self, index: int) -> AttributionMap:
        return self.maps[index]

    def __iter__(self) -> Iterator[AttributionMap]:
        return iter(self.maps)

    def __bool__(self) -> bool:
        return True

    @property
    def _only(self) -> AttributionMap:
        if len(self.explained) > 1:
            raise OptionError(f"there are {len(self.explained)} maps: take one, such as result[0].values")
        return self.explained[0].map

    @property
    def values(self) -> NDArray[np.float32]:
        """The map: from 0 to 1, the largest 1, or all 0; shape of the input without samples and channels.

        Raises:
            OptionError: there are several maps.
        """
        return self._only.values

    @property
    def signed(self) -> NDArray[np.float32] | None:
        """Attributions with signs, of the shape of ``values``; ``None`` for methods without signs."""
        return self._only.signed

    @property
    def target(self) -> str:
        """Name or index of the class that is explained."""
        return self._only.target

    @property
    def layer(self) -> str:
        """Id of the layer whose output was looked at; empty where it is the input itself."""
        return self._only.layer

    @property
    def method(self) -> str:
        """Name of the method."""
        return self.explained[0].map.method

    @property
    def score(self) -> float:
        """The number that is explained: the logit of a class where the model ends in softmax or sigmoid."""
        return self._only.score

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know, each note once."""
        return tuple(dict.fromkeys(note for one in self.maps for note in one.notes))

    def faithfulness(self) -> tuple[Faithfulness, ...]:
        """Return for each map how fast the output falls where what it marks is taken away, and rises where it is brought in."""
        return tuple(faithful for faithful, _ in self._checks)

    def randomization(self) -> tuple[Randomization, ...]:
        """Return for each map how it changes while the weights of the model are shuffled, which leaves the model as it is."""
        return tuple(shuffled for _, shuffled in self._checks)

    @cached_property
    def _checks(self) -> tuple[tuple[Faithfulness, Randomization], ...]:
        return tuple((faithfulness(one), randomization(one)) for one in self.explained)

    @cached_property
    def _chart(self) -> Chart:
        from dotnet_viz.charts.attribution.chart import attribution_chart

        chart = attribution_chart(self.explained, self.appearance, self._checks if self.check else ())
        return chart.presented(self.theme, self.title, None)

    @property
    def description(self) -> str:
        """What it shows, in one line."""
        targets = format_items(dict.fromkeys(one.target for one in self.maps))
        return translate("Attribution by {method}: {targets}", method=method_in_words(self.method), targets=targets)
