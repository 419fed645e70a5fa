"""The commands of `sisterlib` that people keep the catalogue with: one module a command."""
