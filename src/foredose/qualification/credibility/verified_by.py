"""Which tests verify the numerics. Each must pass before a change is accepted; a gate checks that each is there."""

from __future__ import annotations

from foredose.qualification.credibility.record import Evidence, EvidenceKind, unknown

__all__ = ["EXPORT_TESTS", "GATES", "LINEAR", "NETWORK", "NONLINEAR"]


def _shown(kind: EvidenceKind, what: str, found: str, test: str, comparator: str) -> Evidence:
    return Evidence(kind=kind, what=what, found=found, where=f"tests/{test}", comparator=comparator)


def _code(what: str, found: str, test: str, comparator: str) -> Evidence:
    return _shown("code verification", what, found, test, comparator)


def _network(what: str, found: str, test: str, comparator: str) -> Evidence:
    return _code(what, found, f"reference/test_network.py::{test}", comparator)


NETWORK = (
    _network("AUC of a drug alone, three activities of its enzyme", "equal within 0.2 %",
             "test_a_drug_alone_has_the_auc_of_its_closed_form", "a closed form"),
    _network("reversible and mechanism-based inhibition, induction, and all three together", "AUC equal within 0.2 %",
             "test_it_equals_an_integration_of_the_equations", "an adaptive solver on the same equations (LSODA)"),
    _network("uptake and elimination in series", "AUC equal within 0.2 %",
             "test_uptake_and_elimination_are_in_series", "a closed form"),
    _network("activity of an enzyme that is made again after its inhibitor is gone", "rate equal within 1 %",
             "test_activity_comes_back_as_the_enzyme_is_made_again", "the rate at which the enzyme is lost"),
    _shown("calculation verification", "steps of 0.5, 0.25 and 0.0625 h",
           "the error falls to less than half from 0.5 to 0.25 h, which is the step of the board",
           "reference/test_network.py::test_halving_the_step_quarters_the_error", "the finest step"),
    _shown("calculation verification", "every validation interaction at the board's step and at a fifth of it",
           "no typical ratio moves by more than 2 %", "reference/test_ratio_step.py::"
           "test_a_step_five_times_finer_moves_no_ratio_by_two_percent", "a step of 0.05 h"),
    Evidence(kind="calculation verification", what="how far 300 draws move the median and the bounds of an interval",
             found=unknown("the board keeps quantiles, not draws, and was not scored with other seeds"),
             where="knowledge/board.tsv"),
    _shown("calculation verification", "the committed board, predicted again by this code and these facts",
           "each typical ratio equal within 1 %",
           "gates/test_dispositions.py::test_the_committed_board_is_what_the_facts_say_now", "the board as committed"),
)  # fmt: skip
"""Of the network of drugs and enzymes, which predicts every ratio of the board."""

LINEAR = (
    _code("every kind of event record: infusions, lag, steady state, resets", "equal in all 54 scenarios",
          "reference/test_nonmem_events.py::test_a_scenario_equals_nonmem", "NONMEM 7.4.3"),
    _code("two compartments by mouth, many doses", "equal",
          "reference/test_linear_closed_form.py::test_two_compartments_oral_multiple_dosing", "a closed form"),
    _shown("calculation verification", "the model is linear and solved by matrix exponentials, without steps",
           "equal", "reference/test_linear_closed_form.py::test_matrix_exponential_is_scipys", "SciPy's expm"),
)  # fmt: skip
"""Of the exact solver of linear models."""

NONLINEAR = (
    _code("the adaptive solver on doses, infusions, lag and steady state", "equal",
          "reference/test_lanes_closed_forms.py::test_records_give_what_the_exact_solver_gives",
          "the exact solver of linear models"),
    _code("saturable elimination in many people", "equal",
          "reference/test_lanes_closed_forms.py::test_saturable_elimination_of_many_people", "a closed form"),
    _shown("calculation verification", "the order of the method, by ever finer tolerances", "of order 5",
           "reference/test_lanes_closed_forms.py::test_the_method_is_of_order_5", "a closed form"),
)  # fmt: skip
"""Of the adaptive solver of models that are not linear."""

_MODELS = "gates/test_models.py::"
GATES = (
    ("every name is declared once and used", f"tests/{_MODELS}test_every_name_is_declared_once_and_used"),
    ("every expression has its declared unit", f"tests/{_MODELS}test_every_expression_has_its_declared_unit"),
    (
        "what is in the body and what left is what was given",
        f"tests/{_MODELS}test_what_is_in_the_body_and_what_left_is_what_was_given",
    ),
    ("a dose changes every output", f"tests/{_MODELS}test_a_dose_changes_every_output"),
    (
        "every studied genotype gives a positive pathway",
        f"tests/{_MODELS}test_every_studied_state_gives_a_positive_pathway",
    ),
)
"""What each library model must pass beside ``check_declaration``: what is tested, and where."""

_EXPORTS = "tests/reference/test_model_exports.py::"
EXPORT_TESTS = {
    "NONMEM": f"{_EXPORTS}test_a_control_stream_computes_the_same",
    "nlmixr2": f"{_EXPORTS}test_an_nlmixr2_function_computes_the_same",
    "SBML": f"{_EXPORTS}test_sbml_is_valid_and_computes_the_same",
}
"""Language to the test that reads the export back and compares its rates and outputs."""
