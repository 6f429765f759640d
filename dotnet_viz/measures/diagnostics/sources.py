"""Where checks and their thresholds come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A publication.

    Args:
        title: authors, year and what it is, in short.
        link: where to read it.
    """

    title: str
    link: str


DEEP_DIAGNOSIS = Source("Wardat et al. (2022), DeepDiagnosis", "https://arxiv.org/abs/2112.04036")
NEURALINT = Source("Nikanjam et al. (2021), NeuraLint", "https://arxiv.org/abs/2105.08095")
UMLAUT = Source("Schoop et al. (2021), UMLAUT", "https://doi.org/10.1145/3411764.3445538")
DEEP_CHECKER = Source("Ben Braiek and Khomh (2022), TheDeepChecker (there by activations)", "https://arxiv.org/abs/2204.00694")
DEEP_CHECKER_TRAINING = Source("Ben Braiek and Khomh (2022), TheDeepChecker", "https://arxiv.org/abs/2204.00694")
AUTO_TRAINER = Source("Zhang et al. (2021), AutoTrainer", "https://doi.org/10.1109/ICSE43902.2021.00043")
OUTLIERS = Source(
    "Iglewicz and Hoaglin (1993), modified z-scores", "https://www.itl.nist.gov/div898/handbook/eda/section3/eda35h.htm"
)
BATCH_NORMALIZATION = Source("Ioffe and Szegedy (2015), Batch Normalization, section 3.2", "https://arxiv.org/abs/1502.03167")
VARIANCE_SHIFT = Source(
    "Li et al. (2019), disharmony between Dropout and Batch Normalization", "https://arxiv.org/abs/1801.05134"
)
SPECTRAL_NORM = Source(
    "Yoshida and Miyato (2017), spectral norm regularization (the limit is ours)", "https://arxiv.org/abs/1705.10941"
)
STABLE_RANK = Source("Sanyal et al. (2020), stable rank normalization (the limit is ours)", "https://arxiv.org/abs/1906.04659")
WEIGHT_WATCHER = Source("Martin, Peng and Mahoney (2021), WeightWatcher", "https://doi.org/10.1038/s41467-021-24025-8")
KERAS_SAVING = Source("Keras guide: Save, serialize, and export models", "https://keras.io/guides/serialization_and_saving/")
