"""One person: an append-only list of dated events, its fold into a snapshot, individual parameters, a forecast.

Takes in records, genomes and orders read by ``sources`` and ``genome``, and models; gives out ``Twin`` and
``Forecast``. Never fills in what is missing, never changes an event.

Parameters and forecast need arrays: import them from their modules, so that a snapshot stays light.
"""

from foredose.twin.events import Event
from foredose.twin.record_events import events_of, medication_events
from foredose.twin.snapshot import Twin, fold

__all__ = ["Event", "Twin", "events_of", "fold", "medication_events"]
