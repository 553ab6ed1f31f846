"""The words a reader of the site sees, and how they are set."""
