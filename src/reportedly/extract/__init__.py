"""What one report says: mentions, who says what, claims. A pure function of the report."""

from .rules import RuleExtractor

__all__ = ["RuleExtractor"]
