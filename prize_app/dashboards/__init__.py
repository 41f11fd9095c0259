"""What each role sees first, and pages that look over the whole way; may read everything."""
