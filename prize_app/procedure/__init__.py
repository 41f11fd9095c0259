"""The procedure: taking the plan's actions, by hand, for a category, or because time has passed."""
