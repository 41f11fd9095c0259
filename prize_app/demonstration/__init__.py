"""The demonstration: historical people, invented staff, and a script that plays a prize."""
