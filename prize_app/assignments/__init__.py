"""Assignments: who reviews which nomination, proposed by the engine, confirmed by people."""
