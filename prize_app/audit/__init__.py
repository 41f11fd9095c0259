"""The audit log: writing it and proving it whole."""
