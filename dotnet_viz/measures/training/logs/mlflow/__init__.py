"""MLflow's runs: of the folder ``mlruns``, where each metric is a file, or of a SQLite database."""

from __future__ import annotations

from dotnet_viz.measures.training.logs.log_format import LogFormat
from dotnet_viz.measures.training.logs.mlflow.reading import can_read, read_all

FORMAT = LogFormat("MLflow", "an mlruns folder, a run's folder in it, or an mlflow.db", can_read, read_all=read_all)
