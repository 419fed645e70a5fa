"""Benchmarks: generated catalogues, built by this project and the plain way, measured side by side."""
