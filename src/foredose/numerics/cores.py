"""Independent pieces of work on all cores: compiled loops run without Python's lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

__all__ = ["on_all_cores"]

T = TypeVar("T")
R = TypeVar("R")


def on_all_cores(function: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """Return what a function gives of each item, in their order; a single item is done without a thread."""
    each = list(items)
    if len(each) < 2:
        return [function(item) for item in each]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(function, each))
