"""Models of drugs in immune-mediated disease."""
