"""Virtual people: populations with joint physiology and genotype, simulated by blocks, on Dask where there are many.

Takes in a declared population, a model and a regimen; gives out people as arrays, and their exposure as Parquet and
xarray. Never invents a distribution: what no source tells cannot be drawn, and is refused by name. Never simulates a
person outside a model's people: such people are counted by cause.
"""

from foredose.population.dataset import open_population
from foredose.population.declaration import Condition, VirtualPopulation
from foredose.population.people import VirtualPeople, draw_people
from foredose.population.plan import PopulationRun
from foredose.population.reader import read_population
from foredose.population.regimen import Regimen
from foredose.population.run import Outcome, simulate_population
from foredose.population.streams import Block

__all__ = [
    "Block",
    "Condition",
    "Outcome",
    "PopulationRun",
    "Regimen",
    "VirtualPeople",
    "VirtualPopulation",
    "draw_people",
    "open_population",
    "read_population",
    "simulate_population",
]
