"""CRC-32C (Castagnoli) of many records at once, with NumPy: records of similar length go through together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint32]

_POLYNOMIAL = 0x82F63B78  # bits reversed, as RFC 3720 uses it
_ONES = 0xFFFFFFFF
_BLOCK = 64
_MASK_DELTA = 0xA282EAD8


def crc32c(records: Sequence[bytes]) -> Words:
    """Return the CRC-32C of each record, as RFC 3720 defines it.

    A record is cut into blocks, the remainders of all blocks are found side by side, and neighbours are joined in
    pairs: the remainder is linear, so that the one of ``a + b`` is that of ``a``, moved on by the length of ``b``,
    and that of ``b``. Zeros before a record change nothing.

    Args:
        records: of any lengths.

    Returns:
        One number a record; shape (records,).

    Example:
        >>> [hex(value) for value in crc32c([b"123456789", b""])]
        ['0xe3069283', '0x0']
    """
    found = np.zeros(len(records), dtype=np.uint32)
    groups: dict[int, list[int]] = {}
    for index, record in enumerate(records):
        length = len(record)
        if length < 4:
            found[index] = _crc_of_few(record)
        else:
            groups.setdefault((max(length - 1, 0) // _BLOCK).bit_length(), []).append(index)
    for level, indices in groups.items():
        found[indices] = _crc_of_group([records[index] for index in indices], level)
    return found


def masked_crc32c(records: Sequence[bytes]) -> Words:
    """Return the CRC-32C of each record in the form that TensorFlow stores beside it.

    Example:
        >>> hex(masked_crc32c([b"123456789"])[0])
        '0xc78ab0e5'
    """
    found = crc32c(records)
    return ((found >> np.uint32(15)) | (found << np.uint32(17))) + np.uint32(_MASK_DELTA)


def _crc_of_group(records: Sequence[bytes], level: int) -> Words:
    """Return the remainders of records that fit into 2 ** level blocks each."""
    width = _BLOCK << level
    zeros = bytes(width)
    padded = bytearray().join([part for record in records for part in (zeros[len(record) :], record)])
    rows = np.frombuffer(padded, dtype=np.uint8).reshape(len(records), width)
    starts = np.array([width - len(record) for record in records])
    rows[np.arange(len(records))[:, None], starts[:, None] + np.arange(4)] ^= np.uint8(0xFF)
    state = _remainders(np.ascontiguousarray(rows.view("<u2").reshape(-1, _BLOCK // 2).T))
    for step in range(level):
        state = _moved(state[0::2], step) ^ state[1::2]
    return state ^ np.uint32(_ONES)


def _remainders(words: NDArray[np.uint16]) -> Words:
    """Return what each block leaves; words of shape (words of a block, blocks)."""
    table, state = _table(), np.zeros(words.shape[1], dtype=np.uint32)
    places, looked_up = np.empty(state.size, dtype=np.intp), np.empty_like(state)
    for word in words:
        np.bitwise_xor(state.astype(np.uint16), word, out=places, casting="unsafe")
        state >>= np.uint32(16)
        np.take(table, places, out=looked_up, mode="clip")
        state ^= looked_up
    return state


def _crc_of_few(record: bytes) -> int:
    state = _ONES
    for byte in record:
        state ^= byte
        for _ in range(8):
            state = (state >> 1) ^ (_POLYNOMIAL if state & 1 else 0)
    return state ^ _ONES


@cache
def _table() -> Words:
    """Return what two bytes leave, by their value."""
    values = np.arange(1 << 16, dtype=np.uint32)
    for _ in range(16):
        values = np.where(values & 1, (values >> np.uint32(1)) ^ np.uint32(_POLYNOMIAL), values >> np.uint32(1))
    return values


def _moved(states: Words, step: int) -> Words:
    low, high = _moving_tables(step)
    moved: Words = low[states & np.uint32(0xFFFF)] ^ high[states >> np.uint32(16)]
    return moved


@cache
def _moving_tables(step: int) -> tuple[Words, Words]:
    """Return what 2 ** step blocks of zeros make of a state, by its lower and by its upper half."""
    states = np.uint32(1) << np.arange(32, dtype=np.uint32)
    if step:
        states = _moved(_moved(states, step - 1), step - 1)
    else:
        table = _table()
        for _ in range(_BLOCK // 2):
            states = table[states & np.uint32(0xFFFF)] ^ (states >> np.uint32(16))
    return _sums(states[:16]), _sums(states[16:])


def _sums(states: Words) -> Words:
    sums = np.zeros(1, dtype=np.uint32)
    for state in states:
        sums = np.concatenate([sums, sums ^ state])
    return sums
