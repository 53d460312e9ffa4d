"""Arrays only: plans, exact linear systems, adaptive non-linear systems.

Takes in bare arrays (h, and the units of the caller), gives out arrays. Never knows a drug, a gene or a person.
``records`` makes a ``plan`` of event records; ``together``, ``exact`` and ``lanes`` follow it in compiled code;
``estimation`` learns random effects from measured levels. ``linear``, ``modes`` and ``dopri5`` follow a ``schedule``
that is one for all, on JAX; importing them switches it to double precision.
"""
