"""Letters around a deadline to whoever still owes something by it."""
