"""Everything drawn on paper: certificates and edition reports, from plain values to PDF bytes."""
