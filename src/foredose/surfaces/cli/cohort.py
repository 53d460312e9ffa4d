"""``foredose genome call --out``: a cohort to one Parquet file, with a progress bar on stderr."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from foredose.core import InputError
from foredose.surfaces.files import refuse_target

if TYPE_CHECKING:
    from foredose.application.given import Declared

__all__ = ["write_cohort"]


def write_cohort(
    path: Path,
    out: Path,
    declared: Declared,
    *,
    genes: Sequence[str] | None,
    one_person: Mapping[str, object],
) -> None:
    """Call a cohort and say on stderr how far it is and what was written.

    Parameters
    ----------
    one_person
        Options that speak of one person or of another output, by name; refused where given.

    Raises
    ------
    InputError
        ``option.cohort`` for such an option; as ``call_cohort``.
    """
    from foredose.application.cohort import call_cohort
    from foredose.application.genomes import known_genes

    given = [name for name, value in one_person.items() if value]
    if given:
        raise InputError(
            "option.cohort",
            found=f"--out with {' and '.join(given)}",
            expected="a cohort, all of its samples",
            where="--out",
            remedy="leave one of them out; genome report --out writes one person",
        )
    refuse_target(out, (path, declared.bed))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=None)

        def show(done: int, of: int, what: str) -> None:
            bar.update(task, description=what, completed=done, total=of)

        rows = call_cohort(path, out, genes=known_genes(genes), declared=declared, progress=show)
    console.print(f"cohort: {out} ({rows:,} rows)", highlight=False, soft_wrap=True)
