"""One person's parameters from measured levels: mode and uncertainty, the posterior, later levels, doses, times."""

from foredose.twin.individual.averaging import Averaged, average, foretell_average
from foredose.twin.individual.best_time import BestTimes, best_times
from foredose.twin.individual.fit import FitCheck
from foredose.twin.individual.foretelling import Foretold, foretell, foretell_before
from foredose.twin.individual.history import Change, History, Level
from foredose.twin.individual.next_dose import DoseLimits, RankedDose, next_dose
from foredose.twin.individual.target import Regimen, Target
from foredose.twin.individual.update import Individualised, Method, individualise, individualise_all

__all__ = [
    "Averaged",
    "BestTimes",
    "Change",
    "DoseLimits",
    "FitCheck",
    "Foretold",
    "History",
    "Individualised",
    "Level",
    "Method",
    "RankedDose",
    "Regimen",
    "Target",
    "average",
    "best_times",
    "foretell",
    "foretell_average",
    "foretell_before",
    "individualise",
    "individualise_all",
    "next_dose",
]
