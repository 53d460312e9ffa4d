"""Models of drugs in rheumatology."""
