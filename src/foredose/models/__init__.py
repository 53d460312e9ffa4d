"""Declared PK and PK/PD models: one paper, one file.

Takes in declarations written as text, gives out compiled models, simulations of them, and checks against published
numbers. Never knows a person: covariates and genotype states come in as values.
"""

from foredose.models.catalogue import find_model, model_names, models_of_drug
from foredose.models.checking import CheckResult, measure_of, run_check, run_checks
from foredose.models.compiled import CompiledModel, compile_model
from foredose.models.declaration import Model
from foredose.models.dosing import dose_events
from foredose.models.genotype import level_of, level_parameters
from foredose.models.people import Simulated, simulate_each, simulate_people
from foredose.models.simulation import Trajectory, dose_grid, simulate

__all__ = [
    "CheckResult",
    "CompiledModel",
    "Model",
    "Simulated",
    "Trajectory",
    "compile_model",
    "dose_events",
    "dose_grid",
    "find_model",
    "level_of",
    "level_parameters",
    "measure_of",
    "model_names",
    "models_of_drug",
    "run_check",
    "run_checks",
    "simulate",
    "simulate_each",
    "simulate_people",
]
