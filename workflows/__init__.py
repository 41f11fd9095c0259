"""The engine: the plan and everything that follows from it, as pure functions over values."""
