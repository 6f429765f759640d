"""What the record of a training says in sentences: written in English, and shown in the language of the moment."""

from __future__ import annotations

from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.recall import Message, Recall
from dotnet_viz.translation.translate import mark, mark_plural

NO_VALIDATION = mark("There is no validation data, so how well the model does on samples that it has not seen is unknown.")
NO_BATCH_SIZE = mark("The size of a batch is not known, so that samples a second are not recorded.")
REPLACED_WEIGHTS = mark(
    "The weights were replaced when training ended, so that the last epoch has only what was measured before."
)
WEIGHTS_CAME_LATE = mark(
    "Some layers had no weights before the first epoch, so that those from before training are not recorded;"
    " build the model before fit to have them."
)
RENAMED = mark("{file} was not a record of dotnet_viz: it is kept as {name}, and a new record begins.")
NO_DATA = addressed(
    mark("Without data=(x, y) there are no {parts}."),
    "",
    reader=mark("There are no {parts}: the training was recorded without data to measure them on."),
)
NO_GRADIENTS = mark("There are no gradients: the model was compiled without a loss, or the data has no answers.")
OWN_TRAIN_STEP = mark("The model has its own train_step; gradients are those of the loss that it was compiled with.")
MEASURED_SELDOM = addressed(
    mark(
        "So that recording takes no more than {share} of the training's time, {parts} were measured {times} in {epochs};"
        ' {name}="always" measures them after each.'
    ),
    "",
    reader=mark(
        "So that recording takes no more than {share} of the training's time, {parts} were measured {times} in {epochs}."
    ),
)
SAMPLED_STATISTICS = mark_plural(
    "Statistics of {count} large weight and of its updates are those of up to {limit} evenly chosen values.",
    "Statistics of {count} large weights and of their updates are those of up to {limit} evenly chosen values of each.",
)
SELDOM_KEPT = mark_plural(
    "Weights are kept every {count} epoch, to stay within {size}.",
    "Weights are kept every {count} epochs, to stay within {size}.",
)
SAMPLED_SNAPSHOTS = mark_plural(
    "Of {count} large weight no more than {limit} values are kept, evenly chosen along each axis, to stay within {size}.",
    "Of {count} large weights no more than {limit} values are kept, evenly chosen along each axis, to stay within {size}.",
)
SWITCHED_OFF = mark("Recording {part} failed and is switched off: {error}")

TIMES, EPOCHS = mark_plural("{count} time", "{count} times"), mark_plural("{count} epoch", "{count} epochs")
GRADIENTS, ACTIVATIONS, WEIGHTS = mark("gradients"), mark("activations"), mark("weights")
BOTH = mark("gradients and activations")

_MESSAGES: tuple[Message, ...] = (
    NO_VALIDATION, NO_BATCH_SIZE, REPLACED_WEIGHTS, WEIGHTS_CAME_LATE, RENAMED, NO_DATA, NO_GRADIENTS, OWN_TRAIN_STEP,
    MEASURED_SELDOM, SAMPLED_STATISTICS, SELDOM_KEPT, SAMPLED_SNAPSHOTS, SWITCHED_OFF, TIMES, EPOCHS, GRADIENTS, ACTIVATIONS,
    WEIGHTS, BOTH,
)  # fmt: skip


def recorded_note(text: str) -> str:
    """Return a note as the recorder wrote it, as a sentence that is translated where it is shown.

    Args:
        text: from a record.

    Returns:
        The text where it is none of the recorder's, such as one of a later release.

    Example:
        >>> from dotnet_viz.translation.translate import in_language, retold
        >>> with in_language("es"):
        ...     retold(recorded_note("Weights are kept every 3 epochs, to stay within 64.0 MiB."))
        'Los pesos se guardan cada 3 épocas, para no pasar de 64,0 MiB.'
    """
    return _RECALL.sentence(text)


_RECALL = Recall(_MESSAGES)
