"""Charts of trainings: curves of runs, histograms over time, and layers over the epochs."""
