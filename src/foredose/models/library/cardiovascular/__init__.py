"""Models of drugs in cardiovascular disease."""
