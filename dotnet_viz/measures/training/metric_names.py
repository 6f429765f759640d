"""What the name of a logged metric defines: whether lower or higher is better, and which metric it validates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

LEARNING_RATE = ("learning_rate", "lr")

_LOWER = (
    *("loss", "error", "mae", "mse", "rmse", "mape", "msle", "mean_absolute_error", "mean_squared_error"),
    *("mean_absolute_percentage_error", "mean_squared_logarithmic_error", "log_cosh", "logcosh", "crossentropy"),
    *("cross_entropy", "kl_divergence", "kullback_leibler_divergence", "divergence", "poisson", "hinge", "perplexity"),
    *("false_positives", "false_negatives", "distance", "deviance", "brier_score"),
)
_HIGHER = (
    *("accuracy", "acc", "auc", "precision", "recall", "f1", "f1_score", "fbeta_score", "iou", "io_u", "mean_iou", "mean_io_u"),
    *("r2", "r2_score", "true_positives", "true_negatives", "dice", "dice_coefficient", "cosine_similarity"),
    *("precision_at_recall", "recall_at_precision", "sensitivity_at_specificity", "specificity_at_sensitivity"),
    *("sensitivity", "specificity", "concordance_correlation", "pearson_correlation"),
)
_DATA = "train|training|val|valid|validation|eval|evaluation"
_COUNTER = re.compile(r"(_\d+)?(\[\d+\])?$")


def better_direction(name: str) -> str | None:
    """Return whether ``"lower"`` or ``"higher"`` values of a metric are better, ``None`` where its name does not define it.

    Known are the names of Keras's losses and metrics, with an output's name before them and a number behind them.

    Example:
        >>> better_direction("digit_loss"), better_direction("auc_2"), better_direction("temperature")
        ('lower', 'higher', None)
    """
    plain = _COUNTER.sub("", _snake_case(name))
    known = [(len(word), direction) for words, direction in ((_LOWER, "lower"), (_HIGHER, "higher")) for word in words
             if plain == word or plain.endswith(f"_{word}")]  # fmt: skip
    return max(known)[1] if known else None


def is_learning_rate(name: str) -> bool:
    """Whether a logged number is the learning rate.

    Example:
        >>> is_learning_rate("lr"), is_learning_rate("loss")
        (True, False)
    """
    return name in LEARNING_RATE


def base_name(name: str) -> str:
    """Return the metric that a name belongs to: the name without the ``val_`` that Keras sets before it.

    Example:
        >>> base_name("val_loss"), base_name("loss")
        ('loss', 'loss')
    """
    return name[len("val_") :] if name.startswith("val_") and len(name) > len("val_") else name


def logged_name(name: str) -> tuple[str, str | None]:
    """Return what a logged number is called here, and whether its name says that it is by ``"epoch"`` or by ``"step"``.

    Loggers put the data before or behind the metric, as in ``eval_loss``, ``train/loss``, ``Loss/validation``; here, metrics
    on the training data have their plain name, and those on the validation data ``val_`` before it, as Keras has them.

    Example:
        >>> logged_name("Loss/validation"), logged_name("train_loss_epoch"), logged_name("test_loss")
        (('val_Loss', None), ('loss', 'epoch'), ('test_loss', None))
    """
    found = re.fullmatch(r"(.+)_(epoch|step)", name)
    plain, unit = (found[1], found[2]) if found else (name, None)
    for pattern in (rf"(?P<data>{_DATA})[_/\-.](?P<metric>.+)", rf"(?P<metric>.+)[/](?P<data>{_DATA})"):
        match = re.fullmatch(pattern, plain, re.IGNORECASE)
        if match:
            return (match["metric"] if match["data"].lower().startswith("train") else f"val_{match['metric']}"), unit
    return plain, unit


def paired_names(names: Iterable[str]) -> dict[str, str]:
    """Return the name here of each logged number; other loggers' words count only where they make a pair.

    Example:
        >>> paired_names(["train_loss", "eval_loss", "train_time"])
        {'train_loss': 'loss', 'eval_loss': 'val_loss', 'train_time': 'train_time'}
    """
    given = list(names)
    plain = {name: logged_name(name)[0] for name in given}
    counts = Counter(plain.values())
    pairs = {name for name in counts if f"val_{name}" in counts and counts[name] == counts[f"val_{name}"] == 1}
    return {name: new if base_name(new) in pairs else name for name, new in plain.items()}


def _snake_case(name: str) -> str:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[\s\-/]+", "_", spaced).lower()
