"""What one report says: mentions, who says what, claims. A pure function of the report."""
