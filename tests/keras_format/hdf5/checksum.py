"""The checksum of HDF5's newer blocks, so that a test can change one as an attacker would."""

from __future__ import annotations

_MASK = (1 << 32) - 1
_MIXING = ((0, 2, 4, 1), (1, 0, 6, 2), (2, 1, 8, 0), (0, 2, 16, 1), (1, 0, 19, 2), (2, 1, 4, 0))
_LAST = ((2, 1, 14), (0, 2, 11), (1, 0, 25), (2, 1, 16), (0, 2, 4), (1, 0, 14), (2, 1, 24))


def checksum(data: bytes) -> bytes:
    """Return the checksum of a block as it stands behind it.

    Source: Bob Jenkins, lookup3 (``hashlittle``), http://burtleburtle.net/bob/c/lookup3.c
    """
    words = [(0xDEADBEEF + len(data)) & _MASK] * 3
    while len(data) > 12:
        words = _added(words, data[:12])
        for one, other, turn, grown in _MIXING:
            words[one] = (words[one] - words[other]) & _MASK ^ _turned(words[other], turn)
            words[other] = (words[other] + words[grown]) & _MASK
        data = data[12:]
    if data:
        words = _added(words, data.ljust(12, b"\0"))
        for one, other, turn in _LAST:
            words[one] = ((words[one] ^ words[other]) - _turned(words[other], turn)) & _MASK
    return words[2].to_bytes(4, "little")


def _added(words: list[int], data: bytes) -> list[int]:
    return [(word + int.from_bytes(data[4 * at : 4 * at + 4], "little")) & _MASK for at, word in enumerate(words)]


def _turned(word: int, count: int) -> int:
    return (word << count | word >> 32 - count) & _MASK
