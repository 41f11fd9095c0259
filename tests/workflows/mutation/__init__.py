"""Defects by the hundred, seeded into the plans we ship, each with the code it must be told by."""
