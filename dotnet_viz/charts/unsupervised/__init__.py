"""Charts of data without answers: clusters, principal components, maps of rows."""
