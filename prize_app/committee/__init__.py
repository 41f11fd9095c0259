"""The committee: frozen rankings, secret ballots, decisions and their approval."""
