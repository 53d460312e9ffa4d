"""Pages of models: who was studied, equations, parameters, and how they stand against what was published."""

from __future__ import annotations

from collections import Counter

from foredose.knowledge.drug_facts import drug_names
from foredose.knowledge.references import shown
from foredose.models import find_model, model_names, run_checks
from foredose.models.declaration import Model, Population
from generated.credibility import model_credibility
from generated.markup import bounds, bullets, cell, cited, code, table, write


def models() -> None:
    """Write a page of each model, and their list."""
    found = [find_model(name) for name in model_names()]
    for model in found:
        model_page(model)
    rows = ((f"[{cell(m.name)}]({m.name}.md)", _drug(m), _kinds(m), cell(m.verified)) for m in found)
    write(
        "models/index.md",
        ["# Models", "", "One paper, one file.", *table(("Model", "Drug", "Checks", "Verified"), rows)],
    )


def _drug(model: Model) -> str:
    """Name the drug, with a link where it has a page."""
    return f"[{model.drug}](../drugs/{model.drug}.md)" if model.drug in drug_names() else model.drug


def _kinds(model: Model) -> str:
    """Count the checks by kind, and those that the model does not meet."""
    counted = Counter(c.kind for c in model.checks)
    off = sum(bool(c.disagrees) for c in model.checks)
    told = ", ".join(f"{n} {kind}" for kind, n in counted.items())
    return f"{told}; {off} disagree" if off else told


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
            *model_credibility(model.name),
        ],
    )


def _model_head(model: Model) -> list[str]:
    """Name a model, its drug, its paper and how far it was verified."""
    return [
        f"# {cell(model.name)}",
        "",
        f"{cell(model.title)}. Drug: {_drug(model)}.",
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
        *_diagram(model),
        *_routes(model),
        *_states(model),
        *_flows(model),
        *_derived(model),
        *_outputs(model),
    ]


def _diagram(model: Model) -> list[str]:
    """Draw compartments and flows."""
    lines = [f"    {c.name}[{c.name}]" for c in model.compartments]
    lines += [f"    dose_{n}(({r.name})) -.-> {r.compartment}" for n, r in enumerate(model.routes)]
    for number, flow in enumerate(model.flows):
        source = flow.source or f"from_{number}(( ))"
        lines.append(f"    {source} --> {flow.destination or f'to_{number}(( ))'}")
    return ["```mermaid", "flowchart LR", *lines, "```", ""]


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
