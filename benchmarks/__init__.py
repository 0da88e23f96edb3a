"""Speed, measured: ``python -m benchmarks`` prints one table. Machines are noisy; read medians and ratios."""
