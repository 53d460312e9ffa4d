"""How DPWG's texts on reactions, and on eliglustat, are read."""

from __future__ import annotations

from guidelines.reading import dose, fact, reading

REACTIONS = (
    reading(r"Avoid {D}", fact("avoid")),
    reading(r"{D} is contra-indicated for HLA\S+ patients\. Avoid {D}", fact("avoid")),
    reading(
        r"Choose an alternative, such as febuxostat Another option is to induce .*",
        fact(
            "alternative",
            alternatives=["febuxostat"],
            note="Or tolerance is brought about first, by doses that rise over 28 days.",
        ),
    ),
    reading(
        r"Carefully weigh the risk of .* against the benefits If an alternative is an option, choose an alternative",
        fact("alternative", note="The risk of a severe skin reaction is weighed against the benefit."),
    ),
    reading(
        r"Choose an alternative if possible\. Phenytoin, lamotrigine and oxcarbazepine also .*",
        fact(
            "alternative",
            note="With phenytoin, lamotrigine and oxcarbazepine the risk of a severe skin reaction is tenfold smaller.",
        ),
    ),
    reading(
        r"Carefully weigh the risk of .*Avoid {D} if an alternative is (?:available|possible)\.? "
        r"Carbamazepine .*(?:This|for "
        r"phenytoin as for {D}|as for {D}\. The same applies for oxcarbazepine).*report any .*rash immediately",
        fact(
            "avoid",
            "alternative",
            not_instead=["carbamazepine"],
            note="If there is another; if kept, a rash is reported at once. Risk is weighed against benefit.",
        ),
    ),
    reading(
        r"Carefully weigh the risk of .*Avoid {D} if an alternative is available\. Carbamazepine "
        r".*phenytoin and lamotrigine "
        r"carry a similar risk .*also not suitable .*rash immediately",
        fact(
            "avoid",
            "alternative",
            not_instead=["carbamazepine", "phenytoin", "lamotrigine"],
            note="If there is another; if kept, a rash is reported at once. Risk is weighed against benefit.",
        ),
    ),
    reading(
        r"Regularly monitor .*liver function Choose an alternative if liver enzymes .*",
        fact("monitor", "alternative", also_when="if liver values rise", note="By liver function."),
    ),
)

ONE_A_DAY = r"84 ?mg (?:{D} )?1x daily"
STRONG_3A, MODERATE_3A = "with a strong CYP3A inhibitor", "with a moderate CYP3A inhibitor"
INDUCER = fact(
    "avoid", "alternative", condition="with a strong CYP3A inducer", note="It may not work at all."
)


def once(action: str, condition: str, *also: str, **rest: str) -> dict[str, object]:
    """The lower dose that the text gives as 84 mg once daily, where the usual one is twice daily."""
    return fact(action, *also, m=dose("dose", "d"), condition=condition, **rest)


ELIGLUSTAT = (
    reading(r"{D} is contra-indicated\. Choose an alternative if possible", fact("avoid", "alternative")),
    reading(
        r"Co-medication with BOTH .*Use a dose of (?P<d>84)mg {D} 1x daily\. .*"
        r"STRONG CYP3A INDUCER .*Use the standard dose of 84mg 2x daily",
        fact(
            "avoid",
            "alternative",
            condition="with a moderate or strong CYP2D6 inhibitor and a moderate or strong CYP3A inhibitor",
        ),
        once("reduce_dose", "with a strong CYP2D6 inhibitor", note="Once a day."),
        once(
            "reduce_dose", "with a moderate CYP2D6 inhibitor", "monitor", note="To be considered; once a day."
        ),
        once("alternative", STRONG_3A, "reduce_dose", "monitor", note="If kept, once a day is considered."),
        once("alternative", MODERATE_3A, "reduce_dose", "monitor", note="If kept, once a day is considered."),
        INDUCER,
        fact("no_change", condition="without such inhibitors and inducers", note="84 mg twice a day."),
    ),
    reading(
        r"Co-medication with a STRONG CYP3A INHIBITOR .*{D} is contra-indicated\..*WEAK CYP3A INHIBITOR "
        r".*Use a dose of "
        r"(?P<d>84)mg {D} 1x daily and .*STRONG CYP3A INDUCER .*Use a dose of 84mg 1x daily",
        fact("avoid", "alternative", condition=STRONG_3A, note="Contraindicated."),
        fact("avoid", "alternative", condition=MODERATE_3A),
        once(
            "reduce_dose",
            "with a weak CYP3A inhibitor",
            "monitor",
            note="Another drug than the inhibitor, if possible; else once a day.",
        ),
        INDUCER,
        once("reduce_dose", "without CYP3A inhibitors and strong inducers", note="Once a day."),
    ),
)
