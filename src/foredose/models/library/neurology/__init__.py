"""Models of drugs in neurology."""
