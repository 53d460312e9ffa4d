"""The folder of a run: a manifest, and one Parquet file for each block, whole or not there."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

from foredose.core import InputError
from foredose.population.block import arrow, block_table
from foredose.population.plan import PopulationRun
from foredose.population.streams import Block

__all__ = ["RunFolder", "block_name", "write_block"]

MANIFEST = "run.json"
PARTS = "people"


def block_name(block: Block) -> str:
    """Return the file name of a block: names sort as people do."""
    return f"part-{block.first:012d}.parquet"


def write_block(run: PopulationRun, block: Block, folder: str) -> int:
    """Simulate a block and write its file, whole or not at all; return how many people it holds."""
    table = block_table(run, block)
    target = Path(folder) / PARTS / block_name(block)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    arrow().parquet.write_table(table, beside, compression="zstd")
    beside.replace(target)
    return int(table.num_rows)


class RunFolder:
    """A folder that one run writes, and that the same run can be taken up in.

    Parameters
    ----------
    path
        The folder; made if it is not there.

    Raises
    ------
    InputError
        ``population.folder`` when it holds another run, or what no run wrote.
    """

    def __init__(self, path: Path, run: PopulationRun) -> None:
        self.path, self._run = path, run
        mark = json.dumps(run.manifest(), indent=1, sort_keys=True)
        if path.exists() and not path.is_dir():
            raise _refused(path, "a file", "a folder")
        held = path.is_dir() and any(path.iterdir())
        if held and _read(path / MANIFEST) != mark:
            raise _refused(path, "another run, or what no run wrote", "the same run, or an empty folder")
        (path / PARTS).mkdir(parents=True, exist_ok=True)
        if not held:
            beside = path / f".{MANIFEST}.{os.getpid()}"
            beside.write_text(mark, encoding="utf-8")
            beside.replace(path / MANIFEST)

    def left(self) -> list[Block]:
        """Return the blocks that are not there yet; remove what was cut off or cannot be read."""
        parts = self.path / PARTS
        for beside in parts.glob(".part-*"):
            beside.unlink()
        found = []
        for block in self._run.blocks:
            file = parts / block_name(block)
            if not _is_whole(file, block):
                file.unlink(missing_ok=True)
                found.append(block)
        return found

    def causes(self) -> Counter[str]:
        """Return how many people were simulated, and how many were not, by cause."""
        pa = arrow()
        found: Counter[str] = Counter()
        for block in self._run.blocks:
            file = self.path / PARTS / block_name(block)
            status = pa.parquet.read_table(file, columns=["status"], partitioning=None)["status"]
            for row in status.value_counts().to_pylist():
                found[row["values"]] += row["counts"]
        return found


def _is_whole(file: Path, block: Block) -> bool:
    pa = arrow()
    try:
        return int(pa.parquet.read_metadata(file).num_rows) == block.count
    except (pa.ArrowException, OSError):
        return False


def _read(file: Path) -> Any:
    return file.read_text(encoding="utf-8") if file.is_file() else None


def _refused(path: Path, found: str, expected: str) -> InputError:
    return InputError(
        "population.folder",
        found=found,
        expected=expected,
        where=path.name,
        remedy="name another folder, or remove this one",
    )
