"""Draws that depend on a seed, a name and a person's number alone, however the people are split.

Each name has a Philox stream of its own (Salmon 2011, SC11, "Parallel random numbers: as easy as 1, 2, 3"), whose key
is made from seed and name; person ``i`` has the stream's ``i``-th number. What another model asks for moves nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri  # type: ignore[import-untyped]

__all__ = ["Block", "Streams"]

_LANES = 4
"""Numbers that one step of Philox's counter gives."""


@dataclass(frozen=True, slots=True)
class Block:
    """People from number ``first`` on, ``count`` of them."""

    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Streams:
    """The streams of one seed."""

    seed: int

    def uniform(self, name: str, block: Block) -> np.ndarray:
        """Return one number in the open interval (0, 1) for each person of a block."""
        raw = self._generator(name, block.first // _LANES).random_raw(block.count + block.first % _LANES)
        return (np.asarray(raw[block.first % _LANES :] >> np.uint64(11), dtype=float) + 0.5) * 2.0**-53

    def normal(self, name: str, block: Block) -> np.ndarray:
        """Return one standard normal number for each person of a block."""
        return np.asarray(ndtri(self.uniform(name, block)))

    def _generator(self, name: str, step: int) -> np.random.Philox:
        digest = hashlib.sha256(f"{self.seed}\0{name}".encode()).digest()
        return np.random.Philox(key=int.from_bytes(digest[:16], "little"), counter=step)
