"""Write the pages that follow from the code: models, genes, drugs, modules, decisions. Run by mkdocs."""

from __future__ import annotations

import sys
from pathlib import Path

# mkdocs runs this file by its path, so the folder beside it is not found by name.
sys.path.insert(0, str(Path(__file__).parent))

from generated.credibility import contexts
from generated.drugs import drugs
from generated.genes import genes
from generated.house import decisions, modules
from generated.models import models

for write_pages in (models, contexts, genes, drugs, modules, decisions):
    write_pages()
