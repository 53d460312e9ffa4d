"""What happens to a person over time, as NONMEM defines its event records, and the amounts that follow.

Takes in event records and, for each, the parameters that hold then; gives out the amounts at every record.
"""

from foredose.models.events.linear import simulate_events
from foredose.models.events.terms import DoseTerms
from foredose.sources.event_record import Event, check_events

__all__ = ["DoseTerms", "Event", "check_events", "simulate_events"]
