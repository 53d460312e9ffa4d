"""A simulated regimen for people and for other programs: text, a tidy table, a chart.

Takes in what the use case gives out; never simulates.
"""
