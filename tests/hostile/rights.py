"""An administrator without his rights: what any other user may not read, this process may not either."""

from __future__ import annotations

import ctypes
import os

_VERSION = 0x20080522
_OVERRIDE, _SEARCH = 1, 2
"""The numbers of CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def give_up_rights() -> None:
    """Have permissions of files hold for this thread, and those that it starts, as long as the process lives."""
    if os.geteuid() != 0:
        return
    library, header, sets = ctypes.CDLL(None, use_errno=True), _Header(_VERSION, 0), (_Sets * 2)()
    library.capget(ctypes.byref(header), sets)
    kept = ~(1 << _OVERRIDE | 1 << _SEARCH) & 0xFFFFFFFF
    for name in ("effective", "permitted", "inheritable"):
        setattr(sets[0], name, getattr(sets[0], name) & kept)
    if library.capset(ctypes.byref(header), sets):
        raise OSError(ctypes.get_errno(), "the rights cannot be given up")
