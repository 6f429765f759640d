"""Charts of estimators: importances and effects of features, scores over sizes and parameters, and the drawing of a tree."""
