"""Figures over all reviews for whoever runs the prize, and the release for research."""
