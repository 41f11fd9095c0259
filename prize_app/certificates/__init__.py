"""Laureates and their certificates: issuing, drawing, handing out, checking, revoking."""
