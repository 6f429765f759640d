"""Statistics, histograms and spectra of weights."""
