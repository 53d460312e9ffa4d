"""What the benchmarks of individual estimation share."""
