"""What the engine's codes say to people, one plain file a language."""
