"""Write the pages that follow from the code: models, genes, drugs, modules, decisions. Run by mkdocs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import mkdocs_gen_files

from foredose.core import Citation
from foredose.knowledge import version
from foredose.knowledge.drug_facts import DrugFacts, drug_names, load_drug
from foredose.knowledge.gene_facts import GeneFacts, gene_facts, gene_names
from foredose.knowledge.guideline_facts import guidelines_for
from foredose.knowledge.guideline_sentence import sentence
from foredose.knowledge.references import reference, shown
from foredose.knowledge.stop_facts import stops
from foredose.models import find_model, model_names, run_checks
from foredose.models.declaration import Model

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "src" / "foredose"


def write(path: str, lines: Iterable[str]) -> None:
    """Write one page of the site."""
    with mkdocs_gen_files.open(path, "w") as page:
        page.write("\n".join(lines) + "\n")


def cell(value: object) -> str:
    """Escape what would break a table or be taken for markup."""
    text = " ".join(str(value).split())
    return (
        text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("*", "\\*")
        .replace("<", "&lt;")
        .replace("_", "\\_")
    )


def code(text: str) -> str:
    """Return an expression or name as code inside a table."""
    return f"`{text}`".replace("|", "\\|") if text else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table, or a dash where there is nothing to show."""
    body = [f"| {' | '.join(row)} |" for row in rows]
    return ["", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *body, ""] if body else ["", "None.", ""]


def cited(source: Citation) -> str:
    """Return a citation as a link to where the source stands."""
    link = reference(source.key).link
    return (
        f"[{cell(source.key)}]({link}), {cell(source.locus)}"
        if link
        else f"{cell(source.key)}, {cell(source.locus)}"
    )


def bounds(pair: tuple[float, float] | None, unit: str) -> str:
    """Return a range for a reader."""
    return "not known" if pair is None else f"{pair[0]:g} to {pair[1]:g} {unit}".rstrip()


def model_page(model: Model) -> None:
    """Write one model: who was studied, equations, parameters, and how it stands against what was published."""
    who = model.population
    results = run_checks(model)
    write(
        f"models/{model.name}.md",
        [
            f"# {cell(model.name)}",
            "",
            f"{cell(model.title)}. Drug: [{model.drug}](../drugs/{model.drug}.md).",
            "",
            f"Source: {cell(shown(model.source))}.",
            "",
            f"How far it was verified: {cell(model.verified)}.",
            "",
            "## Who was studied",
            "",
            f"{cell(who.studied)} ({cited(who.source)}). Age {bounds(who.age_years, 'years')};"
            f" used for {bounds(who.used_for_years, 'years')}: {cell(who.used_because)}.",
            "",
            "Not for:",
            "",
            *([f"- {cell(case)}" for case in who.not_for] or ["- nothing named"]),
            "",
            "## Equations",
            "",
            f"An oral dose enters `{model.dose_compartment}`; fraction `{model.dose_factor}`, delay `{model.lag}` h.",
            *table(
                ("State", "Holds", "Unit", "Before the first dose"),
                ((code(c.name), cell(c.holds), cell(c.unit), code(c.initial)) for c in model.compartments),
            ),
            *table(
                ("From", "To", "Rate (per hour)"),
                (
                    (code(f.source or "outside"), code(f.destination or "outside"), code(f.rate))
                    for f in model.flows
                ),
            ),
            *table(
                ("Derived", "Expression", "Unit"),
                ((code(d.name), code(d.expression), cell(d.unit)) for d in model.derived),
            ),
            *table(
                ("Output", "Of", "Role", "Expression", "Unit"),
                (
                    (code(o.name), cell(o.analyte), cell(o.role), code(o.expression), cell(o.unit))
                    for o in model.outputs
                ),
            ),
            "## Parameters",
            *table(
                (
                    "Name",
                    "Value",
                    "Unit",
                    "Variance between people",
                    "Relative standard error",
                    "Source",
                    "Note",
                ),
                (
                    (
                        code(p.name),
                        f"{p.value:.5g}",
                        cell(p.unit),
                        f"{p.iiv:.4g} ({p.scale})" if p.iiv else "none",
                        "not stated" if p.rse is None else f"{100 * p.rse:.3g} %",
                        cited(p.source),
                        cell(p.note),
                    )
                    for p in model.parameters
                ),
            ),
            "## Covariates",
            *table(
                ("Name", "Studied", "Middle value", "Source"),
                (
                    (
                        cell(c.name),
                        bounds(c.studied, c.unit),
                        "needed from the person" if c.typical is None else f"{c.typical:g} {cell(c.unit)}",
                        cited(c.source),
                    )
                    for c in model.covariates
                ),
            ),
            "## Genes",
            *table(
                ("Enters as", "Gene", "By", "Levels", "Reference twin", "Not studied", "Source"),
                (
                    (
                        code(g.name),
                        f"[{g.gene}](../genes/{g.gene}.md)",
                        cell(g.by.replace("_", " ")),
                        "; ".join(f"{cell(state)}: {code(level)}" for state, level in g.levels.items()),
                        cell(g.reference),
                        cell(g.unstudied),
                        cited(g.source),
                    )
                    for g in model.genotypes
                ),
            ),
            "## Co-medication",
            *table(
                ("Enters as", "Enzyme", "Source"),
                ((code(i.name), cell(i.enzyme), cited(i.source)) for i in model.interactions),
            ),
            "## Checks",
            "",
            "`reported`: the paper's own result; `observed`: a study that did not build the model; `derived`: "
            "arithmetic on the paper's numbers.",
            *table(
                ("Check", "Kind", "Published", "Model", "Within", "Holds", "Source"),
                (
                    (
                        cell(r.check.name),
                        r.check.kind,
                        f"{r.check.expected:.4g} {cell(r.check.unit)}",
                        f"{r.predicted:.4g}",
                        f"{100 * r.check.tolerance:.0f} %",
                        "yes" if r.holds else f"no: {cell(r.check.disagrees or 'not explained')}",
                        cited(r.check.source),
                    )
                    for r in results
                ),
            ),
        ],
    )


def gene_page(facts: GeneFacts) -> None:
    """Write one gene: what defines its alleles, what they do, and how a phenotype follows."""
    rule = facts.phenotype
    write(
        f"genes/{facts.gene}.md",
        [
            f"# {facts.gene}",
            "",
            f"{facts.chromosome}; {len(facts.definition.positions)} defining positions; "
            f"{len(facts.definition.alleles)} named allele definitions from {cell(facts.definition.upstream)} "
            f"({cell(facts.definition.licence)}).",
            "",
            "Called from small variants alone; copy number is not seen, so a call from a VCF is not reportable."
            if facts.caller == "named_alleles_without_copy_number"
            else "Called from small variants.",
            "",
            f"Phenotype: {rule.kind.replace('_', ' ')}, {cell(rule.source)}. Possible: "
            f"{', '.join(cell(name) for name in rule.all_names)}.",
            "",
            *[f"- {cell(note)}" for note in facts.notes],
            "",
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
                        f"{100 * facts.frequencies.alleles[name]:.2g} %"
                        if name in facts.frequencies.alleles
                        else "",
                    )
                    for name, allele in facts.function.alleles.items()
                ),
            ),
            f"Frequencies: {cell(facts.frequencies.upstream)}; {cell(facts.frequencies.pooling)}.",
            "",
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
        ],
    )


def drug_page(facts: DrugFacts) -> None:
    """Write one drug: doses, window, pathways, guidelines, stops, and what is not known."""
    window = facts.window
    numbers = (
        "none"
        if window is None
        else f"{window.measure}, reference window computed for the reference twin"
        if window.kind == "reference"
        else f"{window.measure} {window.low:g} to {window.high:g} {window.unit}; harm above {window.toxic:g}"
    )
    write(
        f"drugs/{facts.inn}.md",
        [
            f"# {facts.inn}",
            "",
            f"RxNorm {facts.rxnorm}; ATC {', '.join(facts.atc)}. Model: "
            + (f"[{cell(facts.model)}](../models/{facts.model}.md)." if facts.model else "none."),
            "",
            "## Window",
            "",
            f"{cell(numbers)}.",
            "",
            *([f"{cell(window.basis)} Source: {cited(window.source)}."] if window else []),
            "",
            "## Doses offered",
            "",
            f"{', '.join(f'{dose:g}' for dose in facts.dose_options_mg)} mg, every "
            f"{' or '.join(f'{hours:g}' for hours in facts.intervals_h)} h.",
            "",
            "## Pathways",
            *table(
                ("Gene", "Role", "In the model", "Source"),
                (
                    (cell(p.enzyme), p.role, "yes" if p.modelled else "no", cited(p.source))
                    for p in facts.pathways
                ),
            ),
            "## Guideline facts",
            *table(
                ("Source", "What it says, in our words", "Strength"),
                (
                    (f"[{f.source}]({f.url})", cell(sentence(f)), cell(f.strength))
                    for f in guidelines_for(facts.inn)
                ),
            ),
            "## Stops",
            *table(
                ("Code", "Severity", "Text", "Source", "Read"),
                (
                    (code(s.code), s.severity, cell(s.text), cell(s.source), cell(s.read))
                    for s in stops()
                    if s.concerns(facts.inn)
                ),
            ),
            "## Not in the simulation",
            "",
            *([f"- {cell(item)}" for item in facts.not_modelled] or ["- nothing named"]),
            "",
            "## Not known",
            "",
            *(
                [f"- {cell(topic)}: {cell(why)}" for topic, why in facts.unknown.items()]
                or ["- nothing named"]
            ),
        ],
    )


def modules() -> None:
    """Write one page per room, from the docstrings."""
    rooms = sorted(path.parent for path in HOUSE.glob("*/__init__.py"))
    for room in rooms:
        names = [_dotted(path) for path in sorted(room.rglob("*.py"), key=_first_init)]
        shown_names = [name for name in names if ".library." not in name]
        write(f"reference/{room.name}.md", [f"# {room.name}", "", *(f"::: {name}\n" for name in shown_names)])
    write(
        "reference/index.md",
        ["# Modules", "", "Imports point only from the last room up to the first.", ""]
        + [f"- [{room.name}]({room.name}.md)" for room in rooms],
    )


def _first_init(path: Path) -> tuple[str, bool, str]:
    return (str(path.parent), path.name != "__init__.py", path.name)


def _dotted(path: Path) -> str:
    parts = path.relative_to(HOUSE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def decisions() -> None:
    """List every decision by the title it carries."""
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    titles = [page.read_text(encoding="utf-8").splitlines()[0].lstrip("# ") for page in pages]
    write(
        "decisions/index.md",
        ["# Decisions", "", "What was decided, when the house was laid out and later, and why.", ""]
        + [f"- [{cell(title)}]({page.name})" for title, page in zip(titles, pages, strict=True)],
    )


def build() -> None:
    """Write every generated page."""
    models = [find_model(name) for name in model_names()]
    for model in models:
        model_page(model)
    rows = (
        (f"[{cell(m.name)}]({m.name}.md)", f"[{m.drug}](../drugs/{m.drug}.md)", cell(m.verified))
        for m in models
    )
    write(
        "models/index.md",
        ["# Models", "", "One paper, one file.", *table(("Model", "Drug", "Verified"), rows)],
    )
    for gene in gene_names():
        gene_page(gene_facts(gene))
    write(
        "genes/index.md",
        ["# Genes", "", f"Knowledge version {version()}.", ""] + [f"- [{g}]({g}.md)" for g in gene_names()],
    )
    drugs = [facts for inn in drug_names() if (facts := load_drug(inn)) is not None]
    for drug in drugs:
        drug_page(drug)
    write(
        "drugs/index.md",
        ["# Drugs", "", f"Knowledge version {version()}.", ""] + [f"- [{d.inn}]({d.inn}.md)" for d in drugs],
    )
    modules()
    decisions()


build()
