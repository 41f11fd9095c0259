"""More time for one person: asked for with a reason, decided by somebody else, seen by all."""
