"""Screening: entry conditions with their evidence, and what the secretariat decides on them."""
