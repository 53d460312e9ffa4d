"""From a system to its compiled kernel, kept on disk from one process to the next."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import ModuleType

import numpy as np

import foredose.models.expression
import foredose.numerics.lanes.layout
from foredose.models.kernels.system import System
from foredose.numerics.lanes import Kernel, Layout, digest_of, stored_module

__all__ = ["build_kernel"]


@lru_cache(maxsize=64)
def build_kernel(system: System) -> Kernel:
    """Return the kernel of a system: compiled anew, from the cache folder, or as last time."""
    digest = digest_of(_own_text(), repr(system))
    module = stored_module("kernel", digest, lambda: _text(system))
    return _kernel_of(module, system)


def _text(system: System) -> str:
    from foredose.models.kernels.source import module_text  # imports sympy, which a kept kernel does not need

    return module_text(system)


def _kernel_of(module: ModuleType, system: System) -> Kernel:
    lay = Layout(states=len(system.states), constants=module.CONSTANTS, kept=len(system.kept_indices))
    return Kernel(
        address=module.advance.address,
        accept=module.accept.address,
        layout=lay,
        kept=np.array(system.kept_indices, dtype=np.int64),
        heeded=np.array(module.HEEDED, dtype=bool),
        constants=module.constants,
    )


@lru_cache(maxsize=1)
def _own_text() -> str:
    """Return every text that a generated module depends on."""
    lanes = Path(foredose.numerics.lanes.layout.__file__).parent
    grammar = Path(foredose.models.expression.__file__)
    files = [grammar, *sorted(Path(__file__).parent.glob("*.py")), *sorted(lanes.glob("*.py"))]
    return "\0".join(path.read_text(encoding="utf-8") for path in files)
