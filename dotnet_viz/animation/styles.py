"""The styles of animations, one line each: those of pictures, and those that ask what a network makes of samples."""

from dotnet_viz.animation.views.confusion_matrix import ConfusionMatrix as ConfusionMatrix
from dotnet_viz.animation.views.decision_boundary import DecisionBoundary as DecisionBoundary
from dotnet_viz.animation.views.pattern_passage import PatternPassage as PatternPassage
from dotnet_viz.diagrams.styles import *
