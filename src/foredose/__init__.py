"""foredose: what a drug will do in one person, before the first dose."""

__version__ = "0.1.0"
