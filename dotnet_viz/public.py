"""The public names, one line each: :mod:`dotnet_viz` has them, and imports each when it is first used.

``*`` stands for all lines of a module of the same kind: verbs, styles of pictures and styles of differences.
"""

from dotnet_viz import compat as compat
from dotnet_viz.animation.styles import *
from dotnet_viz.api.functions import *
from dotnet_viz.diagrams.diff.styles import *
from dotnet_viz.diagrams.styles import *
from dotnet_viz.drawing import Drawing as Drawing
from dotnet_viz.errors import VizError as VizError
from dotnet_viz.evaluation.classification import ClassificationEvaluation as ClassificationEvaluation
from dotnet_viz.evaluation.regression import RegressionEvaluation as RegressionEvaluation
from dotnet_viz.evaluation.segmentation import SegmentationEvaluation as SegmentationEvaluation
from dotnet_viz.evaluation.sequences import SequenceRegressionEvaluation as SequenceRegressionEvaluation
from dotnet_viz.evaluation.sequences import TokenClassificationEvaluation as TokenClassificationEvaluation
from dotnet_viz.files.limits import Limits as Limits
from dotnet_viz.graph import Graph as Graph
from dotnet_viz.keras_format.wrappers.expand import expand_wrappers as expand_wrappers
from dotnet_viz.measures.comparison import Comparison as Comparison
from dotnet_viz.measures.comparison import Evolution as Evolution
from dotnet_viz.reporting.card.card import ModelCard as ModelCard
from dotnet_viz.reporting.context import ReportContext as ReportContext
from dotnet_viz.reporting.report import Report as Report
from dotnet_viz.reporting.section import SectionData as SectionData
from dotnet_viz.scene import Scene as Scene
from dotnet_viz.training.callback import ReportCallback as ReportCallback
from dotnet_viz.translation.translate import in_language as in_language
