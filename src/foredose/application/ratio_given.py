"""What ``foredose ratio`` was asked: drug, gene states, co-medication; what cannot be used is refused by name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from foredose.activity.substrate import GeneState, activity_of, parse_state
from foredose.application.ratio_unknowns import Unknown
from foredose.core import Indeterminate, InputError
from foredose.exposure.taken import Taken
from foredose.knowledge.activity_facts import activity_genes, activity_table, states_of
from foredose.knowledge.disposition_facts import Disposition, disposition, disposition_names
from foredose.knowledge.observed_facts import observed_ratios
from foredose.sources.order import Order, parse_order, refuse_unknown_drug

__all__ = [
    "BEFORE_H",
    "ingredient_given",
    "others_given",
    "reference_genes",
    "refuse_nothing",
    "state_given",
]

BEFORE_H = 14 * 24.0
"""For how long co-medication has been taken when the drug is given."""
_FAR_BEYOND = 3


def ingredient_given(name: str) -> str:
    """Return the INN of a drug as people write it."""
    if name.lower().strip() in disposition_names():
        return name.lower().strip()
    from foredose.knowledge.drug_names import find_ingredients

    found = find_ingredients(name)
    if len(found) != 1:
        refuse_unknown_drug(name, "--drug")
    return found[0]


def refuse_nothing(genotypes: Mapping[str, str], others: Sequence[str]) -> None:
    """Refuse a question without gene and co-medication: 1 would look like an answer."""
    if not genotypes and not others:
        raise InputError(
            "ratio.nothing", found="no gene and no co-medication", expected="--genotype or --with, or both",
            where="foredose ratio", remedy='give what is known, such as --genotype CYP2D6=PM',
        )  # fmt: skip


def state_given(gene: str, text: str, where: str = "--genotype") -> GeneState:
    """Return a state whose activity is tabulated."""
    table = activity_table(gene)
    if table is None:
        raise InputError(
            "ratio.genotype", found=f"{gene}={text}", expected=f"one of {', '.join(activity_genes())}",
            where=where, remedy="leave the gene out: no activities of it are tabulated",
        )  # fmt: skip
    state = parse_state(gene, text)
    if isinstance(activity_of(state, ""), Indeterminate):
        raise InputError(
            "ratio.genotype", found=f"{gene}={text}", expected=f"one of {', '.join(states_of(table))}",
            where=where, remedy="write it as in the list",
        )  # fmt: skip
    return state


def others_given(
    orders: Sequence[str], victim: str
) -> tuple[tuple[Taken, ...], dict[str, Disposition], list[Unknown]]:
    """Return co-medication, its tables, and what is not known of it; each drug once, by whatever name."""
    taken: list[Taken] = []
    tables: dict[str, Disposition] = {}
    unknowns: list[Unknown] = []
    for text in orders:
        order = parse_order(text)
        if _same(order.drug, victim) or order.drug in {t.inn for t in taken}:
            raise InputError(
                "ratio.twice",
                found=f"{order.drug} twice",
                expected="each drug once, by whatever name",
                where=f"--with {text!r}",
                remedy="leave one of them out, or add their doses",
            )
        table = disposition(order.drug)
        if table is None:
            unknowns.append(
                Unknown(
                    what=f"what {order.drug} does to enzymes",
                    effect=f"{order.drug} is not in the answer, and not known to be harmless",
                    resolve=f"inhibition and induction constants, or a class, of {order.drug}",
                    about=order.drug,
                )
            )
            continue
        tables[order.drug] = table
        taken.append(_taken(order, text))
        unknowns += _of_dose(taken[-1], table)
    return tuple(taken), tables, unknowns


def _same(one: str, other: str) -> bool:
    """Return whether two names are one drug, a racemate and its enantiomer included."""
    return _racemate(one) == _racemate(other)


def _racemate(inn: str) -> str:
    return re.sub(r"^[rs]-", "", inn)


def _of_dose(taken: Taken, table: Disposition) -> list[Unknown]:
    """Say where no published dose bounds what was given, or where it is too small for a part that has no dose."""
    daily, published = taken.dose_mg * 24 / taken.interval_h, _doses(table.inn)
    if not published:
        return [
            Unknown(
                what=f"which doses of {taken.inn} are usual",
                effect=f"{daily:g} mg a day could not be held against any published dose",
                resolve=f"a published dose of {taken.inn}",
                about=taken.inn,
            )
        ]
    if daily >= min(published) / _FAR_BEYOND:
        return []
    return [
        Unknown(
            what=f"what so little of {taken.inn} does",
            effect=f"{daily:g} mg a day is far below the least that is published ({min(published):g} mg a day)",
            resolve="a study of this dose, or a corrected dose or unit",
            about=taken.inn,
        )
    ]


def _taken(order: Order, text: str) -> Taken:
    """Return the last phase of an order, as it is taken by now."""
    phase = order.regimen[-1]
    if phase.dose_mg is None or (phase.doses is not None and phase.doses * phase.interval_h < BEFORE_H):
        raise InputError(
            "ratio.regimen",
            found=text,
            expected='a dose in mg that goes on, such as "paroxetine 20 mg once daily"',
            where="--with",
            remedy="give dose and interval; leave out what is not taken any more",
        )
    limit, daily = max(_doses(order.drug), default=None), phase.dose_mg * 24 / phase.interval_h
    if limit is not None and daily > _FAR_BEYOND * limit:
        raise InputError(
            "ratio.dose",
            found=f"{daily:g} mg a day of {order.drug}",
            expected=f"at most {_FAR_BEYOND} times {limit:g} mg a day, the most that is published of it",
            where=f"--with {text!r}",
            remedy="correct the dose or its unit",
        )
    return Taken(
        inn=order.drug, dose_mg=phase.dose_mg, interval_h=phase.interval_h, by_mouth=order.route == "oral"
    )


def _doses(inn: str) -> list[float]:
    """Return every daily dose (mg) that is published: usual and highest ones, and those of studies."""
    table = disposition(inn)
    told = [f.value for f in table.facts if f.quantity in ("max_daily", "usual_dose")] if table else []
    given = [p for row in observed_ratios() for p in row.perpetrators if p.inn == inn]
    return told + [p.dose_mg * 24 / p.interval_h for p in given]


def reference_genes(reference: str, test: tuple[GeneState, ...]) -> tuple[GeneState, ...]:
    """Return the states of the reference: none named, those of the person, or what is written as ``GENE=STATE``."""
    if reference == "normal":
        return ()
    if reference == "same":
        return test
    gene, equals, text = reference.partition("=")
    if not equals:
        raise InputError(
            "ratio.reference", found=reference, expected="normal, same, or GENE=STATE", where="--reference-genotype",
            remedy="choose one of them",
        )  # fmt: skip
    return (state_given(gene.strip(), text, "--reference-genotype"),)
