"""Editions of the prize: the call, the plan they run under, their time, who has which role."""
