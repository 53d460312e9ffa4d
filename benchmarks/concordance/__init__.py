"""Parts of the GeT-RM benchmark: the truth, the files without phase, the calls, their scores and the tables."""
