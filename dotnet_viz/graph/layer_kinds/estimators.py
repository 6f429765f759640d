"""The classes of scikit-learn's transformers and estimators that are parts of pipelines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dotnet_viz.graph.layer_kinds.kind import VALUE_BY_VALUE, LayerKind, Merge, Work, named

_SCALER = replace(VALUE_BY_VALUE, family="normalization", linear=True, work=2)
_PREPARATION = LayerKind("preprocessing")
_SELECTION = LayerKind("reshaping", keeps_values=True, linear=True, work=0)
_PROJECTION = LayerKind("math", linear=True, settings=("n_components",), work=Work.DENSE)
_EMBEDDING = LayerKind("math", settings=("n_components",))
_ENSEMBLE = LayerKind("model", settings=("n_estimators", "max_depth", "learning_rate"))
_TREE = LayerKind("model", settings=("max_depth", "min_samples_leaf"))
_VECTOR_MACHINE = LayerKind("model", settings=("kernel", "C", "gamma"))
_NEIGHBORS = LayerKind("model", settings=("n_neighbors", "weights"))
_CLUSTERS = LayerKind("model", settings=("n_clusters", "n_components", "eps"))

_TRANSFORMERS = {
    **named(replace(_SCALER, settings=("with_mean", "with_std", "feature_range")), "StandardScaler", "MinMaxScaler"),
    "MaxAbsScaler": replace(_SCALER, work=1),
    "RobustScaler": _SCALER,
    **named(replace(_SCALER, linear=False, settings=("method",), work=None), "PowerTransformer", "QuantileTransformer"),
    "Normalizer": LayerKind("normalization", keeps_units=True, keeps_shape=True, settings=("norm",), work=Work.LENGTH),
    "SimpleImputer": replace(_PREPARATION, settings=("strategy", "fill_value"), work=0),
    "KNNImputer": replace(_PREPARATION, settings=("n_neighbors",)),
    **named(replace(_PREPARATION, settings=("max_iter",)), "IterativeImputer", "MissingIndicator"),
    **named(replace(_PREPARATION, settings=("handle_unknown", "drop"), work=0), "OneHotEncoder", "OrdinalEncoder"),
    "TargetEncoder": replace(_PREPARATION, work=0),
    **named(replace(_PREPARATION, work=0), "LabelEncoder", "LabelBinarizer", "MultiLabelBinarizer"),
    "KBinsDiscretizer": replace(_PREPARATION, settings=("n_bins", "encode")),
    "Binarizer": replace(VALUE_BY_VALUE, family="preprocessing", settings=("threshold",), work=1),
    "PolynomialFeatures": replace(_PREPARATION, settings=("degree", "interaction_only")),
    "SplineTransformer": replace(_PREPARATION, settings=("n_knots", "degree")),
    "FunctionTransformer": replace(_PREPARATION, settings=("func",)),
    **named(replace(_PREPARATION, settings=("max_features", "ngram_range")), "CountVectorizer", "TfidfVectorizer"),
    **named(replace(_PREPARATION, settings=("n_features",)), "HashingVectorizer", "FeatureHasher"),
    **named(_PREPARATION, "TfidfTransformer", "DictVectorizer"),
    **named(replace(_SELECTION, settings=("k", "percentile")), "SelectKBest", "SelectPercentile"),
    **named(replace(_SELECTION, settings=("threshold", "n_features_to_select")), "SelectFromModel", "VarianceThreshold"),
    **named(replace(_SELECTION, settings=("n_features_to_select",)), "RFE", "RFECV", "SequentialFeatureSelector"),
    "Columns": replace(_SELECTION, words="Selection of columns"),
    **named(_PROJECTION, "PCA", "IncrementalPCA", "TruncatedSVD", "FastICA", "FactorAnalysis", "GaussianRandomProjection"),
    **named(_EMBEDDING, "KernelPCA", "NMF", "TSNE", "Isomap", "Nystroem", "RBFSampler", "LatentDirichletAllocation"),
}

_JOINS = {
    "JoinedColumns": LayerKind("merging", words="Columns side by side", linear=True, merge=Merge.JOIN, work=0),
    "Vote": LayerKind("merging", words="Vote", settings=("voting", "weights")),
    "CalibratedMean": LayerKind("merging", words="Mean of calibrated probabilities"),
}

_ESTIMATORS = {
    **named(_TREE, "DecisionTreeClassifier", "DecisionTreeRegressor", "ExtraTreeClassifier", "ExtraTreeRegressor"),
    **named(_ENSEMBLE, "RandomForestClassifier", "RandomForestRegressor", "ExtraTreesClassifier", "ExtraTreesRegressor"),
    **named(_ENSEMBLE, "GradientBoostingClassifier", "GradientBoostingRegressor", "AdaBoostClassifier", "AdaBoostRegressor"),
    **named(_ENSEMBLE, "BaggingClassifier", "BaggingRegressor", "IsolationForest"),
    **named(_ENSEMBLE, "XGBClassifier", "XGBRegressor", "LGBMClassifier", "LGBMRegressor"),
    **named(
        replace(_ENSEMBLE, settings=("max_iter", "max_depth", "learning_rate")),
        "HistGradientBoostingClassifier",
        "HistGradientBoostingRegressor",
    ),
    **named(_VECTOR_MACHINE, "SVC", "SVR", "NuSVC", "NuSVR", "OneClassSVM"),
    **named(_NEIGHBORS, "KNeighborsClassifier", "KNeighborsRegressor"),
    **named(
        LayerKind("model"), "GaussianNB", "MultinomialNB", "BernoulliNB", "ComplementNB", "DummyClassifier", "DummyRegressor"
    ),
    **named(replace(LayerKind("model"), settings=("kernel",)), "GaussianProcessClassifier", "GaussianProcessRegressor"),
    **named(_CLUSTERS, "KMeans", "MiniBatchKMeans", "DBSCAN", "AgglomerativeClustering", "GaussianMixture"),
}

ESTIMATORS: Mapping[str, LayerKind] = {**_TRANSFORMERS, **_JOINS, **_ESTIMATORS}
"""What is known of each class. Linear estimators and networks are read as the dense layers that they are."""
