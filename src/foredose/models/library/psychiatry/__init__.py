"""Models of drugs in psychiatry."""
