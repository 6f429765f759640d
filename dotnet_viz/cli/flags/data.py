"""Flags for the data that a model is evaluated on, for what it predicted elsewhere, and for what is stated of it."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.cli.flags.flag import FILE, TEXT, WHOLE_NUMBER, Flag

DATA = Flag(
    ("--data",),
    "samples and labels to evaluate the model on: a .npz file of arrays such as x and y, or a .csv file; Keras loads the model,"
    " in its safe mode",
    replace(FILE, takes="a file of samples and labels", example="test.npz"),
)
TARGET = Flag(
    ("--target",), "the column or array of --data that has the labels", replace(TEXT, metavar="NAME", example="label")
)
MAX_SAMPLES = Flag(
    ("--max-samples",), "samples of --data at most, the first ones; without it all", replace(WHOLE_NUMBER, example="1000")
)
PREDICTIONS = Flag(
    ("--predictions",),
    "what a model predicted elsewhere, for which nothing is loaded: a .csv or .npz file with y_true and y_score (or y_pred)",
    replace(FILE, takes="a file of predictions", example="predictions.csv"),
)
DATA_FLAGS = (DATA, TARGET, MAX_SAMPLES, PREDICTIONS)
CARD = Flag(
    ("--card",),
    "model card: a YAML file that states what the model is for, its license, its data and its risks",
    replace(FILE, takes="a YAML file", example="card.yaml"),
)
