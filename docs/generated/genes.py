"""Pages of genes: what defines their alleles, what they do, and how a phenotype follows."""

from __future__ import annotations

from foredose.knowledge import version
from foredose.knowledge.gene_facts import GeneFacts, gene_facts, gene_names
from foredose.knowledge.references import shown
from generated.markup import cell, code, table, write


def genes() -> None:
    """Write a page of each gene, and their list."""
    for gene in gene_names():
        gene_page(gene_facts(gene))
    write(
        "genes/index.md",
        ["# Genes", "", f"Knowledge version {version()}.", ""]
        + [f"- [{cell(g)}]({g}.md), {_level(g)}" for g in gene_names()],
    )


def gene_page(facts: GeneFacts) -> None:
    """Write one gene: what defines its alleles, what they do, and how a phenotype follows."""
    write(
        f"genes/{facts.gene}.md",
        [
            *_gene_head(facts),
            *_how_it_is_called(facts),
            *_concordance(facts),
            *_allele_function(facts),
            *(_defining_positions(facts) if facts.definition.positions else ()),
        ],
    )


def _gene_head(facts: GeneFacts) -> list[str]:
    """Name a gene, where it lies and where its allele definitions come from."""
    if facts.caller == "outside_only":
        return [f"# {facts.gene}", "", f"{facts.chromosome}; known from outside calls alone.", ""]
    return [
        f"# {facts.gene}",
        "",
        f"{facts.chromosome}; {len(facts.definition.positions)} defining positions; "
        f"{len(facts.definition.alleles)} named allele definitions from {cell(facts.definition.upstream)} "
        f"({cell(facts.definition.licence)}).",
        "",
        *_evidence(facts),
    ]


def _evidence(facts: GeneFacts) -> list[str]:
    """Say how strong the evidence is that stands behind a gene."""
    found = facts.evidence
    return [] if found is None else [f"Evidence: {cell(found.told)}. Source: {cell(found.source)}.", ""]


def _level(gene: str) -> str:
    """Return CPIC's highest level of a gene for the list of genes."""
    found = gene_facts(gene).evidence
    return f"CPIC {found.cpic}" if found is not None and found.cpic else "no CPIC level"


_CALLED = {
    "named_alleles": "Called from small variants.",
    "named_alleles_without_copy_number": (
        "Called from small variants alone; copy number is not seen, so a call from a VCF is not reportable."
    ),
    "lowest_function": "Called from small variants: a chromosome is the list of its variants, the worst decides.",
    "x_linked": "Called from small variants; on the X chromosome, so one copy in men.",
    "outside_only": "Never called from a VCF: the call of a laboratory or another caller is needed.",
}


def _how_it_is_called(facts: GeneFacts) -> list[str]:
    """Say what a call sees, which phenotypes follow by which rule, and what to note."""
    rule = facts.phenotype
    return [
        _CALLED[facts.caller],
        "",
        f"Phenotype: {rule.kind.replace('_', ' ')}, {cell(rule.source)}. Possible: "
        f"{', '.join(cell(name) for name in rule.all_names)}.",
        "",
        *[f"- {cell(note)}" for note in facts.notes],
        "",
    ]


def _concordance(facts: GeneFacts) -> list[str]:
    """Show how often outside callers named the reference diplotype, where a comparison is known."""
    known = facts.concordance
    if known is None:
        return []
    rows = ((cell(caller), f"{100 * share:.0f} %") for caller, share in known.share.items())
    return [
        "## Outside callers",
        "",
        f"{known.samples} samples; {cell(shown(known.source))}. {cell(known.note)}",
        *table(("Caller", "Reference diplotype named"), rows),
        "",
    ]


def _allele_function(facts: GeneFacts) -> list[str]:
    """Show what each allele does and how common it is."""
    shares = facts.frequencies.alleles
    return [
        "## Allele function",
        "",
        f"{cell(facts.function.source)}, {facts.function.date.isoformat()}.",
        *table(
            ("Allele", "Function", "Activity value", "Share of chromosomes"),
            (
                (
                    cell(name),
                    cell(allele.function),
                    "" if allele.activity is None else f"{allele.activity:g}",
                    f"{100 * shares[name]:.2g} %" if name in shares else "",
                )
                for name, allele in facts.function.alleles.items()
            ),
        ),
        f"Frequencies: {cell(facts.frequencies.upstream)}; {cell(facts.frequencies.pooling)}."
        if shares
        else "",
        "",
    ]


def _defining_positions(facts: GeneFacts) -> list[str]:
    """Show where a gene's alleles differ, on both assemblies."""
    return [
        "## Defining positions",
        *table(
            ("Position", "GRCh38", "Reference", "Alternates", "GRCh37"),
            (
                (
                    cell(p.label),
                    str(p.grch38),
                    code(p.ref[:24]),
                    code(",".join(p.alts)[:40]),
                    str(p.grch37 or ""),
                )
                for p in facts.definition.positions
            ),
        ),
    ]
