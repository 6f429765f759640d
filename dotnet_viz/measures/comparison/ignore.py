"""Which sorts of differences a caller leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dotnet_viz.arguments import names_in
from dotnet_viz.errors import OptionError

CHOICES = {
    "weights": "values of weights",
    "names": "names of layers and models",
    "training": "optimizer, loss and metrics",
    "connections": "where the inputs of layers come from",
    "order": "layers at another place",
    "shapes": "shapes and numbers of parameters",
    "dtypes": "dtypes of layers and weights",
    "trainable": "whether layers are to be trained",
    "activation": "activation functions",
    "config": "every setting of layers",
}


@dataclass(frozen=True)
class Ignored:
    """What is left out.

    Args:
        words: of :data:`CHOICES`, or ``config.FIELD``.
    """

    words: tuple[str, ...] = ()

    def __contains__(self, word: str) -> bool:
        return word in self.words

    @property
    def settings(self) -> tuple[str, ...]:
        """The settings of layers that are left out by name."""
        return tuple(word.removeprefix("config.") for word in self.words if word.startswith("config."))

    def field(self, name: str) -> bool:
        """Return whether a difference in a field of a layer is left out.

        Args:
            name: such as ``"config.kernel_size"`` or ``"output shape"``.
        """
        if name in self.words or (name.startswith("config.") and "config" in self.words):
            return True
        if name.endswith("dtype"):
            return "dtypes" in self.words
        return is_consequence(name) and "shapes" in self.words


def is_consequence(name: str) -> bool:
    """Return whether a field follows from others: shapes and numbers of parameters."""
    return name == "parameters" or name.endswith(" shape")


def read_ignored(ignore: str | Iterable[str]) -> Ignored:
    """Return what is left out.

    Args:
        ignore: words, or one text of words with commas between.

    Raises:
        OptionError: an unknown word.

    Example:
        >>> read_ignored("weights, config.rate").words
        ('weights', 'config.rate')
    """
    words = ignore.split(",") if isinstance(ignore, str) else names_in("ignore", ignore, ordered=False)
    stripped = tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
    for word in stripped:
        if word not in CHOICES and not (word.startswith("config.") and len(word) > len("config.")):
            choices = ", ".join((*CHOICES, "config.FIELD"))
            raise OptionError(f"unknown difference to ignore: {word!r}; choose from: {choices}")
    return Ignored(stripped)
