"""One person's parameters from measured levels: the mode with its uncertainty, the whole posterior, forecasts, doses."""
