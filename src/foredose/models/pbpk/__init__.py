"""The whole-body model: organs, blood, gut, liver and kidney of one person, and compounds in them.

Takes in compound files and a person's body, gives out a declared model and its numbers, and solves it. Never reads
observed concentrations and never fits.
"""

from foredose.models.pbpk.course import Course, Dose, course
from foredose.models.pbpk.maturity import CurveChoice, activity_at, growing_proteins
from foredose.models.pbpk.person import Person, person
from foredose.models.pbpk.slots import processes_of
from foredose.models.pbpk.structure import WholeBody, whole_body

__all__ = [
    "Course",
    "CurveChoice",
    "Dose",
    "Person",
    "WholeBody",
    "activity_at",
    "course",
    "growing_proteins",
    "person",
    "processes_of",
    "whole_body",
]
