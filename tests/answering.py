"""The models that answer orders: those that a drug file names."""

from foredose.knowledge.drug_facts import drug_names, load_drug

ANSWERING = tuple(sorted({m for m in (load_drug(d).model for d in drug_names()) if m}))
