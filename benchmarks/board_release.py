"""What moved on the board since the last release whose tables are kept.

``python -m benchmarks board_release`` compares; with ``--keep`` the tables of this version are kept in
``benchmarks/results/boards/VERSION``, for later releases to compare with.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import foredose.knowledge
from foredose import __version__
from foredose.qualification.board import board_text, committed_board
from foredose.qualification.releases import against

KEPT = Path(__file__).parent / "results" / "boards"
KNOWLEDGE = Path(foredose.knowledge.__file__).parent


def last_kept() -> Path:
    """Return the folder of the latest release that is kept."""
    return max(KEPT.iterdir(), key=lambda p: tuple(int(n) for n in p.name.split(".")))


def keep(into: Path) -> None:
    """Keep this version's tables; ratios with their drug and what was observed."""
    into.mkdir(parents=True, exist_ok=True)
    (into / "board.tsv").write_text(board_text(committed_board()), encoding="utf-8")
    for name in ("board_models.tsv", "board_monitoring.tsv"):
        shutil.copyfile(KNOWLEDGE / name, into / name)


def main(argv: list[str]) -> None:
    """Compare, and keep where asked."""
    if "--keep" in argv:
        keep(KEPT / __version__)
    last = last_kept()
    print(f"Version {__version__} beside {last.name}:\n")
    print("| table | new | gone | moved | contexts changed |\n|---|---|---|---|---|")
    for d in against(last):
        print(
            f"| {d.table} | {len(d.new)} | {len(d.gone)} | {len(d.moved)} of {d.compared} | {len(d.changed)} |"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
