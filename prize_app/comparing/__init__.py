"""Rounds of review without points: an order of what one was given, and questions about pairs."""
