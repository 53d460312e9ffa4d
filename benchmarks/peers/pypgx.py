"""PyPGx's chip pipeline on one gene's file.

A file whose genotypes are all ordered is called as it stands; any other is first phased by Beagle against a panel,
by default the one of github.com/sbslee/pypgx-bundle that PyPGx itself looks for (``PYPGX_BUNDLE`` or the home folder).
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from foredose.sources.external import external_path

PYPGX_PYTHON = "FOREDOSE_PYPGX_PYTHON"
PIPELINE = """
import sys, warnings
warnings.simplefilter("ignore")
gene, vcf, out, table, panel = sys.argv[1:6]
from pypgx import sdk
from pypgx.api import pipeline
if not vcf.endswith(".gz"):
    import pysam
    vcf = pysam.tabix_index(vcf, preset="vcf", keep_original=True, force=True)
pipeline.run_chip_pipeline(gene, out, vcf, assembly="GRCh38", panel=panel or None)
frame = sdk.Archive.from_file(out + "/results.zip").data
with open(table, "w") as handle:
    for sample, row in frame.iterrows():
        handle.write(sample + "\\t" + str(row["Genotype"]) + "\\n")
"""


def bundle() -> Path:
    """Return the folder of PyPGx's bundle, found as PyPGx finds it."""
    return Path(os.environ.get("PYPGX_BUNDLE", Path.home() / "pypgx-bundle"))


def bundle_panel(gene: str) -> Path:
    return bundle() / "1kgp" / "GRCh38" / f"{gene}.vcf.gz"


def pypgx_calls(
    gene: str, variants: Path | None = None, panel: Path | None = None
) -> tuple[dict[str, str], str | None]:
    """Return PyPGx's diplotype by sample, or why there is none.

    Parameters
    ----------
    variants
        The file to call; by default the phased one of the data registry.
    panel
        The haplotypes that an unphased file is phased against; by default those of PyPGx's bundle.
    """
    python = os.environ.get(PYPGX_PYTHON)
    if not python:
        return {}, f"{PYPGX_PYTHON} is not set"
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "calls.tsv"
        read = str(variants or external_path(f"panel_{gene}"))
        command = [python, "-c", PIPELINE, gene, read, f"{folder}/out", str(table), str(panel or "")]
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=folder, env=environment, timeout=1800
        )
        if done.returncode or not table.exists():
            return {}, (done.stderr.strip().splitlines() or ["PyPGx failed"])[-1][:80]
        rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
        return dict(rows), None
