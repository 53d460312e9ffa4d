"""Use cases: the one place that wires rooms together.

Takes in paths and words from the surfaces; gives out domain values. Each use case is one function. Never prints.
"""
