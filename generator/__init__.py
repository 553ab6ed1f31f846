"""Builds the site from the register of notices."""
