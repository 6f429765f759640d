"""What data show without answers: clusters, principal components, maps of rows in two dimensions."""
