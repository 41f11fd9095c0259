"""Accounts: registering, confirming an address, signing in and out, a new password."""
