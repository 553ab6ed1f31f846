"""Brings a built site to where readers find it, and holds what they find against it."""
