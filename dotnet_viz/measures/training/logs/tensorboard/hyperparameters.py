"""Hyperparameters that TensorBoard's plug-in ``hparams`` keeps, and how it says that the training ended."""

from __future__ import annotations

import struct

from dotnet_viz.files.formats.protobuf import FIXED64, LENGTH, VARINT, fields, varint
from dotnet_viz.measures.training.logs.settings import Setting, plain_setting

_START, _END = 3, 4
_STATUSES = {1: "finished", 2: "failed", 3: "running"}


def read_hyperparameters(data: bytes) -> tuple[dict[str, Setting], str | None]:
    """Return the settings and the status of the training in the data of the plug-in.

    Args:
        data: a ``HParamsPluginData`` message.

    Raises:
        UnreadableFileError: it is no message.
    """
    settings: dict[str, Setting] = {}
    status = None
    for number, kind, first, stop in fields(data):
        if number == _START and kind == LENGTH:
            entries = [(begin, behind) for key, of, begin, behind in fields(data, first, stop) if (key, of) == (1, LENGTH)]
            settings |= dict(_setting(data, begin, behind) for begin, behind in entries)
        elif number == _END and kind == LENGTH:
            for key, of, begin, behind in fields(data, first, stop):
                if (key, of) == (1, VARINT):
                    status = _STATUSES.get(varint(data, begin, behind)[0])
    return settings, status


def _setting(data: bytes, start: int, end: int) -> tuple[str, Setting]:
    name, value = "", None
    for number, kind, first, stop in fields(data, start, end):
        if number == 1 and kind == LENGTH:
            name = data[first:stop].decode("utf-8", "replace")
        elif number == 2 and kind == LENGTH:
            value = _value(data, first, stop)
    return name, value


def _value(data: bytes, start: int, end: int) -> Setting:
    for number, kind, first, stop in fields(data, start, end):
        if number == 2 and kind == FIXED64:
            return plain_setting(struct.unpack("<d", data[first:stop])[0])
        if number == 3 and kind == LENGTH:
            return data[first:stop].decode("utf-8", "replace")
        if number == 4 and kind == VARINT:
            return bool(varint(data, first, stop)[0])
    return None
