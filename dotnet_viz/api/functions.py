"""The functions of the package: each takes a model, a file, arrays or a graph, and returns a result to show or to save.

Each is one line here, which also makes it a function of :mod:`dotnet_viz`.
"""

from dotnet_viz.api.differences import compare as compare
from dotnet_viz.api.differences import diff as diff
from dotnet_viz.api.differences import drift as drift
from dotnet_viz.api.differences import evolution as evolution
from dotnet_viz.api.evaluating import evaluate as evaluate
from dotnet_viz.api.explaining.activations import activation_statistics as activation_statistics
from dotnet_viz.api.explaining.activations import activations as activations
from dotnet_viz.api.explaining.activations import contribution_graph as contribution_graph
from dotnet_viz.api.explaining.activations import pattern_passage as pattern_passage
from dotnet_viz.api.explaining.attribution import attribution as attribution
from dotnet_viz.api.explaining.attribution import feature_maximization as feature_maximization
from dotnet_viz.api.explaining.attribution import gradcam as gradcam
from dotnet_viz.api.explaining.data_sets import activation_diagram as activation_diagram
from dotnet_viz.api.explaining.data_sets import activation_histograms as activation_histograms
from dotnet_viz.api.explaining.data_sets import exciting_inputs as exciting_inputs
from dotnet_viz.api.explaining.importances import importances as importances
from dotnet_viz.api.explaining.importances import learning_curve as learning_curve
from dotnet_viz.api.explaining.importances import partial_dependence as partial_dependence
from dotnet_viz.api.explaining.importances import validation_curve as validation_curve
from dotnet_viz.api.explaining.shap_and_lime import lime as lime
from dotnet_viz.api.explaining.shap_and_lime import shap as shap
from dotnet_viz.api.exporting import export_weights as export_weights
from dotnet_viz.api.pictures.animations import animate as animate
from dotnet_viz.api.pictures.one_model import architecture as architecture
from dotnet_viz.api.pictures.one_model import draw as draw
from dotnet_viz.api.pictures.training_log import log_picture as log_picture
from dotnet_viz.api.pictures.trees import tree as tree
from dotnet_viz.api.pictures.weights import coefficients as coefficients
from dotnet_viz.api.pictures.weights import filters as filters
from dotnet_viz.api.pictures.weights import weight_graph as weight_graph
from dotnet_viz.api.pictures.weights import weight_histograms as weight_histograms
from dotnet_viz.api.pictures.weights import weight_matrix as weight_matrix
from dotnet_viz.api.reading import read as read
from dotnet_viz.api.reports.many_reports import reports as reports
from dotnet_viz.api.reports.model_card import model_card as model_card
from dotnet_viz.api.reports.one_report import check as check
from dotnet_viz.api.reports.one_report import report as report
from dotnet_viz.api.reports.one_report import summary as summary
from dotnet_viz.api.training import curves as curves
from dotnet_viz.api.training import histograms_over_epochs as histograms_over_epochs
from dotnet_viz.api.training import layers_over_epochs as layers_over_epochs
from dotnet_viz.api.training import runs as runs
from dotnet_viz.api.unsupervised import clusters as clusters
from dotnet_viz.api.unsupervised import embedding as embedding
from dotnet_viz.api.unsupervised import pca as pca
