"""How CPIC's texts on reactions that a gene disposes to are read."""

from __future__ import annotations

from guidelines.cpic_words import (
    G6PD_TEST,
    HLA_USED,
    KEEP,
)
from guidelines.reading import fact, less, reading

REACTIONS = (
    reading(r"Use {D} per standard dosing guidelines", fact("no_change")),
    reading(r"{D} is (?:not recommended|contraindicated)", fact("avoid")),
    reading(r"Use {D} according to the product label", fact("no_change")),
    reading(
        r"Use aminoglycoside antibiotics at standard doses for the shortest feasible course .*",
        fact(
            "no_change", "monitor", note="For the shortest course, with drug monitoring and tests of hearing."
        ),
    ),
    reading(
        r"Avoid aminoglycoside \w+ unless the high risk of permanent hearing loss is outweighed .*",
        fact("avoid", note="Unless a severe infection outweighs the risk and nothing else is safe or works."),
    ),
    reading(r"If patient is \S+-na(?:i|ï)ve, do not use {D}", fact("avoid")),
    reading(
        r"If patient is \S+-na(?:i|ï)ve and alternative agents are available, do not use {D}",
        fact("avoid", "alternative", note="Where another drug can be had."),
    ),
    reading(
        r"If patient is \S+-na(?:i|ï)ve and alternative agents are not available, consider the use of {D} with "
        r"increased frequency of clinical monitoring\..*",
        fact("caution", "monitor", note="Stopped at the first skin reaction."),
    ),
    reading(
        r"If patient is \S+-naive, do not use \S+\. Avoid carbamazepine and oxcarbazepine",
        fact("avoid", not_instead=["carbamazepine", "oxcarbazepine"]),
    ),
    reading(rf"The latency period for .*{HLA_USED}", fact("caution")),
    reading(rf"If the patient has previously used .*{HLA_USED}", fact("caution")),
    reading(
        r"No adjustments needed from typical dosing strategies\. .*therapeutic drug monitoring.*",
        fact("no_change", "monitor", note="A negative HLA-B*15:02 does not rule a skin reaction out."),
    ),
    reading(
        r"For first dose, use typical initial or loading dose\. For subsequent doses,? use approximately "
        r"(?P<p>\d+)% less "
        r"than typical maintenance dose\. .*therapeutic drug monitoring.*",
        fact("reduce_dose", "monitor", m=less(KEEP, "p"), note="The first or loading dose stays as usual."),
    ),
    reading(r"No reason to avoid based on G6PD status", fact("no_change")),
    reading(r"Avoid(?: use| {D})?", fact("avoid")),
    reading(
        r"(?:To ascertain|If deemed necessary to ascertain) G6PD status, enzyme activity must be measured\..*",
        fact("test_first", test=G6PD_TEST),
    ),
    reading(
        r"Avoid {D}, except in the following cases where established expert consensus guidelines .*",
        fact(
            "avoid",
            note="Except in malaria by expert consensus: once a week for 8 weeks against liver stages, watching for "
            "haemolysis, or one dose against gametocytes.",
        ),
    ),
    reading(
        r"Use at standard doses with caution and with close monitoring for anemia",
        fact("caution", "monitor", note="The usual dose; anaemia is watched for."),
    ),
    reading(
        r"(?:Based on (?:RYR1|CACNA1S) status, )?halogenated volatile anesthetics or .* are relatively "
        r"contraindicated .*",
        fact(
            "avoid",
            "alternative",
            alternative_class="an anaesthetic that does not trigger malignant hyperthermia",
            note="Only in extraordinary circumstances in which the benefit outweighs the risk.",
        ),
    ),
    reading(
        r"(?:No (?:RYR1|CACNA1S) genotype is available\. Based on (?:RYR1|CACNA1S) status, )?clinical findings, family "
        r"history, further genetic testing and other laboratory data should guide use of .*",
        fact(
            "other_findings", note="Clinical findings, family history, further genetic and laboratory tests."
        ),
    ),
    reading(r"There is no need to avoid prescribing of {D} based on UGT1A1 .*", fact("no_change")),
    reading(
        r"Consider an alternative agent particularly where jaundice would be of concern to the patient\..*",
        fact(
            "alternative", note="Above all where jaundice matters to the person; it often leads to stopping."
        ),
    ),
)
