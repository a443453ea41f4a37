"""Prices with tax, the way a till rounds them."""
