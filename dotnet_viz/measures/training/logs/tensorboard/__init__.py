"""TensorBoard's logs: event files of Keras, TensorFlow, PyTorch and Lightning, read without any of them."""

from __future__ import annotations

from dotnet_viz.measures.training.logs.log_format import LogFormat
from dotnet_viz.measures.training.logs.tensorboard.files import is_log
from dotnet_viz.measures.training.logs.tensorboard.reading import read

FORMAT = LogFormat("TensorBoard", "a folder with events.out.tfevents files, or one such file", is_log, read)
