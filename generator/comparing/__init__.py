"""The comparisons of a register: every form in which they leave it, and what a revision changes."""
