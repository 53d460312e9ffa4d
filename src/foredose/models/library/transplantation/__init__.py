"""Models of drugs in transplantation."""
