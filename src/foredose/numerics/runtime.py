"""JAX in double precision with a compilation cache that outlives the process."""

from __future__ import annotations

import jax

from foredose.numerics.cache import own_folder

__all__ = ["start"]


def start() -> None:
    """Switch JAX to float64 and point it at the cache; without a folder of the user's own it compiles anew."""
    jax.config.update("jax_enable_x64", True)
    folder = own_folder(f"jax-{jax.__version__}")
    if folder is not None:
        jax.config.update("jax_compilation_cache_dir", str(folder))
        jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
        jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)
