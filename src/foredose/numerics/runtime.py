"""JAX in double precision with a compilation cache that outlives the process."""

from __future__ import annotations

import os
from pathlib import Path

import jax

__all__ = ["cache_folder", "start"]


def cache_folder() -> Path:
    """Return the folder of compiled kernels: ``FOREDOSE_CACHE`` or the user's cache folder."""
    named = os.environ.get("FOREDOSE_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "foredose"


def start() -> None:
    """Switch JAX to float64 and point it at the cache; without a writable folder it compiles anew each time."""
    jax.config.update("jax_enable_x64", True)
    try:
        folder = cache_folder() / f"jax-{jax.__version__}"
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return
    if os.access(folder, os.W_OK):
        jax.config.update("jax_compilation_cache_dir", str(folder))
        jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
        jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)
