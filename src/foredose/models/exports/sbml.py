"""SBML Level 3 Version 2 (Hucka 2019): compartments as species, flows as reactions, all else as rules."""

from __future__ import annotations

from typing import Any

from foredose.models.declaration import Flow, Model
from foredose.models.exports.parts import parts_of, rename, written
from foredose.models.expression import TIME

__all__ = ["sbml_document"]

DOSE = "dose_mg"
"""The parameter that holds a single dose by the model's first route, given at time 0."""


def sbml_document(model: Model) -> str:
    """Return the typical person of the reference genotype as SBML, time in h, amounts as the model declares them.

    A single dose at time 0 by the first route is the value of the parameter ``dose_mg`` (0 as written); SBML has no
    common way to tell of a regimen, a lag or an infusion, so whoever runs it gives those.

    Raises
    ------
    ImportError
        Without the extra ``export`` (python-libsbml).
    """
    import libsbml

    document = libsbml.SBMLDocument(3, 2)
    made = document.createModel()
    made.setId(model.name)
    made.setName(model.title)
    made.setTimeUnits(_hour(made))
    _space(made)
    parts = parts_of(model)
    for parameter in model.parameters:
        _number(made, parameter.name, parameter.value)
    for covariate in model.covariates:
        value = covariate.typical if covariate.typical is not None else sum(covariate.studied) / 2
        _number(made, covariate.name, value)
    for name, (value, _) in parts.settings.items():
        _number(made, name, value)
    _number(made, DOSE, 0.0)
    for item in model.derived:
        _ruled(libsbml, made, item.name, item.expression)
    for output in model.outputs:
        _ruled(libsbml, made, parts.seen[output.name], output.expression)
    shares = {r.compartment: r.fraction for r in model.routes if r.name == model.routes[0].name}
    for compartment in model.compartments:
        given = f"({compartment.initial}) + {DOSE}*({shares.get(compartment.name, '0')})"
        _species(libsbml, made, compartment.name, given)
    for number, flow in enumerate(model.flows, start=1):
        _reaction(libsbml, made, f"flow{number}", flow)
    return str(libsbml.writeSBMLToString(document))


def _hour(made: Any) -> str:
    import libsbml

    unit = made.createUnitDefinition()
    unit.setId("hour")
    second = unit.createUnit()
    second.setKind(libsbml.UNIT_KIND_SECOND)
    second.setExponent(1)
    second.setScale(0)
    second.setMultiplier(3600)
    return "hour"


def _space(made: Any) -> None:
    body = made.createCompartment()
    body.setId("body")
    body.setConstant(True)
    body.setSize(1)
    body.setSpatialDimensions(3)


def _number(made: Any, name: str, value: float, *, constant: bool = True) -> None:
    parameter = made.createParameter()
    parameter.setId(name)
    parameter.setConstant(constant)
    if constant:
        parameter.setValue(value)


def _ruled(libsbml: Any, made: Any, name: str, text: str) -> None:
    _number(made, name, 0.0, constant=False)
    rule = made.createAssignmentRule()
    rule.setVariable(name)
    rule.setMath(_math(libsbml, text))


def _species(libsbml: Any, made: Any, name: str, initial: str) -> None:
    species = made.createSpecies()
    species.setId(name)
    species.setCompartment("body")
    species.setHasOnlySubstanceUnits(True)
    species.setBoundaryCondition(False)
    species.setConstant(False)
    assignment = made.createInitialAssignment()
    assignment.setSymbol(name)
    assignment.setMath(_math(libsbml, initial))


def _reaction(libsbml: Any, made: Any, name: str, flow: Flow) -> None:
    reaction = made.createReaction()
    reaction.setId(name)
    reaction.setReversible(False)
    for end, create in ((flow.source, reaction.createReactant), (flow.destination, reaction.createProduct)):
        if end is not None:
            reference = create()
            reference.setSpecies(end)
            reference.setConstant(True)
            reference.setStoichiometry(1)
    tree = _math(libsbml, flow.rate)
    law = reaction.createKineticLaw()
    law.setMath(tree)
    ids = {s.getId() for s in made.getListOfSpecies()}
    for used in sorted(_names(libsbml, tree) & ids - {flow.source, flow.destination}):
        modifier = reaction.createModifier()
        modifier.setSpecies(used)


def _names(libsbml: Any, node: Any) -> set[str]:
    own = {node.getName()} if node.getType() == libsbml.AST_NAME else set()
    return own.union(*(_names(libsbml, node.getChild(i)) for i in range(node.getNumChildren())))


def _math(libsbml: Any, text: str) -> Any:
    settings = libsbml.L3ParserSettings()
    settings.setParseLog(libsbml.L3P_PARSE_LOG_AS_LN)
    tree = libsbml.parseL3FormulaWithSettings(written(rename(text, {TIME: "time"}), "^", _call), settings)
    assert tree is not None, libsbml.getLastParseL3Error()
    return tree


def _call(name: str, arguments: list[str]) -> str:
    return f"piecewise(1, {arguments[0]} >= 0, 0)" if name == "step" else f"{name}({', '.join(arguments)})"
