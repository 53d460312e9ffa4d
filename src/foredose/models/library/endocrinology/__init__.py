"""Models of drugs in endocrinology."""
