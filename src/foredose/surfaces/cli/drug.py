"""``foredose drug``: what is known of drugs' disposition, and from where."""

from __future__ import annotations

from typing import Annotated

import typer

from foredose.core import Indeterminate, InputError

__all__ = ["drug_app"]

drug_app = typer.Typer(
    help="What is known of drugs' disposition.", no_args_is_help=True, add_completion=False
)


@drug_app.command("list")
def list_drugs(
    *,
    tier: Annotated[str | None, typer.Option(metavar="A|B|-", help="Only drugs of this tier.")] = None,
) -> None:
    """List drugs with their tier, and what is missing of those that are not in tier A."""
    from collections import Counter

    from foredose.knowledge.tiers import tiers
    from foredose.surfaces.cli.tables import plain_table

    if tier not in (None, "A", "B", "-"):
        raise InputError(
            "drug.tier", found=str(tier), expected="A, B or -", where="--tier", remedy="choose one of them"
        )
    rows = [
        (t.inn, t.name, "" if t.widest is None else f"{t.widest:.2f}", ", ".join(t.missing))
        for t in tiers()
        if tier in (None, t.name)
    ]
    plain_table(("Drug", "Tier", "Widest share", "Missing"), rows)
    counted = Counter(t.name for t in tiers())
    print(
        f"\nTier A {counted['A']}, tier B {counted['B']}, neither {counted['-']} (no known share of clearance)."
    )


@drug_app.command("show")
def show_drug(name: Annotated[str, typer.Argument(help="A drug as people write it.")]) -> None:
    """Show what is settled of a drug, its interval, how it was come by and the sources."""
    from foredose.application.ratio_given import ingredient_given
    from foredose.knowledge.disposition_facts import disposition
    from foredose.knowledge.settled import settle
    from foredose.knowledge.tiers import tier_of
    from foredose.surfaces.cli.tables import plain_table
    from foredose.surfaces.words import clean, number

    inn = ingredient_given(name)
    table = disposition(inn)
    if table is None:
        raise InputError(
            "drug.unknown", found=inn, expected="a drug that has a table", where="drug show",
            remedy="`foredose drug list` shows all",
        )  # fmt: skip
    tier = tier_of(table)
    missing = f"; missing: {', '.join(tier.missing)}" if tier.missing else ""
    print(clean(f"{inn}: tier {tier.name}{missing}"))
    rows = []
    for quantity, of, site in dict.fromkeys((f.quantity, f.of, f.site) for f in table.facts):
        found = settle(table, quantity, of, site)
        what = " ".join(x for x in (quantity.replace("_", " "), of, site) if x)
        if isinstance(found, Indeterminate):
            rows.append((what, "not used", "", "", "observed ratios of a validation drug"))
            continue
        sources = ", ".join(dict.fromkeys(f.source.key for f in found.facts))
        unit = "" if found.unit == "1" else f" {found.unit}"
        span = f"{number(found.low)} to {number(found.high)}"
        rows.append((what, f"{number(found.value)}{unit}", span, found.basis.replace("_", " "), sources))
    plain_table(("Quantity", "Value", "Interval", "Basis", "Sources"), rows)
