"""The words that a reader of the site sees, and how they are set."""
