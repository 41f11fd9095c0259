"""Tests of the figures over all reviews."""
