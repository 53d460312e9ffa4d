"""One person: dated events folded into a snapshot, individual parameters as draws, and a forecast of a regimen.

Takes in events, the called genome and a model; gives out an immutable twin, draws and simulated courses. Never
fills in a missing value silently, and never advises.
"""

from foredose.twin.events import Event, GenomeReported, IdentityStated, StatusStated
from foredose.twin.forecast import Forecast, forecast
from foredose.twin.parameters import Individual, Ordinary, draw_individual, draw_ordinary, with_own_genes
from foredose.twin.record_events import events_of, medication_events
from foredose.twin.regimen import Timeline, resolve_phases, timeline_of
from foredose.twin.snapshot import Twin, fold

__all__ = [
    "Event",
    "Forecast",
    "GenomeReported",
    "IdentityStated",
    "Individual",
    "Ordinary",
    "StatusStated",
    "Timeline",
    "Twin",
    "draw_individual",
    "draw_ordinary",
    "events_of",
    "fold",
    "forecast",
    "medication_events",
    "resolve_phases",
    "timeline_of",
    "with_own_genes",
]
