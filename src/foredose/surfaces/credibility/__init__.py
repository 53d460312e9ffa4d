"""Credibility records and model cards as text and as a page."""
