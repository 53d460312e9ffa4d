"""Write the pages that follow from the code: models, genes, drugs, modules, decisions. Run by mkdocs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import mkdocs_gen_files

from foredose.core import Citation
from foredose.knowledge import version
from foredose.knowledge.drug_facts import DrugFacts, WindowFact, drug_names, load_drug
from foredose.knowledge.gene_facts import GeneFacts, gene_facts, gene_names
from foredose.knowledge.guideline_facts import guidelines_for
from foredose.knowledge.guideline_sentence import sentence
from foredose.knowledge.references import reference, shown
from foredose.knowledge.stop_facts import stops
from foredose.models import find_model, model_names, run_checks
from foredose.models.declaration import Model, Population

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


def bullets(items: Iterable[str]) -> list[str]:
    """Return a list, or say that nothing stands in it."""
    return [f"- {item}" for item in items] or ["- nothing named"]


def model_page(model: Model) -> None:
    """Write one model: who was studied, equations, parameters, and how it stands against what was published."""
    write(
        f"models/{model.name}.md",
        [
            *_model_head(model),
            *_who_was_studied(model.population),
            *_equations(model),
            *_parameters(model),
            *_covariates(model),
            *_genes(model),
            *_comedication(model),
            *_checks(model),
        ],
    )


def _model_head(model: Model) -> list[str]:
    """Name a model, its drug, its paper and how far it was verified."""
    return [
        f"# {cell(model.name)}",
        "",
        f"{cell(model.title)}. Drug: [{model.drug}](../drugs/{model.drug}.md).",
        "",
        f"Source: {cell(shown(model.source))}.",
        "",
        f"How far it was verified: {cell(model.verified)}.",
        "",
    ]


def _who_was_studied(who: Population) -> list[str]:
    """Say in whom a model was built, for which ages it is used, and for whom it is not."""
    return [
        "## Who was studied",
        "",
        f"{cell(who.studied)} ({cited(who.source)}). Age {bounds(who.age_years, 'years')};"
        f" used for {bounds(who.used_for_years, 'years')}: {cell(who.used_because)}.",
        "",
        "Not for:",
        "",
        *bullets(cell(case) for case in who.not_for),
        "",
    ]


def _equations(model: Model) -> list[str]:
    """Show where a dose enters, then states, flows, derived quantities and outputs."""
    return [
        "## Equations",
        "",
        *_routes(model),
        *_states(model),
        *_flows(model),
        *_derived(model),
        *_outputs(model),
    ]


def _routes(model: Model) -> list[str]:
    """Show where a dose enters."""
    return table(
        ("Route", "Into", "Fraction of the dose", "Delay (h)", "Lasts (h)"),
        (
            (cell(r.name), code(r.compartment), code(r.fraction), code(r.lag), code(r.duration or "0"))
            for r in model.routes
        ),
    )


def _states(model: Model) -> list[str]:
    """Show what each compartment holds."""
    return table(
        ("State", "Holds", "Unit", "Before the first dose"),
        ((code(c.name), cell(c.holds), cell(c.unit), code(c.initial)) for c in model.compartments),
    )


def _flows(model: Model) -> list[str]:
    """Show what moves between compartments, and how fast."""
    return table(
        ("From", "To", "Rate (per hour)"),
        ((code(f.source or "outside"), code(f.destination or "outside"), code(f.rate)) for f in model.flows),
    )


def _derived(model: Model) -> list[str]:
    """Show the individual quantities computed from parameters, covariates and genotype."""
    return table(
        ("Derived", "Expression", "Unit"),
        ((code(d.name), code(d.expression), cell(d.unit)) for d in model.derived),
    )


def _outputs(model: Model) -> list[str]:
    """Show what a model predicts."""
    return table(
        ("Output", "Of", "Role", "Expression", "Unit"),
        (
            (code(o.name), cell(o.analyte), cell(o.role), code(o.expression), cell(o.unit))
            for o in model.outputs
        ),
    )


def _parameters(model: Model) -> list[str]:
    """Show each parameter as published, with how it varies between people."""
    return [
        "## Parameters",
        *table(
            ("Name", "Value", "Unit", "Variance between people", "Relative standard error", "Source", "Note"),
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
    ]


def _covariates(model: Model) -> list[str]:
    """Show what a model needs to know of a person, and the range studied."""
    return [
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
    ]


def _genes(model: Model) -> list[str]:
    """Show how each gene enters a model."""
    return [
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
    ]


def _comedication(model: Model) -> list[str]:
    """Show by which enzymes a co-medication enters a model."""
    return [
        "## Co-medication",
        *table(
            ("Enters as", "Enzyme", "Source"),
            ((code(i.name), cell(i.enzyme), cited(i.source)) for i in model.interactions),
        ),
    ]


def _checks(model: Model) -> list[str]:
    """Show what was published beside what the model gives."""
    return [
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
                for r in run_checks(model)
            ),
        ),
    ]


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


def drug_page(facts: DrugFacts) -> None:
    """Write one drug: doses, window, pathways, guidelines, stops, and what is not known."""
    write(
        f"drugs/{facts.inn}.md",
        [
            *_drug_head(facts),
            *_window(facts.window),
            *_doses(facts),
            *_pathways(facts),
            *_guidelines(facts),
            *_stops(facts),
            *_what_is_missing(facts),
        ],
    )


def _drug_head(facts: DrugFacts) -> list[str]:
    """Name a drug, its codes and its model."""
    model = f"[{cell(facts.model)}](../models/{facts.model}.md)" if facts.model else "none"
    return [
        f"# {facts.inn}",
        "",
        f"RxNorm {facts.rxnorm}; ATC {', '.join(facts.atc)}. Model: {model}.",
        "",
    ]


def _window(window: WindowFact | None) -> list[str]:
    """Show a drug's window and what it rests on."""
    basis = [f"{cell(window.basis)} Source: {cited(window.source)}."] if window else []
    return ["## Window", "", f"{cell(_window_numbers(window))}.", "", *basis, ""]


def _window_numbers(window: WindowFact | None) -> str:
    """Return a window's limits for a reader."""
    if window is None:
        return "none"
    if window.kind == "reference":
        return f"{window.measure}, reference window computed for the reference twin"
    return f"{window.measure} {window.low:g} to {window.high:g} {window.unit}; harm above {window.toxic:g}"


def _doses(facts: DrugFacts) -> list[str]:
    """Show the doses and intervals that are weighed against each other."""
    return [
        "## Doses offered",
        "",
        f"{', '.join(f'{dose:g}' for dose in facts.dose_options_mg)} mg, every "
        f"{' or '.join(f'{hours:g}' for hours in facts.intervals_h)} h.",
        "",
    ]


def _pathways(facts: DrugFacts) -> list[str]:
    """Show which genes a drug passes by, and which of them its model holds."""
    return [
        "## Pathways",
        *table(
            ("Gene", "Role", "In the model", "Source"),
            (
                (cell(p.enzyme), p.role, "yes" if p.modelled else "no", cited(p.source))
                for p in facts.pathways
            ),
        ),
    ]


def _guidelines(facts: DrugFacts) -> list[str]:
    """Show what guidelines say about a drug."""
    return [
        "## Guideline facts",
        *table(
            ("Source", "What it says, in our words", "Strength"),
            (
                (f"[{f.source}]({f.url})", cell(sentence(f)), cell(f.strength))
                for f in guidelines_for(facts.inn)
            ),
        ),
    ]


def _stops(facts: DrugFacts) -> list[str]:
    """Show what stops or warns before a drug is given."""
    return [
        "## Stops",
        *table(
            ("Code", "Severity", "Text", "Source", "Read"),
            (
                (code(s.code), s.severity, cell(s.text), cell(s.source), cell(s.read))
                for s in stops()
                if s.concerns(facts.inn)
            ),
        ),
    ]


def _what_is_missing(facts: DrugFacts) -> list[str]:
    """Name what the simulation leaves out and what nobody knows."""
    return [
        "## Not in the simulation",
        "",
        *bullets(cell(item) for item in facts.not_modelled),
        "",
        "## Not known",
        "",
        *bullets(f"{cell(topic)}: {cell(why)}" for topic, why in facts.unknown.items()),
    ]


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
        ["# Genes", "", f"Knowledge version {version()}.", ""]
        + [f"- [{cell(g)}]({g}.md), {_level(g)}" for g in gene_names()],
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
