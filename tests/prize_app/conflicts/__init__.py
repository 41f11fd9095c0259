"""Tests of conflicts of interest."""
