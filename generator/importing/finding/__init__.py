"""Finds what a clause states: facts and materials that are certain, conditions as suggestions; a module a matter."""
