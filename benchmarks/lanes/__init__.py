"""What the non-linear benchmark compares: three models and the solvers beside ours."""
