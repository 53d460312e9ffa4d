"""Parts of the benchmark of whole-body models: observed profiles, and tables of scores."""
