"""Every style, one line each. Its name is that of its module or folder: ``weight_graph`` is ``"weight-graph"``.

These lines make the style a class of :mod:`dotnet_viz` and of :mod:`dotnet_viz.diagrams`, a name for ``style=``, and a
``--style`` of the command with its options as flags. Nothing is imported before it is used, see
:mod:`dotnet_viz.runtime.deferred`.
"""

from dotnet_viz.diagrams.ann.style import Ann as Ann
from dotnet_viz.diagrams.bars.style import Bars as Bars
from dotnet_viz.diagrams.blocks.style import Blocks as Blocks
from dotnet_viz.diagrams.coefficients.style import Coefficients as Coefficients
from dotnet_viz.diagrams.filters.style import Filters as Filters
from dotnet_viz.diagrams.layered.style import Layered as Layered
from dotnet_viz.diagrams.lenet.style import LeNet as LeNet
from dotnet_viz.diagrams.neurons import Neurons as Neurons
from dotnet_viz.diagrams.plot_model import PlotModel as PlotModel
from dotnet_viz.diagrams.transformer.style import Transformer as Transformer
from dotnet_viz.diagrams.unrolled.style import Unrolled as Unrolled
from dotnet_viz.diagrams.weight_graph.style import WeightGraph as WeightGraph
from dotnet_viz.diagrams.weight_histograms.style import WeightHistograms as WeightHistograms
from dotnet_viz.diagrams.weight_matrix.style import WeightMatrix as WeightMatrix
