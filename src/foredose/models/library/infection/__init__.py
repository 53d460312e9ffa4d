"""Models of drugs against infections."""
