"""Readers of other callers' results, one file a caller; ``outside_files`` puts them together.

A reader tells its own format by content, names every answer that the caller leaves possible, and carries what the
caller says against its own call. It takes no facts of a gene and concludes nothing.
"""
