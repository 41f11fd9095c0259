"""Conflicts of interest: found, declared, settled; and accounts that are one person's."""
