"""The leak check: what is read for it, what it finds, what the secretariat rules."""
