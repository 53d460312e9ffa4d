"""Maintenance doses learned from cohorts, for people of whom not everything is known.

Takes in what is known of people (age, size, genotypes, co-medication, indication) and the doses they came to, by site;
gives out the dose as a distribution, every unknown summed out, before and after a site's first patients were seen, and
the published equations to compare with. Never fills an unknown with one value, and never holds a cohort's figures:
what is learned is learned when it is asked.
"""

from foredose.dosing.cells import Cells, enumerate_cells
from foredose.dosing.covariates import CovariateModel, fit_covariates
from foredose.dosing.equations import gage_dose, iwpc_clinical_dose, iwpc_dose
from foredose.dosing.forecast import DoseForecast, forecast
from foredose.dosing.people import DosePeople
from foredose.dosing.regression import DoseRegression, fit_regression
from foredose.dosing.site import SiteEffect, adapt

__all__ = [
    "Cells",
    "CovariateModel",
    "DoseForecast",
    "DosePeople",
    "DoseRegression",
    "SiteEffect",
    "adapt",
    "enumerate_cells",
    "fit_covariates",
    "fit_regression",
    "forecast",
    "gage_dose",
    "iwpc_clinical_dose",
    "iwpc_dose",
]
