"""Models of drugs in pain."""
